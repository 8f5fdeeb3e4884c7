import { noDelivery } from '#shared/delivery.ts';
import type { Account } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { SendState } from '#shared/message.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { guardMs, serviceWindow } from '#shared/service-window.ts';
import { getConversation } from './apply-conversation-mutation.ts';
import type { ConversationRow } from '../conversations.repository.ts';
import type { MutationContext } from './apply-mutation.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows, listOutboundAfter, type MessageRow } from '../messages.repository.ts';
import { insertJob, setJobs } from '../sending/send-jobs.repository.ts';

/** Queues a reply: refused when the window is closed or a colleague was faster, held when the number can't send. */
export async function send(context: MutationContext, mutation: MutationOf<'message.send'>): Promise<void> {
  const { work, principal, effects } = context;
  const conversation = await getConversation(work, mutation.conversationId);
  const account = await getAccount(context, conversation);
  await assertNew(work, mutation.messageId);
  assertWindow(work, conversation, account);
  if (!mutation.anyway) await assertUpToDate(context, mutation);
  if (mutation.replyTo !== null) await assertInThread(work, conversation, mutation.replyTo);

  const { cannotSend, readReceipts } = account;
  const sendState: SendState = cannotSend === null ? { state: 'queued' } : { state: 'held', reason: cannotSend };
  const message = work.addMessage(conversation, {
    id: mutation.messageId,
    direction: 'outbound',
    at: work.now,
    metaTimestamp: null,
    content: mutation.content,
    replyTo: mutation.replyTo,
    origin: { kind: 'agent', userId: principal.userId },
    wamid: null,
    sendState,
    delivery: noDelivery,
    isLive: true,
  });
  conversation.assigneeId ??= principal.userId;
  work.afterwards(async () => {
    await insertJob(work.tx, {
      tenantId: work.tenantId,
      messageId: message.id,
      accountId: account.id,
      conversationId: conversation.id,
      seq: message.seq,
      state: cannotSend === null ? 'ready' : 'held',
      notBefore: work.now,
      attempts: 0,
      firstTriedAt: null,
      leaseUntil: 0,
      fence: 0,
    });
  });
  effects.push({ kind: 'wake_sender' });
  if (readReceipts === 'on_reply') effects.push({ kind: 'receipt', conversationId: conversation.id });
}

/** A person decided: the message in doubt goes out again, in its old place. */
export async function resend(context: MutationContext, mutation: MutationOf<'message.resend'>): Promise<void> {
  const { work, effects } = context;
  const conversation = await getConversation(work, mutation.conversationId);
  const account = await getAccount(context, conversation);
  const message = await getUncertain(work, conversation, mutation.messageId);
  assertWindow(work, conversation, account);
  const { cannotSend } = account;
  setSendState(work, message, cannotSend === null ? { state: 'queued' } : { state: 'held', reason: cannotSend });
  work.afterwards(async () => {
    await setJobs(work.tx, work.tenantId, [message.id], {
      state: cannotSend === null ? 'ready' : 'held',
      notBefore: work.now,
      attempts: 0,
      firstTriedAt: null,
    });
  });
  effects.push({ kind: 'wake_sender' });
}

/** A person decided: the message in doubt stays as it is. */
export async function leave({ work }: MutationContext, mutation: MutationOf<'message.leave'>): Promise<void> {
  const conversation = await getConversation(work, mutation.conversationId);
  const message = await getUncertain(work, conversation, mutation.messageId);
  setSendState(work, message, { ...sendStateOf(message), left: true });
}

export async function addNote({ work, principal }: MutationContext, mutation: MutationOf<'note.add'>): Promise<void> {
  const conversation = await getConversation(work, mutation.conversationId);
  await assertNew(work, mutation.messageId);
  work.addMessage(conversation, {
    id: mutation.messageId,
    direction: 'note',
    at: work.now,
    metaTimestamp: null,
    content: { type: 'text', text: mutation.text },
    replyTo: null,
    origin: { kind: 'agent', userId: principal.userId },
    wamid: null,
    sendState: null,
    delivery: noDelivery,
    isLive: true,
  });
}

async function getAccount({ work, accounts }: MutationContext, conversation: ConversationRow): Promise<Account> {
  const account = await accounts.find(work.tenantId, conversation.accountId, work.tx);
  if (account === undefined) throw new AppError('account_cannot_send', 'The number of this conversation was removed');
  return account;
}

async function assertNew(work: InboxWork, messageId: string): Promise<void> {
  const known = await findMessageRows(work.tx, work.tenantId, [messageId]);
  if (known.length > 0) throw new AppError('conflict', 'There is already a message with this id');
}

/** Free text only within 24 hours of the customer's last message; by this server's clock. */
function assertWindow(work: InboxWork, conversation: ConversationRow, account: Account): void {
  if (account.provider !== 'meta_cloud') return;
  const { windowClosesAt } = conversation;
  if (serviceWindow(windowClosesAt, work.now, guardMs).state === 'open') return;
  throw new AppError('reply_window_closed', 'More than 24 hours have passed since the customer wrote', {
    details: { closedAt: windowClosesAt },
  });
}

/** Ruling 49: a colleague has answered since the writer looked. The writer decides, with those answers before them. */
async function assertUpToDate(
  { work, principal }: MutationContext,
  { conversationId, basedOn }: MutationOf<'message.send'>,
): Promise<void> {
  const [seen] = await findMessageRows(work.tx, work.tenantId, basedOn === null ? [] : [basedOn]);
  const isKnown = seen?.conversationId === conversationId;
  const after = isKnown ? { at: seen.at, seq: seen.seq } : { at: 0, seq: 0 };
  const later = await listOutboundAfter(work.tx, work.tenantId, conversationId, after);
  const replies = later.filter(
    ({ origin, sendState }) =>
      (origin.kind !== 'agent' || origin.userId !== principal.userId) && sendState?.state !== 'rejected',
  );
  if (replies.length === 0) return;
  throw new AppError('stale_reply', 'A colleague has answered meanwhile', { details: { messages: replies } });
}

async function assertInThread(work: InboxWork, conversation: ConversationRow, replyTo: string): Promise<void> {
  const [quoted] = await findMessageRows(work.tx, work.tenantId, [replyTo]);
  if (quoted?.conversationId === conversation.id && quoted.direction !== 'note') return;
  throw new AppError('invalid_input', 'The quoted message is not one of this conversation', {
    details: { field: 'replyTo' },
  });
}

async function getUncertain(work: InboxWork, conversation: ConversationRow, messageId: string): Promise<MessageRow> {
  const [row] = await findMessageRows(work.tx, work.tenantId, [messageId]);
  if (row?.conversationId !== conversation.id) throw new AppError('not_found', 'There is no such message');
  if (sendStateOf(row)?.state !== 'uncertain') {
    throw new AppError('conflict', 'It is no longer in doubt whether this message was sent');
  }
  return work.messages.load(row);
}

function sendStateOf(row: MessageRow): SendState & { state: 'uncertain' } {
  return JSON.parse(row.sendState ?? 'null') as SendState & { state: 'uncertain' };
}

function setSendState(work: InboxWork, message: MessageRow, state: SendState): void {
  message.sendState = JSON.stringify(state);
  work.messages.touch(message);
}
