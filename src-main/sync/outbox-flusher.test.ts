import { beforeEach, describe, expect, it } from 'vitest';
import { AppError, type ErrorShape } from '#shared/error.ts';
import { newId, type ConversationId, type IntegrationTokenId } from '#shared/ids.ts';
import type { Mutation, MutationResult } from '#shared/mutation.ts';
import { secondFactorSetup } from '#shared/second-factor.ts';
import { account, anOperation, aSend, t0 } from '../cache/entities.fixtures.ts';
import { memoryStore } from '../cache/store.fixtures.ts';
import type { WorkspaceStore } from '../cache/workspace-store.ts';
import { ManualClock } from './clock.fixtures.ts';
import { OutboxFlusher } from './outbox-flusher.ts';

interface Request {
  mutations: Mutation[];
  answer: (results?: MutationResult[]) => void;
  fail: (error: AppError) => void;
}

let store: WorkspaceStore;
let clock: ManualClock;
let flusher: OutboxFlusher;
let requests: Request[];
let rejections: { mutation: Mutation; error: ErrorShape }[];
let isSignedIn: boolean;
/** So much too early timers call back, as Node's may against the system's time. */
let earlyMs: number;

beforeEach(() => {
  const memory = memoryStore();
  store = memory.direct;
  clock = new ManualClock(t0);
  requests = [];
  rejections = [];
  isSignedIn = true;
  earlyMs = 0;
  flusher = new OutboxFlusher({
    store: memory.store,
    session: {
      isSignedIn: () => isSignedIn,
      call: ((_name: 'mutate', { body }: { body: { mutations: Mutation[] } }) =>
        new Promise((resolve, reject) => {
          const { mutations } = body;
          const applied = mutations.map(({ id }, i): MutationResult => ({ id, status: 'applied', seq: i + 1 }));
          requests.push({ mutations, answer: (results = applied) => resolve({ results }), fail: reject });
        })) as never,
    },
    clock: { now: clock.now, after: (ms, callback) => clock.after(Math.max(0, ms - earlyMs), callback) },
    random: () => 0,
    onResolved: (_written, refused) => rejections.push(...refused),
    onReached: () => undefined,
  });
});

async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
}

const lanes = [newId<ConversationId>(), newId<ConversationId>(), newId<ConversationId>()] as const;

function add(lane: 0 | 1 | 2, notBefore: number | null = null): Mutation {
  const send = aSend({ conversationId: lanes[lane] });
  store.enqueue(send, { now: t0, notBefore, accountId: null, clearDraft: null });
  return send;
}

async function start(): Promise<void> {
  flusher.start();
  await settle();
}

function revoke(): Mutation {
  const tokenId = newId<IntegrationTokenId>();
  const mutation = anOperation({ type: 'token.revoke', accountId: account, tokenId });
  store.addOperation(mutation, t0);
  return mutation;
}

const ids = (request: Request | undefined): string[] => request?.mutations.map(({ id }) => id) ?? [];
const offline = (sent: boolean): AppError => new AppError('offline', 'cut', { details: { sent } });

