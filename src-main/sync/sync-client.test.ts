import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangePage, EntityKind } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationPage } from '#shared/inbox.ts';
import type { RestName } from '#shared/wire/rest.ts';
import { aConversation, aMessage, changeTo, t0 } from '../cache/entities.fixtures.ts';
import { memoryStore } from '../cache/store.fixtures.ts';
import type { Applied, WorkspaceStore } from '../cache/workspace-store.ts';
import { FakeBackend } from './backend.fixtures.ts';
import { ManualClock } from './clock.fixtures.ts';
import { nothingKnown, type Facts } from './lamps.ts';
import { splitPage, SyncClient } from './sync-client.ts';
import type { openSocket } from './socket.ts';

type Listeners = Parameters<typeof openSocket>[2];

/** A sync client whose network is a few function calls, so that every order of events can be played. */
function harness(): {
  backend: FakeBackend;
  client: SyncClient;
  store: WorkspaceStore;
  clock: ManualClock;
  socket: () => Listeners;
  sockets: Listeners[];
  pages: ChangePage[];
  calls: RestName[];
  applied: { applied: Applied; live: boolean }[];
  facts: () => Facts;
  refuse: (error: AppError | null) => void;
  isVisible: { value: boolean };
  over: ReturnType<typeof vi.fn>;
} {
  const backend = new FakeBackend();
  const { store, direct } = memoryStore();
  const clock = new ManualClock(t0);
  const sockets: Listeners[] = [];
  const pages: ChangePage[] = [];
  const calls: RestName[] = [];
  const applied: { applied: Applied; live: boolean }[] = [];
  const isVisible = { value: true };
  const over = vi.fn();
  let facts = nothingKnown;
  let refusal: AppError | null = null;
  backend.push = (page) => pages.push(page);
  backend.put('tenant', backend.tenant, 'user', backend.user);
  pages.length = 0;
  const client = new SyncClient({
    store,
    session: {
      accessToken: async () => 'token',
      refresh: async () => 'token',
      over,
      call: (async (name: 'changes' | 'snapshot', { query }: { query: Record<string, unknown> }) => {
        calls.push(name);
        if (refusal !== null) throw refusal;
        return backend.answer(name, query);
      }) as never,
    },
    connect: (_token, listeners) => {
      sockets.push(listeners);
      return { close: () => undefined, tell: async () => undefined };
    },
    clock,
    random: () => 0,
    isVisible: () => isVisible.value,
    since: () => 0,
    onApplied: (result, live) => applied.push({ applied: result, live }),
    onFacts: (news) => (facts = { ...facts, ...news }),
    onReachable: () => undefined,
    onPresence: () => undefined,
  });
  return {
    backend,
    client,
    store: direct,
    clock,
    sockets,
    socket: () => sockets.at(-1) as Listeners,
    pages,
    calls,
    applied,
    facts: () => facts,
    refuse: (error) => (refusal = error),
    isVisible,
    over,
  };
}

let running: SyncClient | undefined;
afterEach(() => running?.stop());

/** Lets everything that is under way end: all of it is microtasks and immediates here. */
async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function inStep(): Promise<ReturnType<typeof harness>> {
  const h = harness();
  running = h.client;
  h.client.start();
  await settle();
  h.socket().connected();
  h.socket().heartbeat(h.backend.heartbeat() as never);
  await settle();
  return h;
}

