import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { daysBetween } from '../../ui/format-time.ts';

/** What stands one below the other in a thread. `opens` and `closes` say where in its group a message is. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; id: MessageId; opens: boolean; closes: boolean; isLate: boolean };

const groupMs = 5 * 60_000;
/** WhatsApp tells whole seconds: what was written within a few of them may change places. */
const lateMs = 5_000;

/**
 * Messages with their dividers: one per calendar day, and one before the first unread message. `knownSince` (epoch ms):
 * what is older than the conversation itself was told as history, and is not late.
 */
export function toThreadItems(
  ids: readonly MessageId[],
  byId: Readonly<Record<MessageId, ThreadMessage>>,
  firstUnreadNo: number | null,
  knownSince = 0,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  const late = lateMessages(ids, byId, knownSince);
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
    open = { kind: 'message', key: id, id, opens: !joins, closes: false, isLate: late.has(id) };
    items.push(open);
    before = message;
  }
  if (open) open.closes = true;
  return items;
}

/** Inbound messages that came after ones that stand below them. */
function lateMessages(
  ids: readonly MessageId[],
  byId: Readonly<Record<MessageId, ThreadMessage>>,
  knownSince: number,
): ReadonlySet<MessageId> {
  const late = new Set<MessageId>();
  let earliest = { no: Infinity, at: Infinity };
  for (const id of ids.toReversed()) {
    const message = byId[id];
    if (message === undefined || message.inboundNo === null) continue;
    if (message.inboundNo > earliest.no && earliest.at - message.at >= lateMs && message.at >= knownSince) late.add(id);
    if (message.inboundNo < earliest.no) earliest = { no: message.inboundNo, at: message.at };
  }
  return late;
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
