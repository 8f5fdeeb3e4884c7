import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { daysBetween } from '../../ui/format-time.ts';

/** What stands one below the other in a thread. `opens` and `closes` say where in its group a message is. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; id: MessageId; opens: boolean; closes: boolean };

const groupMs = 5 * 60_000;

/** Messages with their dividers: one per calendar day, and one before the first unread message. */
export function toThreadItems(
  ids: readonly MessageId[],
  byId: Readonly<Record<MessageId, ThreadMessage>>,
  firstUnreadNo: number | null,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  let before: ThreadMessage | undefined;
  let open: Extract<ThreadItem, { kind: 'message' }> | undefined;
  let isUnreadPlaced = firstUnreadNo === null;
  for (const id of ids) {
    const message = byId[id];
    if (message === undefined) continue;
    let divided = false;
    if (before === undefined || daysBetween(before.at, message.at) !== 0) {
      items.push({ kind: 'day', key: `day:${new Date(message.at).toDateString()}`, at: message.at });
      divided = true;
    }
    if (!isUnreadPlaced && message.inboundNo !== null && message.inboundNo >= (firstUnreadNo ?? Infinity)) {
      items.push({ kind: 'unread', key: 'unread' });
      isUnreadPlaced = true;
      divided = true;
    }
    const joins = !divided && before !== undefined && isSameGroup(before, message);
    if (!joins && open) open.closes = true;
    open = { kind: 'message', key: id, id, opens: !joins, closes: false };
    items.push(open);
    before = message;
  }
  if (open) open.closes = true;
  return items;
}

function isSameGroup(before: ThreadMessage, message: ThreadMessage): boolean {
  return (
    message.direction !== 'note' &&
    message.direction === before.direction &&
    authorKey(message) === authorKey(before) &&
    message.at - before.at < groupMs
  );
}

function authorKey({ origin }: ThreadMessage): string {
  return origin.kind === 'agent' ? origin.userId : origin.kind;
}