describe('R-6b ruling 47 the outbox goes out', () => {
  it('in order within a lane, and a lane under way does not hold up another', async () => {
    const [a1, a2] = [add(0), add(0)];
    await start();
    expect(ids(requests[0])).toEqual([a1.id, a2.id]);
    const [a3, b1] = [add(0), add(1)];
    flusher.wake();
    await settle();
    expect(ids(requests[1])).toEqual([b1.id]);
    requests[0]?.answer();
    await settle();
    expect(ids(requests[2])).toEqual([a3.id]);
  });

  it('again under the same ids when the answer was lost, and it can not be taken back meanwhile', async () => {
    const send = add(0);
    await start();
    requests[0]?.fail(offline(true));
    await settle();
    expect(() => store.takeBack(send.id, t0)).toThrow('already on its way');
    clock.advance(500);
    await settle();
    expect(ids(requests[1])).toEqual([send.id]);
  });

  it('it can not be taken back after a lost answer, also when the next try provably never left', async () => {
    const send = add(0);
    await start();
    requests[0]?.fail(offline(true));
    await settle();
    clock.advance(500);
    await settle();
    requests[1]?.fail(offline(false));
    await settle();
    expect(() => store.takeBack(send.id, t0)).toThrow('already on its way');
  });

  it('later and later while the backend is away, and at once when it is back', async () => {
    add(0);
    await start();
    for (const wait of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
      requests.at(-1)?.fail(offline(false));
      await settle();
      expect(clock.pending()).toEqual([wait]);
      clock.advance(wait);
      await settle();
    }
    expect(requests).toHaveLength(8);
    requests.at(-1)?.fail(offline(false));
    await settle();
    flusher.wake();
    await settle();
    expect(requests).toHaveLength(9);
  });

  it('also when the timer calls a little too early', async () => {
    earlyMs = 1;
    add(0);
    await start();
    requests[0]?.fail(offline(false));
    await settle();
    clock.advance(499);
    await settle();
    expect(requests).toHaveLength(1);
    earlyMs = 0;
    clock.advance(1);
    await settle();
    expect(requests).toHaveLength(2);
  });

  it('can be taken back while it provably has not left', async () => {
    const send = add(0);
    await start();
    requests[0]?.fail(offline(false));
    await settle();
    expect(store.takeBack(send.id, t0).text).toBe('Yes, it is.');
    clock.advance(500);
    await settle();
    expect(requests).toHaveLength(1);
  });

  it('ruling 68: not before its time, and then by itself', async () => {
    const held = add(0, t0 + 5000);
    const other = add(1);
    await start();
    expect(ids(requests[0])).toEqual([other.id]);
    requests[0]?.answer();
    await settle();
    clock.advance(4999);
    await settle();
    expect(requests).toHaveLength(1);
    clock.advance(1);
    await settle();
    expect(ids(requests[1])).toEqual([held.id]);
  });

  it('R-6b past a refused one: its lane goes on, the refusal is told and its text stays', async () => {
    const [first, second] = [add(0), add(0)];
    await start();
    const error = { code: 'stale_reply', message: 'A colleague has answered meanwhile' } as const;
    requests[0]?.answer([
      { id: first.id, status: 'rejected', error },
      { id: second.id, status: 'applied', seq: 9 },
    ]);
    await settle();
    expect(rejections).toEqual([{ mutation: first, error }]);
    expect(store.outboxCounts()).toEqual({ pending: 0, attention: 1 });
  });

  it('one by one when a whole request is refused, so that only the guilty one is', async () => {
    const [good, bad, other] = [add(0), add(0), add(1)];
    await start();
    requests[0]?.fail(new AppError('invalid_input', 'mutations.1 is wrong'));
    await settle();
    requests[1]?.answer();
    await settle();
    requests[2]?.fail(new AppError('invalid_input', 'wrong'));
    await settle();
    requests[3]?.answer();
    await settle();
    expect(requests.slice(1).map(ids)).toEqual([[good.id], [bad.id], [other.id]]);
    expect(rejections.map(({ mutation }) => mutation.id)).toEqual([bad.id]);
    expect(store.outboxCounts()).toEqual({ pending: 0, attention: 1 });
  });

  it('again once an admin has the second factor that their company asks for', async () => {
    const sends = [add(0), add(0)];
    await start();
    requests[0]?.fail(new AppError('forbidden', 'set it up', { details: { reason: secondFactorSetup } }));
    await settle();
    expect(rejections).toEqual([]);
    flusher.wake();
    await settle();
    expect(ids(requests[1])).toEqual(sends.map(({ id }) => id));
  });

  it('around one that the server fails on, without losing it or breaking the order of its lane', async () => {
    const [poison, behind, other] = [add(0), add(0), add(1)];
    await start();
    requests[0]?.fail(new AppError('internal', 'bug'));
    await settle();
    requests[1]?.fail(new AppError('internal', 'bug'));
    await settle();
    expect(ids(requests[2])).toEqual([other.id]);
    requests[2]?.answer();
    await settle();
    clock.advance(500);
    await settle();
    expect(ids(requests[3])).toEqual([poison.id, behind.id]);
  });

  it('after the time a busy server asks for', async () => {
    add(0);
    await start();
    requests[0]?.fail(new AppError('rate_limited', 'slow down', { details: { retryAfter: 7 } }));
    await settle();
    expect(clock.pending()).toEqual([7000]);
  });

  it('not at all while nobody is signed in', async () => {
    isSignedIn = false;
    add(0);
    await start();
    expect(requests).toEqual([]);
  });
});

describe('§3.6 what makes things safer', () => {
  it('is answered before anything else leaves, however much waits', async () => {
    for (let i = 0; i < 300; i++) add((i % 3) as 0 | 1 | 2);
    const safe = [revoke(), revoke()];
    await start();
    expect(requests.map(({ mutations }) => mutations)).toEqual([safe]);
    requests[0]?.answer();
    await settle();
    expect(requests).toHaveLength(2);
  });

  it('goes first again after a cut, and does not wait for what is under way', async () => {
    add(0);
    await start();
    const safe = revoke();
    flusher.wake();
    await settle();
    expect(ids(requests[1])).toEqual([safe.id]);
    requests[1]?.fail(offline(true));
    requests[0]?.fail(offline(true));
    await settle();
    clock.advance(30_000);
    await settle();
    expect(requests.slice(2).map(ids)).toEqual([[safe.id]]);
  });

  it('holds nobody up when the server fails at it', async () => {
    const safe = revoke();
    const send = add(0);
    await start();
    requests[0]?.fail(new AppError('internal', 'A bug'));
    await settle();
    clock.advance(30_000);
    await settle();
    expect(requests.slice(1).map(ids)).toEqual([[safe.id], [send.id]]);
  });
});
