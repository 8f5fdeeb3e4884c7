import { AppError } from '#shared/error.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows, listOutboundAfter } from '../messages.repository.ts';

/**
 * Ruling 49: throws `stale_reply` when a colleague has answered since the writer looked, whatever is to be sent. The
 * writer decides, with those answers before them. `basedOn`: the newest message the writer saw.
 */
export async function assertUpToDate(
  work: InboxWork,
  { conversationId, basedOn, userId }: { conversationId: string; basedOn: string | null; userId: string },
): Promise<void> {
  const [seen] = await findMessageRows(work.tx, work.tenantId, basedOn === null ? [] : [basedOn]);
  const isKnown = seen?.conversationId === conversationId;
  const after = isKnown ? { at: seen.at, seq: seen.seq } : { at: 0, seq: 0 };
  const later = await listOutboundAfter(work.tx, work.tenantId, conversationId, after);
  const replies = later.filter(
    ({ origin, sendState }) =>
      origin.kind !== 'rule' &&
      (origin.kind !== 'agent' || origin.userId !== userId) &&
      sendState?.state !== 'rejected',
  );
  if (replies.length === 0) return;
  throw new AppError('stale_reply', 'A colleague has answered meanwhile', { details: { messages: replies } });
}
