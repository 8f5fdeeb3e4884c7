import type { Account } from '#shared/account.ts';
import type { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import { whyNotByDevice } from '#shared/device.ts';
import { AppError } from '#shared/error.ts';
import type { MessageId } from '#shared/ids.ts';
import type { Origin, SendState } from '#shared/message.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { guardMs, serviceWindow } from '#shared/service-window.ts';
import type { ConversationRow } from '../conversations.repository.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows, type MessageRow } from '../messages.repository.ts';
import { assertSendable, noteUse } from '../../templates/sendable.ts';
import { insertJob, type SendJobRow } from './send-jobs.repository.ts';

export interface MessageToQueue {
  id?: MessageId;
  content: Content;
  replyTo: MessageId | null;
  origin: Origin;
  /** It was written before the backup in use was restored: a person decides whether it goes out (R-7e). */
  isDoubtful?: boolean;
}

/**
 * Puts a message into its thread and into the send queue; held when the number can't send. `work` writes it. Throws
 * `invalid_input` for what this kind of number can't send at all.
 */
export function queueMessage(
  work: InboxWork,
  conversation: ConversationRow,
  account: Account,
  { isDoubtful = false, ...message }: MessageToQueue,
): MessageRow {
  assertByProvider(account, message.content);
  const { cannotSend } = account;
  const sendState: SendState = isDoubtful
    ? { state: 'uncertain', since: work.now, left: false, restored: true }
    : cannotSend === null
      ? { state: 'queued' }
      : { state: 'held', reason: cannotSend };
  const row = work.addMessage(conversation, {
    ...message,
    direction: 'outbound',
    at: work.now,
    metaTimestamp: null,
    wamid: null,
    sendState,
    delivery: noDelivery,
    isLive: true,
  });
  if (message.origin.kind === 'agent') conversation.assigneeId ??= message.origin.userId;
  work.afterwards(async () => {
    const job = { ...jobOf(work, conversation, account), id: row.id, messageId: row.id, seq: row.seq };
    await insertJob(work.tx, isDoubtful ? { ...job, state: 'uncertain' } : job);
    if (message.content.type !== 'template') return;
    const { name, language } = message.content;
    await noteUse(work.tx, { ...row, messageId: row.id, name, language });
  });
  return row;
}

/** A new job of this lane, without what it is about. */
export function jobOf(
  work: InboxWork,
  conversation: ConversationRow,
  { id, cannotSend }: Account,
): Omit<SendJobRow, 'id' | 'messageId' | 'seq'> {
  return {
    tenantId: work.tenantId,
    reaction: null,
    accountId: id,
    conversationId: conversation.id,
    state: cannotSend === null ? 'ready' : 'held',
    notBefore: work.now,
    attempts: 0,
    firstTriedAt: null,
    leaseUntil: 0,
    fence: 0,
  };
}

/**
 * Anything but a template only within 24 hours of the customer's last message; by this server's clock. Only Meta has
 * the window (ruling 13).
 */
export function assertWindow(work: InboxWork, conversation: ConversationRow, account: Account): void {
  if (account.provider !== 'meta_cloud') return;
  const { windowClosesAt } = conversation;
  if (serviceWindow(windowClosesAt, work.now, guardMs).state === 'open') return;
  const why =
    windowClosesAt === null
      ? 'This customer has not written to this number yet'
      : 'More than 24 hours have passed since the customer wrote';
  throw new AppError('reply_window_closed', `${why}: send an approved template, or wait until they write`, {
    details: { closedAt: windowClosesAt },
  });
}

/** Throws for a template that WhatsApp would not send (M-6). */
export async function assertTemplate(work: InboxWork, { provider, wabaId }: Account, content: OutgoingContent) {
  if (content.type !== 'template' || provider !== 'meta_cloud') return;
  await assertSendable(work.tx, { tenantId: work.tenantId, wabaId }, content);
}

function assertByProvider({ provider }: Account, content: Content): void {
  const why = provider === 'gateway' ? whyNotByDevice(content) : null;
  if (why !== null) throw new AppError('invalid_input', why, { details: { field: 'type', reason: 'not_by_device' } });
}

export async function assertInThread(work: InboxWork, conversation: ConversationRow, replyTo: string): Promise<void> {
  const [quoted] = await findMessageRows(work.tx, work.tenantId, [replyTo]);
  if (quoted?.conversationId === conversation.id && quoted.direction !== 'note') return;
  throw new AppError('invalid_input', 'The quoted message is not one of this conversation', {
    details: { field: 'replyTo' },
  });
}
