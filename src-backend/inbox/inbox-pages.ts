import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import {
  type ConversationFilter,
  findListed,
  type ListedConversation,
  type Page,
  pageOfConversations,
  pageOfMessages,
} from './inbox-pages.repository.ts';
import { findMessagesByWamid, loadMessagesByIds, toMessage } from './messages.repository.ts';

/** The inbox page by page, for callers who keep no copy of it. */
@Injectable()
export class InboxPages {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Newest first, and how many there are in all. */
  async conversations(
    tenantId: string,
    filter: ConversationFilter,
    page: Page,
  ): Promise<{ rows: ListedConversation[]; total: number }> {
    return await pageOfConversations(this.db, tenantId, filter, page);
  }

  /** Throws `not_found`, also for another company's. */
  async conversation(tenantId: string, id: ConversationId): Promise<ListedConversation> {
    const listed = await findListed(this.db, tenantId, id);
    if (listed === undefined) throw new AppError('not_found', 'There is no such conversation');
    return listed;
  }

  /** Newest first, and how many there are in all. */
  async messages(tenantId: string, id: ConversationId, page: Page): Promise<{ rows: Message[]; total: number }> {
    return await pageOfMessages(this.db, tenantId, id, page);
  }

  /** One message as it is now. */
  async message(tenantId: string, id: string): Promise<Message | undefined> {
    const [message] = await loadMessagesByIds(this.db, tenantId, [id]);
    return message;
  }

  /** The messages of an account that WhatsApp knows under these ids, as far as they are known here. */
  async byWamid(tenantId: string, accountId: string, wamids: readonly string[]): Promise<Message[]> {
    return (await findMessagesByWamid(this.db, tenantId, accountId, wamids)).map(toMessage);
  }
}
