import { Inject, Injectable } from '@nestjs/common';
import type { ReadMark } from '#shared/conversation.ts';
import { findNotes, pageNotes, toNote } from '../contacts/notes.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type Entity, type EntitySource, type EntitySources, fewOf, toEntity } from '../sync/entity-source.ts';
import { listContacts, loadContactsByIds } from './contacts.repository.ts';
import { listConversations, listReadMarks, loadConversationsByIds, readMarkId } from './conversations.repository.ts';
import { listScheduled, toScheduledSend } from './scheduled/scheduled-sends.repository.ts';
import { listMessages, loadMessagesByIds } from './messages.repository.ts';

/** The inbox as desktops get it. */
@Injectable()
export class InboxEntities {
  readonly sources: Pick<
    EntitySources,
    'contact' | 'conversation' | 'message' | 'readMark' | 'scheduledSend' | 'contactNote'
  >;

  constructor(@Inject(DATABASE) private readonly db: Db) {
    this.sources = {
      contact: {
        load: async ({ tenantId }, ids) => (await loadContactsByIds(db, tenantId, ids)).map(toEntity),
        list: async ({ tenantId }, { afterId, limit }) =>
          (await listContacts(db, tenantId, afterId, limit)).map(toEntity),
        count: async ({ tenantId }) => await this.count('contact', tenantId),
      },
      conversation: {
        load: async ({ tenantId }, ids) => (await loadConversationsByIds(db, tenantId, ids)).map(toEntity),
        list: async ({ tenantId }, { afterId, limit }) =>
          (await listConversations(db, tenantId, afterId, limit)).map(toEntity),
        count: async ({ tenantId }) => await this.count('conversation', tenantId),
      },
      message: {
        load: async ({ tenantId }, ids) => (await loadMessagesByIds(db, tenantId, ids)).map(toEntity),
        list: async ({ tenantId }, page) => (await listMessages(db, tenantId, page)).map(toEntity),
        count: async ({ tenantId }, since) => await this.countMessages(tenantId, since),
      },
      readMark: this.readMarks(),
      scheduledSend: fewOf(async ({ tenantId }) =>
        (await listScheduled(db, tenantId)).map((row) => toEntity(toScheduledSend(row))),
      ),
      contactNote: {
        load: async ({ tenantId }, ids) => (await findNotes(db, tenantId, ids)).map((row) => toEntity(toNote(row))),
        list: async ({ tenantId }, page) => (await pageNotes(db, tenantId, page)).map((row) => toEntity(toNote(row))),
        count: async ({ tenantId }) => await this.count('contactNote', tenantId),
      },
    };
  }

  private readMarks(): EntitySource {
    const toMarkEntity = (data: ReadMark): Entity => ({
      id: readMarkId(data.userId, data.conversationId),
      version: data.version,
      data,
    });
    // Ids are `userId:conversationId`; those of other readers were filtered out before.
    const conversationOf = (id: string) => id.slice(id.indexOf(':') + 1);
    return {
      load: async ({ tenantId, userId }, ids) => {
        if (userId === null) return [];
        const conversationIds = ids.map(conversationOf);
        return (await listReadMarks(this.db, tenantId, userId, { conversationIds })).map(toMarkEntity);
      },
      list: async ({ tenantId, userId }, { afterId, limit }) => {
        if (userId === null) return [];
        const page = { afterId: conversationOf(afterId), limit };
        return (await listReadMarks(this.db, tenantId, userId, page)).map(toMarkEntity);
      },
      count: async ({ tenantId, userId }) => {
        const { count } = await this.db
          .selectFrom('readMark')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('tenantId', '=', tenantId)
          .where('userId', '=', userId ?? '')
          .executeTakeFirstOrThrow();
        return count;
      },
    };
  }

  private async count(table: 'contact' | 'conversation' | 'contactNote', tenantId: string): Promise<number> {
    const { count } = await this.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenantId', '=', tenantId)
      .executeTakeFirstOrThrow();
    return count;
  }

  private async countMessages(tenantId: string, since: number): Promise<number> {
    const { count } = await this.db
      .selectFrom('message')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenantId', '=', tenantId)
      .where('at', '>=', since)
      .executeTakeFirstOrThrow();
    return count;
  }
}