describe('R-5 staying in step', () => {
  it('loads a snapshot the first time, page by page, and goes on from there', async () => {
    const h = harness();
    running = h.client;
    for (let i = 0; i < 8; i++) h.backend.put('conversation', aConversation());
    h.client.start();
    await settle();
    expect(h.store.cursor()).toEqual({ epoch: 'history-1', seq: h.backend.head });
    expect(list(h.store)).toHaveLength(8);
    expect(h.calls.filter((name) => name === 'snapshot').length).toBeGreaterThan(1);
  });

  it('R-5c applies a pushed page that begins at the cursor, without asking for anything', async () => {
    const h = await inStep();
    h.calls.length = 0;
    h.backend.put('message', aMessage());
    h.socket().changes(h.pages[0]!);
    await settle();
    expect(h.store.cursor()?.seq).toBe(h.backend.head);
    expect(h.calls).toEqual([]);
    expect(h.applied.at(-1)?.live).toBe(true);
  });

  it('R-5c pulls what is missing when a push was lost, and says that it is not live', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.backend.put('conversation', aConversation());
    h.calls.length = 0;
    h.socket().changes(h.pages[1]!);
    await settle();
    expect(h.calls).toEqual(['changes']);
    expect(list(h.store)).toHaveLength(2);
    expect(h.applied.at(-1)?.live).toBe(false);
  });

  it('R-5c finds a silent gap by the next heartbeat', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.socket().heartbeat(h.backend.heartbeat() as never);
    await settle();
    expect(list(h.store)).toHaveLength(0);
    h.clock.advance(1000);
    await settle();
    expect(list(h.store)).toHaveLength(1);
  });

  it('gives a push that is under way its time before it pulls', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.calls.length = 0;
    h.socket().heartbeat(h.backend.heartbeat() as never);
    h.socket().changes(h.pages[0]!);
    await settle();
    h.clock.advance(5000);
    await settle();
    expect(h.calls).toEqual([]);
    expect(list(h.store)).toHaveLength(1);
  });

  it('asks the server every 25 seconds while there is no live connection', async () => {
    const h = await inStep();
    h.socket().lost(null);
    h.backend.put('conversation', aConversation());
    h.clock.advance(25_000);
    await settle();
    expect(list(h.store)).toHaveLength(1);
    expect(h.facts().realtime).not.toBe('connected');
  });

  it('replaces a socket that has gone silent', async () => {
    const h = await inStep();
    h.clock.advance(75_000);
    await settle();
    expect(h.facts().realtime).not.toBe('connected');
    h.clock.advance(1000);
    await settle();
    expect(h.sockets).toHaveLength(2);
  });

  it.each([
    ['by a pull', (h: ReturnType<typeof harness>) => h.client.nudge()],
    ['by a heartbeat', (h: ReturnType<typeof harness>) => h.socket().heartbeat(h.backend.heartbeat() as never)],
    ['by a push', (h: ReturnType<typeof harness>) => h.socket().changes(h.pages.at(-1)!)],
  ])('R-5d notices another history %s and loads it anew', async (_name, notice) => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.socket().changes(h.pages[0]!);
    await settle();
    h.backend.restore();
    h.backend.put('conversation', aConversation());
    notice(h);
    await settle();
    expect(h.store.cursor()?.epoch).toBe(h.backend.epoch);
    expect(list(h.store)).toHaveLength(2);
  });

  it('R-5d starts over when the log was cut off before its cursor', async () => {
    const h = await inStep();
    for (let i = 0; i < 5; i++) h.backend.put('conversation', aConversation());
    h.backend.floor = h.backend.head - 1;
    h.client.nudge();
    await settle();
    expect(list(h.store)).toHaveLength(5);
    expect(h.store.cursor()?.seq).toBe(h.backend.head);
  });

  it('goes on with a snapshot where a cut interrupted it', async () => {
    const h = harness();
    running = h.client;
    for (let i = 0; i < 9; i++) h.backend.put('conversation', aConversation());
    const answer = h.backend.answer;
    h.backend.answer = (name, query) => {
      if (query['cursor'] === '6') {
        h.backend.answer = answer;
        throw new AppError('offline', 'cut');
      }
      return answer(name, query);
    };
    h.client.start();
    await settle();
    expect(h.store.cursor()).toBeNull();
    h.clock.advance(1000);
    await settle();
    expect(list(h.store)).toHaveLength(9);
    expect(h.calls.filter((name) => name === 'snapshot')).toHaveLength(5);
  });

  it('R-5d does not miss what changed behind it while it read the snapshot', async () => {
    const h = harness();
    running = h.client;
    const early = aConversation();
    h.backend.put('conversation', early);
    for (let i = 0; i < 9; i++) h.backend.put('conversation', aConversation());
    const { answer } = h.backend;
    h.backend.answer = (name, query) => {
      if (query['cursor'] === '9') {
        h.backend.answer = answer;
        h.backend.put('conversation', { ...early, version: 2, assigneeId: h.backend.user.id });
      }
      return answer(name, query);
    };
    h.client.start();
    await settle();
    expect(list(h.store).find(({ id }) => id === early.id)?.version).toBe(2);
  });

  it('waits longer after each failure, and never less than asked for', async () => {
    const h = await inStep();
    h.refuse(new AppError('offline', 'The server at x cannot be reached.'));
    h.client.nudge();
    await settle();
    expect(h.facts().backend).toEqual({ state: 'down', reason: 'The server at x cannot be reached.' });
    h.calls.length = 0;
    h.clock.advance(499);
    await settle();
    expect(h.calls).toEqual([]);
    h.clock.advance(1);
    await settle();
    h.clock.advance(999);
    await settle();
    expect(h.calls).toEqual(['changes']);
    h.refuse(null);
    h.clock.advance(1);
    await settle();
    expect(h.facts().backend).toEqual({ state: 'ok' });
  });

  it('R-7d stops loading on a full disk, says so, and goes on when there is space', async () => {
    const h = await inStep();
    const apply = h.store.applyPage.bind(h.store);
    h.store.applyPage = () => {
      throw new AppError('unavailable', 'full', { details: { reason: 'disk_full' } });
    };
    h.backend.put('conversation', aConversation());
    h.socket().changes(h.pages[0]!);
    await settle();
    expect(h.facts()).toMatchObject({ disk: 'full', backend: { state: 'ok' } });
    h.calls.length = 0;
    h.clock.advance(4999);
    await settle();
    expect(h.calls).toEqual([]);
    h.store.applyPage = apply;
    h.clock.advance(1);
    await settle();
    expect(h.facts().disk).toBe('ok');
    expect(list(h.store)).toHaveLength(1);
  });

  it('applies at most 50 changes at a time while somebody looks, and all at once when nobody does', async () => {
    const h = await inStep();
    const sizes: number[] = [];
    const apply = h.store.applyPage.bind(h.store);
    h.store.applyPage = (page) => {
      sizes.push(page.changes.length);
      return apply(page);
    };
    const burst = (): void => {
      h.backend.put(...Array.from({ length: 120 }, () => ['message' as EntityKind, aMessage()] as const).flat());
      h.socket().changes(h.pages.at(-1)!);
    };
    burst();
    await settle();
    h.isVisible.value = false;
    burst();
    await settle();
    expect(sizes).toEqual([50, 50, 20, 120]);
  });

  it('S-36 ends the session when the backend revoked this desktop', async () => {
    const h = await inStep();
    h.socket().sessionEnd({ reason: 'session_revoked' });
    expect(h.over).toHaveBeenCalledWith('revoked', expect.any(String));
  });
});

