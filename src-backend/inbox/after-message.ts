import type { Origin } from '#shared/message.ts';
import { closesAt, laterClosing } from '#shared/service-window.ts';
import type { ConversationRow } from './conversations.repository.ts';

/**
 * What a new message does to its conversation. Pure, changes the row it is given. `isLive`: false for imported history,
 * which opens no window and waits for nobody. Answers whether `waitingSince` must be read from the thread, because the
 * message did not come in order.
 */
export function afterMessage(
  row: ConversationRow,
  message: { id: string; direction: string; at: number; isLive: boolean; origin: Pick<Origin, 'kind'> },
): { inboundNo: number | null; mustReadWaiting: boolean } {
  const isNewest = row.previewMessageId === null || message.at >= row.lastMessageAt;
  if (isNewest) {
    row.previewMessageId = message.id;
    row.lastMessageAt = message.at;
  }
  if (message.direction === 'inbound' && message.isLive) {
    row.inboundCount++;
    row.lastInboundAt = Math.max(row.lastInboundAt ?? 0, message.at);
    row.windowClosesAt = laterClosing(row.windowClosesAt, closesAt(message.at));
    row.state = 'open';
    row.snoozedUntil = null;
    row.archivedAt = null;
    if (isNewest) row.waitingSince ??= message.at;
    return { inboundNo: row.inboundCount, mustReadWaiting: !isNewest };
  }
  // What a rule writes is no answer: the customer waits as before.
  if (message.direction === 'outbound' && message.origin.kind !== 'rule') {
    if (isNewest) row.waitingSince = null;
    return { inboundNo: null, mustReadWaiting: !isNewest && row.waitingSince !== null };
  }
  return { inboundNo: null, mustReadWaiting: false };
}
