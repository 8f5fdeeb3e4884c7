import { expect, it } from 'vitest';
import { newId, type ConversationId, type UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { aRow, hour, minute, t0 } from './builders.fixtures.ts';
import { belongs, placeRows, type ListQuery } from './conversation-list.ts';

const me = newId<UserId>();
const all: ListQuery = { view: 'all', sort: 'newest', state: 'open', accountId: null, unreadOnly: false };

function place(
  list: ConversationRow[],
  changed: ConversationRow[],
  over: Partial<Parameters<typeof placeRows>[2]> & { next?: string } = {},
) {
  const byId = Object.fromEntries([...list, ...changed].map((row) => [row.id, row]));
  const loaded = { ids: list.map((row) => row.id), next: over.next ?? null };
  return placeRows(loaded, changed, { byId, query: all, me, keep: null, ...over });
}

it('shows mine, unassigned and all by assignee', () => {
  const mine = aRow({ assigneeId: me });
  const free = aRow();
  const theirs = aRow({ assigneeId: newId() });
  const inView = (view: ListQuery['view']) => [mine, free, theirs].map((row) => belongs(row, { ...all, view }, me));
  expect(inView('mine')).toEqual([true, false, false]);
  expect(inView('unassigned')).toEqual([false, true, false]);
  expect(inView('all')).toEqual([true, true, true]);
});

it('filters by account, by unread and by state together', () => {
  const row = aRow({ unread: 2 });
  expect(belongs(row, { ...all, accountId: row.accountId, unreadOnly: true }, me)).toBe(true);
  expect(belongs(row, { ...all, accountId: newId() }, me)).toBe(false);
  expect(belongs({ ...row, unread: 0 }, { ...all, unreadOnly: true }, me)).toBe(false);
  expect(belongs({ ...row, state: 'resolved' }, all, me)).toBe(false);
});

it('moves a conversation with a new message to the top', () => {
  const [a, b, c] = [aRow({ lastMessageAt: t0 }), aRow({ lastMessageAt: t0 - 1 }), aRow({ lastMessageAt: t0 - 2 })];
  const moved = { ...c, lastMessageAt: t0 + 1 };
  expect(place([a, b, c], [moved])).toEqual([c.id, a.id, b.id]);
});

it('keeps the queue by closing window and sends an answered conversation behind those that wait', () => {
  const late = aRow({ windowClosesAt: t0 + 3 * hour });
  const soon = aRow({ windowClosesAt: t0 + hour });
  const answered = { ...soon, waitingSince: null, lastMessageAt: t0 + minute };
  expect(place([soon, late], [answered], { query: { ...all, sort: 'queue' } })).toEqual([late.id, soon.id]);
});

it('takes a conversation out of the list that no longer fits it', () => {
  const row = aRow();
  expect(place([row], [{ ...row, state: 'resolved' }])).toEqual([]);
});

it('keeps the open conversation among the unread although reading made it read', () => {
  const row = aRow({ unread: 1 });
  const other = aRow({ unread: 1, lastMessageAt: t0 - 1 });
  const query = { ...all, unreadOnly: true };
  const read = { ...row, unread: 0 };
  expect(place([row, other], [read], { query, keep: row.id })).toEqual([row.id, other.id]);
  expect(place([row, other], [read], { query })).toEqual([other.id]);
  expect(place([row, other], [{ ...read, state: 'resolved' }], { query, keep: row.id })).toEqual([other.id]);
});

it('keeps the open conversation in its place of the queue while it is answered, until another is opened', () => {
  const query = { ...all, sort: 'queue' as const };
  const [a, b, c] = [1, 2, 3].map((n) => aRow({ windowClosesAt: t0 + n * hour }));
  if (!a || !b || !c) throw new Error('three rows');
  const answered = { ...a, waitingSince: null };
  expect(place([a, b, c], [answered], { query, keep: a.id })).toEqual([a.id, b.id, c.id]);
  expect(place([answered, b, c], [answered], { query })).toEqual([b.id, c.id, a.id]);
  const urgent = aRow({ windowClosesAt: t0 + 1 });
  expect(place([b, answered, c], [urgent], { query, keep: a.id })).toEqual([urgent.id, a.id, b.id, c.id]);
});

it('moves the open conversation to the top of the newest, where its author looks for it', () => {
  const [first, second] = [aRow(), aRow({ lastMessageAt: t0 - 1 })];
  const answered = { ...second, lastMessageAt: t0 + 1 };
  expect(place([first, second], [answered], { keep: second.id })).toEqual([second.id, first.id]);
});

it('leaves rows behind the loaded part to paging', () => {
  const loaded = [aRow({ lastMessageAt: t0 }), aRow({ lastMessageAt: t0 - minute })];
  const older = aRow({ lastMessageAt: t0 - hour });
  const ids = loaded.map((row) => row.id);
  expect(place(loaded, [older], { next: 'cursor' })).toEqual(ids);
  expect(place(loaded, [older])).toEqual([...ids, older.id]);
});

it('gives the same array back when nothing moved, so that no list renders', () => {
  const rows = [aRow({ lastMessageAt: t0 }), aRow({ lastMessageAt: t0 - 1 })];
  const ids: readonly ConversationId[] = rows.map((row) => row.id);
  const [first] = rows;
  if (first === undefined) throw new Error('no row');
  const changed = { ...first, draft: 'Hi' };
  const byId = Object.fromEntries([...rows, changed].map((row) => [row.id, row]));
  expect(placeRows({ ids, next: null }, [changed], { byId, query: all, me, keep: null })).toBe(ids);
});
