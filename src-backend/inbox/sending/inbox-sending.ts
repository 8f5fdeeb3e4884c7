import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Conversation } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import type { MessageId, TenantId, UserId } from '#shared/ids.ts';
import type { Message, Origin } from '#shared/message.ts';
import { contentOf, needsWindow, type OutgoingContent } from '#shared/outgoing.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { Clock } from '../../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../../platform/database/database.ts';
import { Log } from '../../platform/log/log.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { TemplateGate } from '../../templates/template-gate.ts';
import { type ConversationRow, loadConversationsByIds } from '../conversations.repository.ts';
import { InboxWork } from '../inbox-work.ts';
import { findMessagesByWamid, loadMessagesByIds } from '../messages.repository.ts';
import { type Destination, keyOf, quotedBy, resolveDestination } from './destination.ts';
import { findIdempotencyKey, insertIdempotencyKey } from './idempotency.repository.ts';
import { OutgoingFiles } from './outgoing-files.ts';
import { assertTemplate, assertWindow, queueMessage } from './queue-message.ts';
import { queueReaction } from './queue-reaction.ts';
import { SendCall } from './send-call.ts';
import { SendEvents } from './send-events.ts';
import { SendWorker } from './send-worker.ts';

export type SendOrder = Destination & {
  tenantId: TenantId;
  content: OutgoingContent;
  origin: Origin;
  /** The message it quotes, by our id or by WhatsApp's. */
  replyTo?: MessageId | { wamid: string } | null;
  /** The same key of the same scope gives the same message again, or `conflict` when something else is asked for. */
  idempotencyKey?: { scope: string; key: string } | null;
  /** Whoever gave the order can't be told at once that the window is closed: Meta decides, and the message shows it. */
  leaveWindowToMeta?: true;
  /** Judges the conversation before anything is queued, in the transaction; throws to refuse. */
  check?: (work: InboxWork, conversation: ConversationRow) => Promise<void>;
};

export type ReactionOrder = Destination & {
  tenantId: TenantId;
  /** By our id or by WhatsApp's. */
  messageId: string;
  emoji: string;
  /** null: not a person's. */
  userId: UserId | null;
};

export interface SendReceipt {
  message: Message;
  conversation: Conversation;
  /** False when the key had been used before: nothing was queued now. */
  isNew: boolean;
}

/**
 * Sends for programs: the routes of the inbox and of integrations, campaigns, the queue of another system. What it
 * takes is on disk when it returns; how it ends is told by `waitForAnswer` and the message itself.
 */
