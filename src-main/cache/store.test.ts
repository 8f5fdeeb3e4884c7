import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';
import { aSend, me, t0 } from './entities.fixtures.ts';
import { openStore, type Store } from './store.ts';

// Threads and processes: how long they take to start is the machine's affair.
vi.setConfig({ testTimeout: 60_000 });

const workerUrl = new URL('./store-worker.ts', import.meta.url);
const key = Buffer.alloc(32, 7);
let dir: string;
let store: Store | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-worker-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await store?.close();
  rmSync(dir, { recursive: true });
});

const open = (): Promise<Store> => openStore(workerUrl, { dir, key, now: t0 }, () => undefined);
const options = { now: t0, notBefore: null, accountId: null, clearDraft: null } as const;

it('answers calls from the worker, and keeps the code of an expected error', async () => {
  store = await open();
  await expect(store.call('unreadConversations')).resolves.toBe(0);
  await expect(store.call('takeBack', newId(), t0)).rejects.toMatchObject({ name: 'AppError', code: 'not_found' });
  await expect(store.call('resolve', null as never)).rejects.toThrow('in the store: TypeError');
});

it('R-6a an outbox survives SIGKILL: whatever was acknowledged is there, once and in order', async () => {
  const writer = spawn(process.execPath, [new URL('./kill-writer.fixtures.ts', import.meta.url).pathname, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 60) writer.kill('SIGKILL');
  }
  await (writer.exitCode === null && writer.signalCode === null ? once(writer, 'exit') : undefined);
  store = await open();
  const kept = (await store.call('takeBatch', t0, [], 10_000)).map(({ id }) => id);
  expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
});

it('goes on with the same files after the worker died, and answers what was asked meanwhile', async () => {
  vi.stubEnv('PARLEY_TEST_DIED_BEFORE', join(dir, 'died'));
  const dying = new URL('./dying-worker.fixtures.ts', import.meta.url);
  store = await openStore(dying, { dir, key, now: t0 }, () => undefined);
  await store.call('setOwner', { userId: me, superadmin: false });
  const conversationId = newId<ConversationId>();
  await store.call('enqueue', aSend({ conversationId }), options);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [counts, items] = await Promise.all([store.call('outboxCounts'), store.call('outboxItems')]);
  expect(counts).toEqual({ pending: 1, attention: 0 });
  expect(items).toMatchObject([{ conversationId }]);
});
