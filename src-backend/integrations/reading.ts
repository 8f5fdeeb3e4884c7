import { Inject, Injectable } from '@nestjs/common';
import { previewOf } from '#shared/content.ts';
import type { Conversation } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId, ConversationId, TenantId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { IntegratorConversation, IntegratorMessage } from '#shared/wire/integrations-routes.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { handleOf } from '../crm-inbox/views.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { InboxPages } from '../inbox/inbox-pages.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { toIntegratorMessage } from './integrator-message.ts';
import {
  findLastMessageId,
  findMessageId,
  hasConversation,
  type Page,
  pageOfMessageIds,
  type Scope,
} from './reading.repository.ts';

interface IntegrationScope extends Scope {
  tenantId: TenantId;
  accountId: AccountId;
}

/** What a program may read: the conversations of its account (I-7). */
@Injectable()
export class IntegrationReading {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly inbox: InboxEntities,
    private readonly pages: InboxPages,
  ) {}

  async conversations(scope: IntegrationScope, page: Page): Promise<RestResponse<'integrationConversations'>['data']> {
    const { accountId } = scope;
    const { rows, total } = await this.pages.conversations(scope.tenantId, { accountId }, page);
    const conversations: IntegratorConversation[] = [];
    for (const { conversation, contact, unread } of rows) {
      const last = await this.lastMessage(scope, conversation);
      const userPhone = handleOf(contact, 'phone') ?? handleOf(contact, 'wa_id');
      conversations.push({
        conversationId: conversation.id,
        userPhone,
        userName: contact?.name || nameOf(handleOf(contact, 'username'), userPhone),
        lastMessageAt: last === null ? null : new Date(last.at).toISOString(),
        lastMessagePreview: last?.text ?? null,
        unreadCount: unread,
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
    const found = await this.load(scope, ids);
    const messages = ids.flatMap((id) => {
      const message = found.get(id);
      return message === undefined ? [] : [toIntegratorMessage(message)];
    });
    return { messages, pagination: paginationOf(page, total) };
  }

  /** By our id or by WhatsApp's. Throws `not_found`, also for a message of another account. */
  async message(scope: Scope, id: string): Promise<IntegratorMessage> {
    const found = await findMessageId(this.db, scope, id);
    const message = found === undefined ? undefined : (await this.load(scope, [found])).get(found);
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
    const message = lastId === undefined ? undefined : (await this.load(scope, [lastId])).get(lastId);
    return message === undefined ? null : { at: message.at, text: previewOf(message.content) };
  }

  private async load({ tenantId }: Scope, ids: readonly string[]): Promise<Map<string, Message>> {
    const entities = await this.inbox.sources.message.load({ tenantId, userId: null }, ids);
    // The source of messages gives messages; the compiler can't see that.
    return new Map(entities.map(({ id, data }) => [id, data as Message]));
  }
}

function nameOf(username: string | null, phone: string | null): string {
  if (username !== null) return `@${username}`;
  return phone === null ? '' : `+${phone}`;
}
