import type { ConversationId, UserId } from '#shared/ids.ts';
import { sortKey, type ConversationQuery, type ConversationRow } from '#shared/inbox.ts';

// Pure rules of the list on screen: what belongs in it and where. They mirror the store's query, so that one changed
// row moves to its place without asking for pages again.

export type ListQuery = Omit<ConversationQuery, 'after' | 'limit'>;

export function belongs(row: ConversationRow, query: ListQuery, me: UserId): boolean {
  return (
    row.state === query.state &&
    (query.accountId === null || row.accountId === query.accountId) &&
    (!query.unreadOnly || row.unread > 0) &&
    (query.view === 'all' || (query.view === 'mine' ? row.assigneeId === me : row.assigneeId === null))
  );
}

/** Negative when `a` stands above `b`: the store's own order (`sortKey`, then the id). */
export function compareRows(a: ConversationRow, b: ConversationRow, sort: ListQuery['sort']): number {
  return sortKey(sort, a) - sortKey(sort, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export interface LoadedList {
  ids: readonly ConversationId[];
  /** Cursor of the next page; null when everything is loaded. */
  next: string | null;
}

/**
 * The loaded part of the list after `changed` arrived. A row that sorts behind the loaded part is left to paging.
 * `keep` is the open conversation: reading it does not take it out of the unread ones, and answering it does not take
 * it out of the queue under the reader's hand. Its turn comes when another one is opened.
 */
export function placeRows(
  list: LoadedList,
  changed: readonly ConversationRow[],
  context: {
    byId: Readonly<Record<ConversationId, ConversationRow>>;
    query: ListQuery;
    me: UserId;
    keep: ConversationId | null;
  },
): readonly ConversationId[] {
  const { byId, query, me, keep } = context;
  const keptAt = keep === null ? -1 : list.ids.indexOf(keep);
  const kept = keep === null || keptAt === -1 ? undefined : byId[keep];
  const stays = kept !== undefined && belongs(kept, { ...query, unreadOnly: false }, me);
  const isFrozen = stays && (query.sort === 'queue' || !belongs(kept, query, me));

  const moved = new Set(changed.map((row) => row.id));
  if (isFrozen) moved.add(kept.id);
  const rest = list.ids.filter((id) => !moved.has(id));
  for (const row of changed) {
    if ((isFrozen && row.id === keep) || !belongs(row, query, me)) continue;
    const place = findPlace(rest, row, byId, query.sort);
    if (place < rest.length || list.next === null) rest.splice(place, 0, row.id);
  }
  if (isFrozen) rest.splice(Math.min(keptAt, rest.length), 0, kept.id);
  const unchanged = rest.length === list.ids.length && rest.every((id, index) => id === list.ids[index]);
  return unchanged ? list.ids : rest;
}

function findPlace(
  ids: readonly ConversationId[],
  row: ConversationRow,
  byId: Readonly<Record<ConversationId, ConversationRow>>,
  sort: ListQuery['sort'],
): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const id = ids[middle];
    const other = id === undefined ? undefined : byId[id];
    if (other !== undefined && compareRows(other, row, sort) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
