import type { Account } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import { type MessageId, newId } from '#shared/ids.ts';
import type { ConversationRow } from '../conversations.repository.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows } from '../messages.repository.ts';
import { assertWindow, jobOf } from './queue-message.ts';
import type { OutgoingReaction } from './reactions.ts';
import { insertJob } from './send-jobs.repository.ts';

const reactableMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Puts a reaction into the send queue, behind what stands in its lane. `head`: the last number of the change log. Throws
 * `not_found` for a message that is not in the conversation, `invalid_input` for one WhatsApp does not know, and
 * `reply_window_closed`.
 */
export async function queueReaction(
  work: InboxWork,
  conversation: ConversationRow,
  account: Account,
  reaction: OutgoingReaction & { messageId: string; head: number },
): Promise<void> {
  const { messageId, head, emoji, userId } = reaction;
  const [message] = await findMessageRows(work.tx, work.tenantId, [messageId]);
  if (message?.conversationId !== conversation.id) throw new AppError('not_found', 'There is no such message');
  if (message.wamid === null) {
    throw new AppError('invalid_input', 'WhatsApp does not have this message, so nobody can react to it', {
      details: { field: 'messageId' },
    });
  }
  if (message.at < work.now - reactableMs) {
    throw new AppError('invalid_input', 'WhatsApp takes reactions to messages of the last 30 days only', {
      details: { field: 'messageId' },
    });
  }
  assertWindow(work, conversation, account);
  await insertJob(work.tx, {
    ...jobOf(work, conversation, account),
    id: newId<MessageId>(),
    messageId,
    seq: head,
    reaction: JSON.stringify({ emoji, userId } satisfies OutgoingReaction),
  });
}
