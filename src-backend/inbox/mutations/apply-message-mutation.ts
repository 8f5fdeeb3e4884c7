import type { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { Account } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { SendState } from '#shared/message.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { contentOf, needsWindow } from '#shared/outgoing.ts';
import { isBeforeRestore } from '#shared/restored-epoch.ts';
import { getConversation, mention } from './apply-conversation-mutation.ts';
import type { ConversationRow } from '../conversations.repository.ts';
import type { MutationContext } from './apply-mutation.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows, type MessageRow } from '../messages.repository.ts';
import { assertUpToDate } from '../sending/assert-up-to-date.ts';
import { assertInThread, assertTemplate, assertWindow, queueMessage } from '../sending/queue-message.ts';
import { queueReaction } from '../sending/queue-reaction.ts';
import { setJobs } from '../sending/send-jobs.repository.ts';

/** Queues a reply: refused when the window is closed or a colleague was faster, held when the number can't send. */
export async function send(context: MutationContext, mutation: MutationOf<'message.send'>): Promise<void> {
  const { work, principal, effects } = context;
  const conversation = await getConversation(work, mutation.conversationId);
  const account = await getAccount(context, conversation);
  await assertNew(work, mutation.messageId);
  const { messageId: id, content, replyTo } = mutation;
  if (needsWindow(content)) assertWindow(work, conversation, account);
  await assertTemplate(work, account, content);
  const { userId } = principal;
  if (!mutation.anyway) await assertUpToDate(work, { ...mutation, userId });
  const overrides = await heedLease(context, mutation);
  if (replyTo !== null) await assertInThread(work, conversation, replyTo);
  const describe = await context.files.describer(work.tx, work.tenantId, content);
  const origin = { kind: 'agent' as const, userId };
  // The history that was lost with the old database may have sent it.
  const isDoubtful = !mutation.anyway && isBeforeRestore(await context.changeLog.epoch(work.tx, work.tenantId), id);
  queueMessage(work, conversation, account, {
    id,
    content: contentOf(content, describe),
    replyTo,
    origin,
    isDoubtful,
  });
  effects.push({ kind: 'wake_sender' }, { kind: 'replied', conversationId: mutation.conversationId, overrides });
  if (account.readReceipts === 'on_reply') effects.push({ kind: 'receipt', conversationId: conversation.id });
}

/**
 * A colleague is answering at this moment: whoever saw that is asked first, and who sends all the same is audited.
 * Answers whether it is so.
 */
async function heedLease(
  { work, principal, presence, audit }: MutationContext,
  { conversationId, anyway, heedLease: isHeeded }: MutationOf<'message.send'>,
): Promise<boolean> {
  if (isHeeded === undefined) return false;
  const holder = presence.holder(principal, conversationId);
  if (holder === null) return false;
  if (!anyway) throw new AppError('lease_held', 'A colleague is answering this', { details: { ...holder } });
  await audit.append(work.tx, {
    tenantId: principal.tenantId,
    actorId: principal.userId,
    action: 'conversation.lease_overridden',
    target: conversationId,
    details: { from: holder.userId, by: 'send' },
  });
  return true;
}

/** Queues a reaction to a message of the thread, or taking it away: changes nothing to see until WhatsApp has it. */
export async function react(context: MutationContext, mutation: MutationOf<'message.react'>): Promise<void> {
  const { work, principal, effects } = context;
  const conversation = await getConversation(work, mutation.conversationId);
  const account = await getAccount(context, conversation);
  const { messageId, emoji } = mutation;
  const head = await context.changeLog.head(work.tx, work.tenantId);
  await queueReaction(work, conversation, account, { messageId, emoji, userId: principal.userId, head });
  effects.push({ kind: 'wake_sender' });
}

/** A person decided: the message in doubt goes out again, in its old place. */
export async function resend(context: MutationContext, mutation: MutationOf<'message.resend'>): Promise<void> {
  const { work, effects } = context;
  const conversation = await getConversation(work, mutation.conversationId);
  const account = await getAccount(context, conversation);
  const message = await getUncertain(work, conversation, mutation.messageId);
  const { type } = JSON.parse(message.content) as Content;
  if (type !== 'template') assertWindow(work, conversation, account);
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

/** Colleagues it names must be of the company; who wrote it needs no telling. */
export async function addNote(
  { work, principal, users }: MutationContext,
  mutation: MutationOf<'note.add'>,
): Promise<void> {
  const { mentions = [] } = mutation;
  const conversation = await getConversation(work, mutation.conversationId);
  await assertNew(work, mutation.messageId);
  const people = mentions.length === 0 ? [] : await users.list(work.tenantId, work.tx);
  const known = new Set<string>(people.map(({ id }) => id));
  if (mentions.some((id) => !known.has(id))) {
    throw new AppError('invalid_input', 'A note can only name people of your company', {
      details: { field: 'mentions' },
    });
  }
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
    extras: mentions.length === 0 ? null : { mentions },
  });
  await mention(
    work,
    conversation.id,
    mentions.filter((id) => id !== principal.userId),
  );
}

async function getAccount({ work, accounts }: MutationContext, conversation: ConversationRow): Promise<Account> {
  const account = await accounts.find(work.tenantId, conversation.accountId, work.tx);
  if (account === undefined) throw new AppError('account_cannot_send', 'The number of this conversation was removed');
  return account;
}

export async function assertNew(work: InboxWork, messageId: string): Promise<void> {
  const known = await findMessageRows(work.tx, work.tenantId, [messageId]);
  if (known.length > 0) throw new AppError('conflict', 'There is already a message with this id');
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
