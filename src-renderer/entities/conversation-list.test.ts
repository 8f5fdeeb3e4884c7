import { expect, it } from 'vitest';
import { newId, type ConversationId, type UserId } from '#shared/ids.ts';
import type { ConversationRow, ListQuery } from '#shared/inbox.ts';
import { aRow, hour, minute, t0 } from './builders.fixtures.ts';
import { placeRows } from './conversation-list.ts';

const me = newId<UserId>();
const all: ListQuery = { view: 'all', chips: [], filter: '', sort: 'newest', accountId: null };
const filter = { me, users: [], accounts: [], teams: [], now: t0 };

function place(
  list: ConversationRow[],
  changed: ConversationRow[],
  over: Partial<Parameters<typeof placeRows>[2]> & { next?: string } = {},
) {
  const byId = Object.fromEntries([...list, ...changed].map((row) => [row.id, row]));
  const loaded = { ids: list.map((row) => row.id), next: over.next ?? null };
  return placeRows(loaded, changed, { byId, query: all, filter, keep: null, ...over });
}

it('sends one whose window has closed behind those that can still be answered', () => {
  const closed = aRow({ windowClosesAt: t0 - hour });
  const later = aRow({ windowClosesAt: t0 + 3 * hour });
  const answered = aRow({ waitingSince: null });
  const query = { ...all, sort: 'queue' as const };
  expect(place([later, answered], [closed], { query })).toEqual([later.id, closed.id, answered.id]);
});

it('puts what is pinned above everything, whatever the order', () => {
  const [first, second] = [aRow({ windowClosesAt: t0 + hour }), aRow({ windowClosesAt: t0 + 2 * hour })];
  for (const sort of ['queue', 'newest', 'priority'] as const) {
    const pinned = { ...second, pinned: true };
    expect(place([first, second], [pinned], { query: { ...all, sort } })).toEqual([second.id, first.id]);
  }
});

it('keeps the open conversation in a view that answering it would take it out of', () => {
  const [row, other] = [aRow({ windowClosesAt: t0 + hour }), aRow({ windowClosesAt: t0 + 2 * hour })];
  const query: ListQuery = { ...all, view: 'waiting', sort: 'queue' };
  const answered = { ...row, waitingSince: null };
  expect(place([row, other], [answered], { query, keep: row.id })).toEqual([row.id, other.id]);
  expect(place([row, other], [answered], { query })).toEqual([other.id]);
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
  const query = { ...all, chips: ['unread' as const] };
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
  const urgent = aRow({ windowClosesAt: t0 + 2 * minute });
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
  expect(placeRows({ ids, next: null }, [changed], { byId, query: all, filter, keep: null })).toBe(ids);
});
