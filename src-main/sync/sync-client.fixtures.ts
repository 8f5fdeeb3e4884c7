import { afterEach, vi } from 'vitest';
import type { ChangePage } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationPage } from '#shared/inbox.ts';
import type { RestName } from '#shared/wire/rest.ts';
import { t0 } from '../cache/entities.fixtures.ts';
import { memoryStore } from '../cache/store.fixtures.ts';
import type { Applied, WorkspaceStore } from '../cache/workspace-store.ts';
import { FakeBackend } from './backend.fixtures.ts';
import { ManualClock } from './clock.fixtures.ts';
import { nothingKnown, type Facts } from './lamps.ts';
import { SyncClient } from './sync-client.ts';
import type { openSocket } from './socket.ts';

type Listeners = Parameters<typeof openSocket>[2];

let running: SyncClient | undefined;
afterEach(() => running?.stop());

/** A sync client whose network is a few function calls, so that every order of events can be played. */
export function harness(): {
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
  running = client;
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

/** Lets everything that is under way end: all of it is microtasks and immediates here. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
}

export async function inStep(): Promise<ReturnType<typeof harness>> {
  const h = harness();
  h.client.start();
  await settle();
  h.socket().connected();
  h.socket().heartbeat(h.backend.heartbeat() as never);
  await settle();
  return h;
}

export function list(store: WorkspaceStore): ConversationPage['rows'] {
  const query = { view: 'all', sort: 'newest', filter: '', accountId: null, after: null, limit: 200 } as const;
  return (JSON.parse(store.conversationPage({ ...query, chips: [] }, t0)) as ConversationPage).rows;
}