@Injectable()
export class InboxSending {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changeLog: ChangeLog,
    private readonly accounts: AccountsService,
    private readonly files: OutgoingFiles,
    private readonly worker: SendWorker,
    private readonly events: SendEvents,
    private readonly clock: Clock,
    private readonly gate: TemplateGate,
    private readonly call: SendCall,
    private readonly log: Log,
  ) {}

  /** The message that was queued under a key, as it is now. */
  async sentUnder(tenantId: TenantId, key: { scope: string; key: string }): Promise<Message | undefined> {
    const stored = await findIdempotencyKey(this.db, tenantId, key);
    const [message] = stored === undefined ? [] : await loadMessagesByIds(this.db, tenantId, [stored.messageId]);
    return message;
  }

  /**
   * Queues a message. Throws AppError: `invalid_input` (recipient, file, quoted message), `not_found` (conversation,
   * contact, account), `reply_window_closed`, `conflict` (key). A number that can't send is no error: the message is
   * held until it can.
   */
  async send(order: SendOrder): Promise<SendReceipt> {
    const { tenantId, idempotencyKey = null } = order;
    const requestHash = hashOf(order);
    await this.readTemplate(order);
    const { messageId, appended } = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const stored = idempotencyKey === null ? undefined : await findIdempotencyKey(tx, tenantId, idempotencyKey);
      if (stored !== undefined) {
        if (stored.requestHash === requestHash) return { messageId: stored.messageId, appended: null };
        throw new AppError('conflict', 'This idempotency key was used for another message: choose a new key');
      }
      const work = new InboxWork(tx, tenantId, this.clock.now(), this.changeLog);
      const { id: messageId } = await this.queue(work, order);
      if (idempotencyKey !== null) {
        const row = { tenantId, ...idempotencyKey, requestHash, messageId, createdAt: work.now };
        work.afterwards(async () => await insertIdempotencyKey(tx, row));
      }
      return { messageId, appended: await work.flush() };
    });
    if (appended !== null) {
      this.changeLog.announce(tenantId, appended);
      this.worker.wake();
    }
    const [message] = await loadMessagesByIds(this.db, tenantId, [messageId]);
    const [conversation] = await loadConversationsByIds(this.db, tenantId, [message?.conversationId ?? '']);
    // Retention may have taken what an old key stands for.
    if (message === undefined || conversation === undefined) {
      throw new AppError('conflict', 'The message that was sent with this idempotency key was deleted meanwhile');
    }
    const isNew = appended !== null;
    if (isNew && order.origin.kind === 'agent') await this.tickOnReply(tenantId, conversation);
    return { message, conversation, isNew };
  }

  /**
   * The message as soon as it is no longer queued or being sent (accepted, rejected, uncertain or held), or as it is
   * after `timeoutMs`. Throws `not_found`.
   */
  async waitForAnswer(tenantId: TenantId, messageId: MessageId, timeoutMs: number): Promise<Message> {
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    const unsubscribe = this.events.onAnswer((answer) => {
      if (answer.messageId === messageId && answer.tenantId === tenantId) resolve();
    });
    try {
      const now = await this.find(tenantId, messageId);
      if (now.sendState?.state !== 'queued' && now.sendState?.state !== 'sending') return now;
      await answered;
      return await this.find(tenantId, messageId);
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
  }

  /** Queues a reaction ('' takes ours away) to a message; it shows once WhatsApp has it. Throws as `send` does. */
  async react(order: ReactionOrder): Promise<Message> {
    const { tenantId, emoji, userId } = order;
    const messageId = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const work = new InboxWork(tx, tenantId, this.clock.now(), this.changeLog);
      const { conversation, account } = await resolveDestination(work, this.accounts, order);
      const { accountId } = conversation;
      const [byWamid] = await findMessagesByWamid(tx, tenantId, accountId, [order.messageId]);
      const messageId = byWamid?.id ?? order.messageId;
      const head = await this.changeLog.head(tx, tenantId);
      await queueReaction(work, conversation, account, { messageId, emoji, userId, head });
      return messageId;
    });
    this.worker.wake();
    // It was found in the transaction.
    return await this.find(tenantId, messageId as MessageId);
  }

  /** Ruling 50: who answers has read. Whether Meta takes the receipt is of no consequence to the answer. */
  private async tickOnReply(tenantId: TenantId, { id, accountId }: Conversation): Promise<void> {
    const account = await this.accounts.find(tenantId, accountId);
    if (account?.readReceipts !== 'on_reply') return;
    this.call.markRead(tenantId, id, false).catch((error: unknown) => {
      this.log.warn('A read receipt could not be sent', { tenantId, conversationId: id, error });
    });
  }

  /** One that is not known here may be newer than our copy. */
  private async readTemplate(order: SendOrder): Promise<void> {
    const { tenantId, content } = order;
    if (content.type !== 'template') return;
    const [conversation] =
      'conversationId' in order ? await loadConversationsByIds(this.db, tenantId, [order.conversationId]) : [];
    const accountId = order.accountId ?? conversation?.accountId;
    const account = accountId === undefined ? undefined : await this.accounts.find(tenantId, accountId);
    if (account?.provider === 'meta_cloud') await this.gate.read({ tenantId, wabaId: account.wabaId }, content);
  }

  private async find(tenantId: TenantId, messageId: MessageId): Promise<Message> {
    const [message] = await loadMessagesByIds(this.db, tenantId, [messageId]);
    if (message === undefined) throw new AppError('not_found', 'There is no such message');
    return message;
  }

  private async queue(work: InboxWork, order: SendOrder): Promise<{ id: string }> {
    const { content, origin } = order;
    const { conversation, account } = await resolveDestination(work, this.accounts, order);
    if (needsWindow(content) && order.leaveWindowToMeta !== true) assertWindow(work, conversation, account);
    await assertTemplate(work, account, content);
    const replyTo = await quotedBy(work, conversation, order.replyTo ?? null);
    await order.check?.(work, conversation);
    const describe = await this.files.describer(work.tx, work.tenantId, content);
    return queueMessage(work, conversation, account, { content: contentOf(content, describe), replyTo, origin });
  }
}

/** What makes two orders the same: everything but who gives them and the key itself. */
function hashOf(order: SendOrder): string {
  const { content, replyTo = null } = order;
  return createHash('sha256')
    .update(JSON.stringify({ to: keyOf(order), content, replyTo }))
    .digest('hex');
}
