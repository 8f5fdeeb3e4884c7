import { expect, it } from 'vitest';
import { AppLock, waitAfter, type LockRecord } from './app-lock.ts';

const minute = 60_000;

function setUp() {
  let now = 1_000_000;
  let idle = 0;
  let record: LockRecord | null = null;
  const changes: boolean[] = [];
  const timers: (() => void)[] = [];
  const settings = { idleMinutes: 10 as const, withSystem: true };
  const make = (): AppLock => {
    const lock: AppLock = new AppLock({
      store: () => ({ lock: () => record, saveLock: (next) => (record = next) }),
      settings: () => settings,
      idleSeconds: () => idle,
      clock: { now: () => now, after: (_ms, callback) => (timers.push(callback), () => undefined) },
      onChange: () => changes.push(lock.isLocked),
    });
    return lock;
  };
  return {
    ...{ make, lock: make(), changes, settings, record: () => record },
    pass: (ms: number) => (now += ms),
    idleFor: (seconds: number) => {
      idle = seconds;
      timers.shift()?.();
    },
  };
}

it('locks nothing until there is a secret', () => {
  const { lock } = setUp();
  expect([lock.isSet, lock.lock(), lock.isLocked]).toEqual([false, false, false]);
});

it('S-34 opens with the secret alone, and is locked again after a restart', async () => {
  const { lock, make, changes, record } = setUp();
  await lock.set(null, '2580');
  expect(lock.isLocked).toBe(false);
  expect(record()?.hash).toMatch(/^\$argon2id\$/);
  expect(record()?.hash).not.toContain('2580');
  lock.lock();
  await expect(lock.unlock('0000')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(lock.isLocked).toBe(true);
  await lock.unlock('2580');
  expect([lock.isLocked, make().isLocked]).toEqual([false, true]);
  expect(changes).toEqual([true, false]);
});

it('makes wrong tries wait, also after a restart and when they come all at once', async () => {
  const { lock, make, pass } = setUp();
  await lock.set(null, '2580');
  lock.lock();
  const tries = await Promise.allSettled(['1', '2', '3', '4', '5', '2580'].map((each) => lock.unlock(each)));
  const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'open'));
  const [wrong, wait] = ['unauthenticated', 'rate_limited'];
  expect(codes).toEqual([wrong, wrong, wrong, wait, wait, wait]);
  const restarted = make();
  await expect(restarted.unlock('2580')).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfter: 5 } });
  pass(5_000);
  await restarted.unlock('2580');
  expect(restarted.isLocked).toBe(false);
});

it('waits longer and longer, but never for good', () => {
  expect([1, 3, 4, 5, 8, 100].map(waitAfter)).toEqual([0, 0, 5_000, 10_000, 80_000, 15 * minute]);
});

it('locks after the idle minutes and with the system, if the person wants that', async () => {
  const { lock, idleFor, settings } = setUp();
  lock.start();
  await lock.set(null, '2580');
  idleFor(599);
  expect(lock.isLocked).toBe(false);
  idleFor(600);
  expect(lock.isLocked).toBe(true);
  await lock.unlock('2580');
  settings.withSystem = false;
  lock.systemLocked();
  expect(lock.isLocked).toBe(false);
  settings.withSystem = true;
  lock.systemLocked();
  expect(lock.isLocked).toBe(true);
});

it('is changed and removed by whoever knows it only', async () => {
  const { lock } = setUp();
  await lock.set(null, '2580');
  await expect(lock.set('0000', '1111')).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(lock.remove('0000')).rejects.toMatchObject({ code: 'unauthenticated' });
  await lock.set('2580', 'a longer one');
  await lock.remove('a longer one');
  expect(lock.isSet).toBe(false);
});
