import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { daysBetween } from '../../ui/format-time.ts';

/**
 * One message and what stands above it: the divider of its day, and that of the first unread message. They are one item
 * under the message's id: when older ones come, the list finds its place again by that.
 */
export interface ThreadItem {
  id: MessageId;
  /** Epoch ms, when a new calendar day begins with it. */
  day: number | null;
  isFirstUnread: boolean;
  /** Where in its group of messages by one author it is. */
  opens: boolean;
  closes: boolean;
  /** It came after messages that stand below it. */
  isLate: boolean;
}

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
  let isUnreadPlaced = firstUnreadNo === null;
  for (const id of ids) {
    const message = byId[id];
    if (message === undefined) continue;
    const isNewDay = before === undefined || daysBetween(before.at, message.at) !== 0;
    const isFirstUnread =
      !isUnreadPlaced && message.inboundNo !== null && message.inboundNo >= (firstUnreadNo ?? Infinity);
    isUnreadPlaced ||= isFirstUnread;
    const joins = !isNewDay && !isFirstUnread && before !== undefined && isSameGroup(before, message);
    const above = items.at(-1);
    if (!joins && above) above.closes = true;
    const day = isNewDay ? message.at : null;
    items.push({ id, day, isFirstUnread, opens: !joins, closes: false, isLate: late.has(id) });
    before = message;
  }
  const last = items.at(-1);
  if (last) last.closes = true;
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
