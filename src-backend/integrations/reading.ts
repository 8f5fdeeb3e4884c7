import { Inject, Injectable } from '@nestjs/common';
import type { Contact } from '#shared/contact.ts';
import { previewOf } from '#shared/content.ts';
import type { Conversation } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { IntegratorConversation, IntegratorMessage } from '#shared/wire/integrations-routes.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { handleOf } from '../crm-inbox/views.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { toIntegratorMessage } from './integrator-message.ts';
import {
  findLastMessageId,
  findMessageId,
  hasConversation,
  highestReadMarks,
  type Page,
  pageOfConversationIds,
  pageOfMessageIds,
  type Scope,
} from './reading.repository.ts';

/** What a program may read: the conversations of its account (I-7). */
@Injectable()
export class IntegrationReading {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly inbox: InboxEntities,
  ) {}

  async conversations(scope: Scope, page: Page): Promise<RestResponse<'integrationConversations'>['data']> {
    const { ids, total } = await pageOfConversationIds(this.db, scope, page);
    const found = await this.load<Conversation>('conversation', scope, ids);
    const people = await this.people(
      scope,
      [...found.values()].map(({ contactId }) => contactId),
    );
    const read = await highestReadMarks(this.db, scope.tenantId, ids);
    const conversations: IntegratorConversation[] = [];
    for (const id of ids) {
      const conversation = found.get(id);
      if (conversation === undefined) continue;
      const contact = people.get(conversation.contactId);
      const last = await this.lastMessage(scope, conversation);
      const userPhone = handleOf(contact, 'phone') ?? handleOf(contact, 'wa_id');
      conversations.push({
        conversationId: conversation.id,
        userPhone,
        userName: contact?.name || nameOf(handleOf(contact, 'username'), userPhone),
        lastMessageAt: last === null ? null : new Date(last.at).toISOString(),
        lastMessagePreview: last?.text ?? null,
        unreadCount: Math.max(0, conversation.inboundCount - (read.get(id) ?? 0)),
      });
    }
    return { conversations, pagination: paginationOf(page, total) };
  }

  /** Throws `not_found`, also for a conversation of another account. */
  async messages(
    scope: Scope,
    conversationId: ConversationId,
    page: Page,
  ): Promise<RestResponse<'integrationMessages'>['data']> {
    if (!(await hasConversation(this.db, scope, conversationId))) {
      throw new AppError('not_found', 'There is no such conversation');
    }
    const { ids, total } = await pageOfMessageIds(this.db, scope, conversationId, page);
    const found = await this.load<Message>('message', scope, ids);
    const messages = ids.flatMap((id) => {
      const message = found.get(id);
      return message === undefined ? [] : [toIntegratorMessage(message)];
    });
    return { messages, pagination: paginationOf(page, total) };
  }

  /** By our id or by WhatsApp's. Throws `not_found`, also for a message of another account. */
  async message(scope: Scope, id: string): Promise<IntegratorMessage> {
    const found = await findMessageId(this.db, scope, id);
    const message = found === undefined ? undefined : (await this.load<Message>('message', scope, [found])).get(found);
    if (message === undefined) throw new AppError('not_found', 'There is no such message');
    return toIntegratorMessage(message);
  }

  /** The newest message that is no private note. */
  private async lastMessage(
    scope: Scope,
    { id, preview, lastMessageAt }: Conversation,
  ): Promise<{ at: number; text: string } | null> {
    if (preview === null) return null;
    if (preview.direction !== 'note') return { at: lastMessageAt, text: preview.text };
    const lastId = await findLastMessageId(this.db, scope, id);
    const message =
      lastId === undefined ? undefined : (await this.load<Message>('message', scope, [lastId])).get(lastId);
    return message === undefined ? null : { at: message.at, text: previewOf(message.content) };
  }

  /** The people behind these contacts: of one that was merged into another, that other. */
  private async people(scope: Scope, ids: readonly string[]): Promise<Map<string, Contact>> {
    const people = await this.load<Contact>('contact', scope, [...new Set(ids)]);
    for (const [id, contact] of people) {
      let person = contact;
      while (person.mergedInto !== null) {
        const next = (await this.load<Contact>('contact', scope, [person.mergedInto])).get(person.mergedInto);
        if (next === undefined) break;
        person = next;
      }
      people.set(id, person);
    }
    return people;
  }

  private async load<T>(
    kind: 'contact' | 'conversation' | 'message',
    { tenantId }: Scope,
    ids: readonly string[],
  ): Promise<Map<string, T>> {
    const entities = await this.inbox.sources[kind].load({ tenantId, userId: null }, ids);
    // A source gives what it is called after; the compiler can't see that.
    return new Map(entities.map(({ id, data }) => [id, data as T]));
  }
}

function nameOf(username: string | null, phone: string | null): string {
  if (username !== null) return `@${username}`;
  return phone === null ? '' : `+${phone}`;
}
