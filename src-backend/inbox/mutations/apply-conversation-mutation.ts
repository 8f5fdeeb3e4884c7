import { maxTags, tagsAfter } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import { isOvertaken, type Mutation, type MutationOf } from '#shared/mutation.ts';
import { can } from '#shared/permission.ts';
import type { MutationContext } from './apply-mutation.ts';
import type { InboxWork } from '../inbox-work.ts';
import {
  type ConversationRow,
  findConversationRows,
  findReadMark,
  type ReadMarkRow,
  tagsOf,
} from '../conversations.repository.ts';

/** Throws `not_found`, also for a conversation of another company. */
export async function getConversation(work: InboxWork, id: string): Promise<ConversationRow> {
  const [row] = await findConversationRows(work.tx, work.tenantId, [id]);
  if (row === undefined) throw new AppError('not_found', 'There is no such conversation');
  return work.conversations.load(row);
}

/** R-8a: whoever saw the present assignee wins; everyone else is told who it is. */
export async function assign(
  { work, users, config }: MutationContext,
  { conversationId, assigneeId, expected }: Omit<MutationOf<'conversation.assign'>, 'id' | 'type'>,
): Promise<void> {
  const conversation = await getConversation(work, conversationId);
  if (conversation.assigneeId === assigneeId) return;
  if (conversation.assigneeId !== expected) {
    throw new AppError('conflict', 'A colleague was faster', { details: { assigneeId: conversation.assigneeId } });
  }
  if (assigneeId !== null) {
    const user = (await users.list(work.tenantId, work.tx)).find(({ id }) => id === assigneeId);
    if (user?.active !== true || !can(user.role, 'message.send', config.inboxFloor)) {
      throw new AppError('invalid_input', 'This person can’t answer customers', { details: { field: 'assigneeId' } });
    }
  }
  conversation.assigneeId = assigneeId;
  work.conversations.touch(conversation);
}

export async function setState(
  { work }: MutationContext,
  mutation: MutationOf<'conversation.setState'>,
): Promise<void> {
  const { conversationId, state, until = null } = mutation;
  const conversation = await getConversation(work, conversationId);
  const snoozedUntil = state === 'snoozed' ? until : null;
  if (snoozedUntil !== null && snoozedUntil <= work.now) {
    throw new AppError('invalid_input', 'This time has passed: snooze until a later one', {
      details: { field: 'until' },
    });
  }
  if (conversation.state === state && conversation.snoozedUntil === snoozedUntil) return;
  assertNotOvertaken(mutation, conversation);
  conversation.state = state;
  conversation.snoozedUntil = snoozedUntil;
  // What is done waits for nobody.
  if (state === 'resolved') conversation.waitingSince = null;
  work.conversations.touch(conversation);
}

function assertNotOvertaken(mutation: Mutation, { inboundCount }: ConversationRow): void {
  if (!isOvertaken(mutation, inboundCount)) return;
  throw new AppError('conflict', 'The customer has written meanwhile: the conversation stays in the inbox');
}

export async function prioritise(
  { work }: MutationContext,
  { conversationId, priority }: MutationOf<'conversation.prioritise'>,
): Promise<void> {
  const conversation = await getConversation(work, conversationId);
  if (conversation.priority === priority) return;
  conversation.priority = priority;
  work.conversations.touch(conversation);
}

/** Puts a conversation away, or takes it out again. It comes out by itself when the customer writes. */
export async function archive({ work }: MutationContext, mutation: MutationOf<'conversation.archive'>): Promise<void> {
  const { conversationId, archived } = mutation;
  const conversation = await getConversation(work, conversationId);
  if ((conversation.archivedAt !== null) === archived) return;
  assertNotOvertaken(mutation, conversation);
  conversation.archivedAt = archived ? work.now : null;
  work.conversations.touch(conversation);
}

export async function tag(
  { work }: MutationContext,
  { conversationId, add, remove }: MutationOf<'conversation.tag'>,
): Promise<void> {
  const conversation = await getConversation(work, conversationId);
  const before = tagsOf(conversation);
  const tags = tagsAfter(before, add, remove);
  if (tags.length > maxTags) {
    throw new AppError('invalid_input', `A conversation can have ${maxTags} tags: remove one first`, {
      details: { field: 'add' },
    });
  }
  if (tags.join('\n') === before.join('\n')) return;
  conversation.tags = tags.length === 0 ? null : JSON.stringify(tags);
  work.conversations.touch(conversation);
}

/** A mark only grows (R-8c), and never past what was received. Who reads has also seen what names them. */
export async function read(
  { work, principal, effects, accounts }: MutationContext,
  mutation: MutationOf<'conversation.read'>,
): Promise<void> {
  const { tenantId, userId } = principal;
  const conversation = await getConversation(work, mutation.conversationId);
  const mark = await readMarkOf(work, userId, conversation.id);
  const inboundNo = Math.max(Math.min(mutation.inboundNo, conversation.inboundCount), mark.inboundNo);
  const isNews = inboundNo > mark.inboundNo;
  writeMark(work, mark, { inboundNo, unread: 0, mentionedAt: null });
  if (!isNews || !mutation.seen) return;
  const account = await accounts.find(tenantId, conversation.accountId, work.tx);
  if (account?.readReceipts === 'on_open') effects.push({ kind: 'receipt', conversationId: conversation.id });
}

/** One's own pin, mute and unread mark; nobody else sees them. */
export async function mark(
  { work, principal }: MutationContext,
  { conversationId, unread, pinned, muted, mentionsSeen, handedDraftDone }: MutationOf<'conversation.mark'>,
): Promise<void> {
  const conversation = await getConversation(work, conversationId);
  writeMark(work, await readMarkOf(work, principal.userId, conversation.id), {
    ...(unread === undefined ? {} : { unread: Number(unread) }),
    ...(pinned === undefined ? {} : { pinned: Number(pinned) }),
    ...(muted === undefined ? {} : { muted: Number(muted) }),
    ...(mentionsSeen === undefined ? {} : { mentionedAt: null }),
    ...(handedDraftDone === undefined ? {} : { handedDraft: null }),
  });
}

/** Tells colleagues that a note names them. */
export async function mention(work: InboxWork, conversationId: string, userIds: readonly string[]): Promise<void> {
  for (const userId of new Set(userIds)) {
    writeMark(work, await readMarkOf(work, userId, conversationId), { mentionedAt: work.now });
  }
}

export async function readMarkOf(work: InboxWork, userId: string, conversationId: string): Promise<ReadMarkRow> {
  const { tenantId } = work;
  const none = { inboundNo: 0, version: 0, unread: 0, pinned: 0, muted: 0, mentionedAt: null, handedDraft: null };
  return (
    (await findReadMark(work.tx, tenantId, userId, conversationId)) ?? { tenantId, userId, conversationId, ...none }
  );
}

export function writeMark(work: InboxWork, before: ReadMarkRow, changes: Partial<ReadMarkRow>): void {
  const after = { ...before, ...changes };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  work.readMarks.push({ ...after, version: before.version + 1 });
}
