import { belongsTo } from '#shared/filter/list-filter.ts';
import type { FilterContext } from '#shared/filter/match.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow, ListQuery } from '#shared/inbox.ts';
import { sortKey } from '#shared/sort-key.ts';

// Pure rules of the list on screen: what belongs in it and where. They mirror the store's query, so that one changed
// row moves to its place without asking for pages again.

/** Negative when `a` stands above `b`: the store's own order (`sortKey`, then the id). */
export function compareRows(a: ConversationRow, b: ConversationRow, sort: ListQuery['sort'], now: number): number {
  return sortKey(sort, a, now) - sortKey(sort, b, now) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The query without what goes away while one works on a conversation: being unread, waiting, mentioned. */
function lasting(query: ListQuery): ListQuery {
  const isPassing = query.view === 'mentions' || query.view === 'waiting' || query.view === 'closing';
  return {
    ...query,
    view: query.view === 'mentions' ? 'any' : isPassing ? 'all' : query.view,
    chips: query.chips.filter((chip) => chip === 'snoozed'),
  };
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
    filter: FilterContext;
    keep: ConversationId | null;
  },
): readonly ConversationId[] {
  const { byId, query, filter, keep } = context;
  const keptAt = keep === null ? -1 : list.ids.indexOf(keep);
  const kept = keep === null || keptAt === -1 ? undefined : byId[keep];
  const stays = kept !== undefined && belongsTo(lasting(query), kept, filter);
  const isFrozen = stays && (query.sort !== 'newest' || !belongsTo(query, kept, filter));

  const moved = new Set(changed.map((row) => row.id));
  if (isFrozen) moved.add(kept.id);
  const rest = list.ids.filter((id) => !moved.has(id));
  for (const row of changed) {
    if ((isFrozen && row.id === keep) || !belongsTo(query, row, filter)) continue;
    const place = findPlace(rest, row, byId, query.sort, filter.now);
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
  now: number,
): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const id = ids[middle];
    const other = id === undefined ? undefined : byId[id];
    if (other !== undefined && compareRows(other, row, sort, now) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
