import { beforeEach, expect, it } from 'vitest';
import type { BulkAct, BulkProgress } from '#shared/bulk.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationPage, ListQuery } from '#shared/inbox.ts';
import { aConversation, aReadMark, aUser, changeTo, colleague, me, minute, t0 } from '../cache/entities.fixtures.ts';
import type { Store } from '../cache/store.ts';
import { WorkspaceStore } from '../cache/workspace-store.ts';
import { bulkCalls } from './bulk.ts';

const all: ListQuery = { view: 'all', chips: [], filter: '', accountId: null, sort: 'newest' };

let inside: WorkspaceStore;
let progress: BulkProgress[];
let ended: PromiseWithResolvers<BulkProgress>;
let beforeBatch: () => void;
let onProgress: (progress: BulkProgress) => unknown;
let calls: ReturnType<typeof bulkCalls>;

beforeEach(() => {
  inside = new WorkspaceStore({ dir: null, key: null, now: t0 }, () => undefined);
  inside.setOwner({ userId: me, superadmin: false });
  progress = [];
  ended = Promise.withResolvers();
  beforeBatch = onProgress = () => undefined;
  const store = {
    call: async (method: 'conversationIds', ...args: [ListQuery, number]) => {
      if ((method as string) === 'enqueueAll') beforeBatch();
      return inside[method](...args);
    },
    // The store's client without a worker in between.
  } as unknown as Store;
  calls = bulkCalls({
    store,
    serverNow: () => t0,
    require: async (permission) => {
      if (permission === 'conversation.assign') throw new AppError('forbidden', 'no');
    },
    onWritten: () => undefined,
    onProgress: (one) => {
      progress.push(one);
      onProgress(one);
      if (one.state !== 'running') ended.resolve(one);
    },
  });
});

function fill(count: number): void {
  const rows = Array.from({ length: count }, (_, index) =>
    aConversation({
      lastMessageAt: t0 - index * minute,
      inboundCount: index % 2,
      tags: index % 3 === 0 ? ['VIP'] : [],
    }),
  );
  inside.snapshotBegin(0);
  inside.snapshotRows([changeTo('user', aUser(), 0), ...rows.map((row) => changeTo('conversation', row, 0))]);
  inside.snapshotRows(
    rows.slice(0, 3).map(({ id }) => changeTo('readMark', aReadMark({ conversationId: id, pinned: true }), 0)),
  );
  inside.snapshotFinish({ epoch: 'e', seq: 0 });
}

const count = (query: Partial<ListQuery>): number => inside.countMatching([{ ...all, ...query }], t0)[0] ?? -1;

async function run(act: BulkAct, query: Partial<ListQuery> = {}): Promise<string> {
  ended = Promise.withResolvers();
  const { bulkId } = await calls.bulk({ query: { ...all, ...query }, ids: null, act });
  await ended.promise;
  return bulkId;
}

async function undo(bulkId: string): Promise<BulkProgress> {
  ended = Promise.withResolvers();
  await calls.undoBulk({ bulkId });
  return ended.promise;
}

it('acts on everything the filter shows, in batches, and takes all of it back', async () => {
  fill(1050);
  const bulkId = await run({ type: 'setState', state: 'resolved', until: null });
  expect(progress.map(({ done }) => done)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1050]);
  expect([count({}), count({ view: 'resolved' })]).toEqual([0, 1050]);
  expect(await undo(bulkId)).toMatchObject({ isUndo: true, done: 1050, total: 1050, state: 'done' });
  expect([count({}), count({ view: 'resolved' })]).toEqual([1050, 0]);
  await expect(calls.undoBulk({ bulkId })).rejects.toThrow('taken back');
});

it('leaves alone what is so already, and gives each one its own state back', async () => {
  fill(9);
  const tagging = await run({ type: 'tag', add: ['VIP'], remove: [] });
  expect(count({ filter: 'label:vip' })).toBe(9);
  await undo(tagging);
  expect(count({ filter: 'label:vip' })).toBe(3);
  const reading = await run({ type: 'read' });
  expect(count({ chips: ['unread'] })).toBe(0);
  await undo(reading);
  expect(count({ chips: ['unread'] })).toBe(3);
});

it('does one act after the other: the second sees what the first did, also when nobody waited for it', async () => {
  fill(6);
  expect(count({ chips: ['unread'] })).toBe(2);
  const ids = inside.conversationIds(all, t0);
  const done = new Promise<void>((resolve) => {
    const seen = new Set<string>();
    onProgress = ({ bulkId, state }) => state === 'done' && seen.add(bulkId).size === 2 && resolve();
  });
  await Promise.all([
    calls.bulk({ query: all, ids, act: { type: 'read' } }),
    calls.bulk({ query: all, ids, act: { type: 'unread' } }),
  ]);
  await done;
  expect(count({ chips: ['unread'] })).toBe(6);
});

it('can be stopped in the middle, and then takes back what was done', async () => {
  fill(500);
  let batches = 0;
  let bulkId = '';
  beforeBatch = () => {
    batches += 1;
    if (batches === 2) void calls.stopBulk({ bulkId });
  };
  const started = await calls.bulk({ query: all, ids: null, act: { type: 'archive', archived: true } });
  ({ bulkId } = started);
  expect(started.total).toBe(500);
  expect(await ended.promise).toMatchObject({ state: 'stopped', done: 200 });
  expect([count({}), count({ view: 'archived' })]).toEqual([300, 200]);
  await undo(bulkId);
  expect([count({}), count({ view: 'archived' })]).toEqual([500, 0]);
});

it('acts on chosen ones only, each in the outbox once', async () => {
  fill(5);
  const { rows } = JSON.parse(inside.conversationPage({ ...all, after: null, limit: 2 }, t0)) as ConversationPage;
  await calls.bulk({ query: all, ids: rows.map(({ id }) => id), act: { type: 'prioritise', priority: 'urgent' } });
  await ended.promise;
  expect(count({ filter: 'priority:urgent' })).toBe(2);
  expect(inside.outboxItems()).toHaveLength(2);
});

it('asks for the permission of its act', async () => {
  fill(1);
  const assigning = calls.bulk({ query: all, ids: null, act: { type: 'assign', assigneeId: colleague } });
  await expect(assigning).rejects.toThrow('no');
});
