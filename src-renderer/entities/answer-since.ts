import type { MessageId, UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import type { MessagesById, Thread } from './thread.ts';

/** The newest reply of a colleague behind `basis`. */
export function answerSince(
  thread: Thread | undefined,
  byId: MessagesById,
  basis: MessageId | null,
  me: UserId | null,
): ThreadMessage | null {
  for (const id of thread?.ids.toReversed() ?? []) {
    if (id === basis) return null;
    const message = byId[id];
    if (message?.direction !== 'outbound' || message.outbox !== null) continue;
    if (message.origin.kind === 'agent' && message.origin.userId !== me) return message;
  }
  return null;
}
