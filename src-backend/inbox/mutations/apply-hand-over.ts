import type { HandedDraft } from '#shared/conversation.ts';
import { noDelivery } from '#shared/delivery.ts';
import { AppError } from '#shared/error.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { assign, getConversation, readMarkOf, writeMark } from './apply-conversation-mutation.ts';
import { assertNew } from './apply-message-mutation.ts';
import type { MutationContext } from './apply-mutation.ts';

/** The conversation, a note and the begun reply, to a colleague in one act: what they cannot have, nobody loses. */
export async function handOver(
  context: MutationContext,
  { conversationId, assigneeId, expected, messageId, note, draft }: MutationOf<'conversation.handOver'>,
): Promise<void> {
  const { work, principal } = context;
  if (assigneeId === principal.userId) {
    throw new AppError('invalid_input', 'Hand it over to a colleague: you have it already', {
      details: { field: 'assigneeId' },
    });
  }
  await assign(context, { conversationId, assigneeId, expected });
  const conversation = await getConversation(work, conversationId);
  if (note !== '') {
    await assertNew(work, messageId);
    work.addMessage(conversation, {
      id: messageId,
      direction: 'note',
      at: work.now,
      metaTimestamp: null,
      content: { type: 'text', text: note },
      replyTo: null,
      origin: { kind: 'agent', userId: principal.userId },
      wamid: null,
      sendState: null,
      delivery: noDelivery,
      isLive: true,
      extras: { mentions: [assigneeId] },
    });
  }
  const handed: HandedDraft = { from: principal.userId, text: draft, at: work.now };
  writeMark(work, await readMarkOf(work, assigneeId, conversationId), {
    ...(note === '' ? {} : { mentionedAt: work.now }),
    // An earlier one that was not taken yet is older news than this.
    ...(draft === '' ? {} : { handedDraft: JSON.stringify(handed) }),
  });
}

/** What the colleague has done with it since stays done; the note stays, as every note does. */
export async function takeBackHandOver(
  context: MutationContext,
  { conversationId, assigneeId, to }: MutationOf<'conversation.takeBackHandOver'>,
): Promise<void> {
  const { work, principal } = context;
  const conversation = await getConversation(work, conversationId);
  if (conversation.assigneeId === assigneeId) {
    await assign(context, { conversationId, assigneeId: to, expected: assigneeId });
  }
  const mark = await readMarkOf(work, assigneeId, conversationId);
  // Written by handOver above.
  const handed = JSON.parse(mark.handedDraft ?? 'null') as HandedDraft | null;
  if (handed?.from === principal.userId) writeMark(work, mark, { handedDraft: null });
}
