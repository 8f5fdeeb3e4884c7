import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';

/** How many inbound messages came after the one that was last when the reader scrolled up. */
export function countNew(
  ids: readonly MessageId[],
  byId: Readonly<Record<MessageId, ThreadMessage>>,
  lastSeen: MessageId | null,
): number {
  const from = lastSeen === null ? -1 : ids.indexOf(lastSeen);
  if (from === -1) return 0;
  return ids.slice(from + 1).filter((id) => byId[id]?.direction === 'inbound').length;
}