describe('R-5 any order of pushes', () => {
  it('converges to the backend state through loss, repetition, disorder, cuts, crashes and a restored backup', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), n: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), n: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), n: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('beat' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('offline' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), n: fc.constant(0) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 30_000 }) }) },
    );
    const turn = async (): Promise<void> => {
      for (let i = 0; i < 12; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const h = harness();
        const versions = new Map<string, ReturnType<typeof aConversation>>();
        h.client.start();
        await turn();
        h.socket().connected();
        for (const { do: act, n } of steps) {
          if (act === 'write') {
            for (let i = 0; i < n; i++) {
              const known = [...versions.values()][i * 2];
              const next =
                known === undefined ? aConversation() : { ...known, version: known.version + 1, assigneeId: null };
              versions.set(next.id, next);
              h.backend.put(
                'conversation',
                next,
                'message',
                aMessage({ conversationId: next.id, seq: h.backend.head + 1 }),
              );
            }
          } else if (act === 'deliver' && h.pages.length > 0) h.socket().changes(h.pages[n % h.pages.length]!);
          else if (act === 'lose') h.pages.splice(n % Math.max(1, h.pages.length), 1);
          else if (act === 'beat') h.socket().heartbeat(h.backend.heartbeat() as never);
          else if (act === 'cut') h.socket().lost(null);
          else if (act === 'offline') h.refuse(new AppError('offline', 'x'));
          else if (act === 'restore') h.backend.restore();
          else if (act === 'wait') {
            h.refuse(null);
            h.clock.advance(n);
          }
          if (n % 2 === 0) await turn();
        }
        h.refuse(null);
        for (let i = 0; i < 8; i++) {
          h.clock.advance(31_000);
          await turn();
          h.socket().heartbeat(h.backend.heartbeat() as never);
          await turn();
        }
        h.client.stop();
        const wanted = h.backend.entitiesOf('conversation').map((row) => [(row as { id: string }).id, row.version]);
        expect(
          list(h.store)
            .map(({ id, version }) => [id, version])
            .toSorted(),
        ).toEqual(wanted.toSorted());
        expect(h.store.cursor()).toEqual({ epoch: h.backend.epoch, seq: h.backend.head });
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 40 },
    );
  });
});

describe('a page cut into parts', () => {
  it('ruling 46: the parts continue one another and cover the same range', () => {
    const changes = [3, 4, 9, 12, 13].map((seq) => changeTo('message', aMessage(), seq));
    const page = { epoch: 'e', after: 2, upTo: 20, head: 25, changes };
    const parts = splitPage(page, 2);
    expect(parts.map(({ after, upTo }) => [after, upTo])).toEqual([
      [2, 4],
      [4, 12],
      [12, 20],
    ]);
    expect(parts.flatMap((part) => part.changes)).toEqual(changes);
    expect(splitPage({ ...page, changes: [] }, 2)).toEqual([{ ...page, changes: [] }]);
  });
});

function list(store: WorkspaceStore): ConversationPage['rows'] {
  const query = { view: 'all', sort: 'newest', filter: '', accountId: null, after: null, limit: 200 } as const;
  return (JSON.parse(store.conversationPage({ ...query, chips: [] }, t0)) as ConversationPage).rows;
}
