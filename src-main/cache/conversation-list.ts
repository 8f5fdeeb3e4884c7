import type { FilterContext } from '#shared/filter/match.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationCounts, ConversationQuery, ConversationView, ListChip, ListQuery } from '#shared/inbox.ts';
import { overdueKeys, overdueShift } from '#shared/sort-key.ts';
import { type StoredConversation, rowColumns, rowJson } from './conversations.ts';
import type { Db } from './database.ts';
import { countSql, idsSql, type IsRare, listSql, rareLabel } from './list-sql.ts';

/** Before every key and id. */
const beginning = { key: -9e15, id: '' };

/** One page of the list as the JSON of a ConversationPage. Throws invalid_input for a filter that can't be read. */
export function conversationPageJson(db: Db, query: ConversationQuery, context: FilterContext): string {
  moveOverdue(db, context.now);
  const { key, id } = parsePosition(query.after) ?? beginning;
  const rows: (StoredConversation & { key: number })[] = [];
  for (const { sql, params } of listSql(query, context, isRareIn(db), rowColumns)) {
    if (rows.length > query.limit) break;
    rows.push(...db.all<StoredConversation & { key: number }>(sql, ...params, key, id, query.limit + 1 - rows.length));
  }
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const next = last === undefined ? null : `${last.key}:${last.id}`;
  return `{"rows":[${page.map(rowJson).join(',')}],"next":${JSON.stringify(next)}}`;
}

/** Everything a query shows, in its order. */
export function conversationIds(db: Db, query: ListQuery, context: FilterContext): ConversationId[] {
  moveOverdue(db, context.now);
  const { sql, params } = idsSql(query, context, isRareIn(db));
  return db.all<{ id: ConversationId }>(sql, ...params).map(({ id }) => id);
}

export function countMatching(db: Db, query: Omit<ListQuery, 'sort'>, context: FilterContext): number {
  const { sql, params } = countSql(query, context, isRareIn(db));
  return db.get<{ n: number }>(sql, ...params)?.n ?? 0;
}

/** Counts for the header: from the tallies where they say it, otherwise counted in an index. */
export function countViews(
  db: Db,
  query: Omit<ListQuery, 'sort' | 'chips'>,
  context: FilterContext,
): ConversationCounts {
  const { accountId, view, filter } = query;
  const all = readTallies(db);
  const tallies = all.filter((tally) => accountId === null || tally.account_id === accountId);
  const inView = (which: ConversationView): number =>
    countMatching(db, { accountId, view: which, filter: '', chips: [] }, context);
  const withChip = (chip: ListChip): number => countMatching(db, { accountId, view, filter, chips: [chip] }, context);
  const open = tallies.filter(({ state }) => state === 'open');
  const mine = open.filter((tally) => tally.assignee_id === context.me);
  const unassigned = open.filter((tally) => tally.assignee_id === '');
  const inState = (wanted: string): number => sum(tallies, ({ state, total }) => (state === wanted ? total : 0));
  const ofView = view === 'mine' ? mine : view === 'unassigned' ? unassigned : view === 'all' ? open : null;
  const isPlain = ofView !== null && filter === '';
  return {
    views: {
      mine: sum(mine, ({ total }) => total),
      unassigned: sum(unassigned, ({ total }) => total),
      all: sum(open, ({ total }) => total),
      waiting: sum(open, ({ waiting }) => waiting),
      snoozed: inState('snoozed'),
      resolved: inState('resolved'),
      archived: inState('archived'),
      mentions: inView('mentions'),
      closing: inView('closing'),
    },
    chips: {
      unread: isPlain ? sum(ofView, ({ unread }) => unread) : withChip('unread'),
      waiting: isPlain ? sum(ofView, ({ waiting }) => waiting) : withChip('waiting'),
      closing: withChip('closing'),
      snoozed: withChip('snoozed'),
    },
    unread: sum(all, ({ state, unread }) => (state === 'open' ? unread : 0)),
  };
}

interface Tally {
  state: string;
  account_id: string;
  assignee_id: string;
  total: number;
  unread: number;
  waiting: number;
}

const readTallies = (db: Db): Tally[] => db.all<Tally>('SELECT * FROM tally');

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((so, tally) => so + of(tally), 0);

/**
 * Moves those that wait on us behind the open windows when their own has closed since their key was made: time passes
 * without a change. One search in the index when there are none.
 */
function moveOverdue(db: Db, now: number): void {
  const before = movedAt.get(db);
  if (before !== undefined && now >= before && now - before < moveEveryMs) return;
  movedAt.set(db, now);
  for (const isPinned of [false, true]) {
    db.run(overdueSql, overdueShift(isPinned), overdueShift(isPinned), ...overdueKeys(now, isPinned));
  }
}

/** Nobody sees a ring close to the second. */
const moveEveryMs = 1000;
const movedAt = new WeakMap<Db, number>();

/** Exported for the test that asserts its plan. */
export const overdueSql = `UPDATE conversation INDEXED BY conversation_all_by_queue
  SET queue_key = ? - queue_key, priority_key = priority_key + ? - 2 * queue_key
  WHERE state IN ('open', 'snoozed', 'resolved', 'archived') AND queue_key BETWEEN ? AND ?`;

function isRareIn(db: Db): IsRare {
  const sql = 'SELECT count(*) AS n FROM (SELECT 1 FROM conversation_tag WHERE tag = ? LIMIT ?)';
  return (tag) => (db.get<{ n: number }>(sql, tag, rareLabel + 1)?.n ?? 0) <= rareLabel;
}

function parsePosition(text: string | null): { key: number; id: string } | null {
  const parts = text === null ? null : /^(-?\d{1,16}):([0-9a-f-]{36})$/.exec(text);
  return parts?.[1] === undefined || parts[2] === undefined ? null : { key: Number(parts[1]), id: parts[2] };
}
