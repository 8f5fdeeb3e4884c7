import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { MessagePage, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';

// Pure rules of a loaded thread: order, and what wins when the same message is seen twice.

export interface Thread {
  /** Oldest first. */
  ids: readonly MessageId[];
  older: ThreadPosition | null;
  status: 'loading' | 'ready' | 'failed';
  /** Somebody jumped back: what is loaded does not reach the newest message. Absent when it does. */
  past?: Past;
}

export interface Past {
  /** Where what is loaded ends. */
  newer: ThreadPosition;
  /** The newest message they had seen before the jump: what a reply is still written against. */
  seen: MessageId | null;
  /** How many messages of the customer came since. */
  arrived: number;
}
export type MessagesById = Readonly<Record<MessageId, ThreadMessage>>;

type Ordered = Pick<ThreadMessage, 'at' | 'seq' | 'id'>;

/** by (at, seq). What only this desktop knows has no seq yet and stands behind its contemporaries. */
export function compareMessages(a: Ordered, b: Ordered): number {
  return a.at - b.at || (a.seq || Infinity) - (b.seq || Infinity) || 0 || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Which of two copies is shown: the higher version, else the one that came last. A page that was read before an event
 * but arrives after it therefore can't turn a tick back.
 */
export function newerCopy(known: ThreadMessage | undefined, incoming: ThreadMessage): ThreadMessage {
  return known !== undefined && known.version > incoming.version ? known : incoming;
}

/** Puts messages into a loaded thread; those older or newer than its loaded part are left to paging. */
export function placeMessages(
  thread: Thread,
  messages: readonly ThreadMessage[],
  byId: MessagesById,
): readonly MessageId[] {
  const oldest = thread.ids[0] === undefined ? undefined : byId[thread.ids[0]];
  const last = thread.past && thread.ids.at(-1);
  const newest = last && byId[last];
  const moved = new Set(messages.map((message) => message.id));
  const rest = thread.ids.filter((id) => !moved.has(id));
  for (const { id } of messages) {
    const message = byId[id];
    if (message === undefined) continue;
    if (thread.older !== null && oldest !== undefined && compareMessages(message, oldest) < 0) continue;
    if (newest !== undefined && compareMessages(message, newest) > 0) continue;
    // New messages nearly always belong at the end, so the search starts there.
    let place = rest.length;
    while (place > 0) {
      const before = rest[place - 1];
      const other = before === undefined ? undefined : byId[before];
      if (other === undefined || compareMessages(other, message) <= 0) break;
      place--;
    }
    rest.splice(place, 0, id);
  }
  const unchanged = rest.length === thread.ids.length && rest.every((id, index) => id === thread.ids[index]);
  return unchanged ? thread.ids : rest;
}

/** The thread with an older page put before it. */
export function prependPage(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.ids);
  const fresh = page.messages.map((message) => message.id).filter((id) => !known.has(id));
  return { ...thread, ids: [...fresh, ...thread.ids], older: page.older, status: 'ready' };
}

/** The thread with a page behind it; with the last one it reaches the newest again. */
export function appendPage({ past, ...thread }: Thread, page: MessagePage): Thread {
  const known = new Set(thread.ids);
  const ids = [...thread.ids, ...page.messages.map((message) => message.id).filter((id) => !known.has(id))];
  return page.newer === null || past === undefined
    ? { ...thread, ids }
    : { ...thread, ids, past: { ...past, newer: page.newer } };
}

/** A thread that shows the messages around a place. `before`: what it showed until now. */
export function threadAround(before: Thread | undefined, page: MessagePage, byId: MessagesById): Thread {
  const ids = page.messages.map((message) => message.id);
  const thread: Thread = { ids, older: page.older, status: 'ready' };
  if (page.newer === null) return thread;
  return {
    ...thread,
    past: { newer: page.newer, seen: newestKnown(before, byId), arrived: before?.past?.arrived ?? 0 },
  };
}

/** The newest message that the backend knows: what a reply is written against (ruling 49). */
export function newestKnown(thread: Thread | undefined, byId: MessagesById): MessageId | null {
  if (thread?.past) return thread.past.seen;
  return (
    thread?.ids.findLast((id) => {
      const message = byId[id];
      return message !== undefined && message.outbox === null && message.direction !== 'note';
    }) ?? null
  );
}

/** Threads to forget so that only the `keep` last opened stay in memory. `opened` is in order of opening. */
export function threadsToForget(opened: readonly ConversationId[], keep: number): readonly ConversationId[] {
  return opened.slice(0, Math.max(0, opened.length - keep));
}
