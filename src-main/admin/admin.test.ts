import { expect, it, vi } from 'vitest';
import type { Role } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import type { Store } from '../cache/store.ts';
import { keptAlways } from '#shared/admin.ts';
import { AppError } from '#shared/error.ts';
import { Admin, keyOf } from './admin.ts';

function setUp(role: Role = 'admin', answers: Promise<object>[] = []) {
  const kept = new Map<string, string>();
  const asked: unknown[] = [];
  let isAway = false;
  let now = 1000;
  const onEnrolled = vi.fn();
  const admin = new Admin({
    // The two calls of the store that are made here.
    store: {
      call: vi.fn(async (name: string, key: string, data: string, asOf: number) =>
        name === 'keepAnswer' ? void kept.set(key, `{"data":${data},"asOf":${asOf}}`) : kept.get(key),
      ),
    } as unknown as Pick<Store, 'call'>,
    session: {
      isSignedIn: () => true,
      call: async (name, input) => {
        asked.push([name, input]);
        if (isAway) throw new AppError('offline', 'The server cannot be reached.');
        return ((await answers.shift()) ?? { success: true, data: [] }) as never;
      },
    },
    rest: { call: () => Promise.reject(new Error('not asked here')) },
    serverNow: () => now,
    me: async () => ({ role }) as User,
    onEnrolled,
  });
  return { admin, asked, onEnrolled, goAway: () => (isAway = true), pass: (ms: number) => (now += ms) };
}

it('an answer is kept: without a network it is still there, with its time', async () => {
  const { admin, goAway, pass } = setUp();
  const question = { route: 'listIntegrations', input: {} } as const;
  await admin.calls.read({ ...question, fresh: true });
  goAway();
  pass(5000);
  await expect(admin.calls.read({ ...question, fresh: true })).rejects.toThrow('cannot be reached');
  expect(await admin.calls.read({ ...question, fresh: false })).toBe('{"data":{"success":true,"data":[]},"asOf":1000}');
});

it('an answer that a later one has overtaken is not kept', async () => {
  const slow = Promise.withResolvers<object>();
  const { admin } = setUp('admin', [slow.promise, Promise.resolve({ data: 'new' })]);
  const question = { route: 'listIntegrations', input: {}, fresh: true } as const;
  const first = admin.calls.read(question);
  const second = await admin.calls.read(question);
  slow.resolve({ data: 'old' });
  expect([second, await first]).toEqual(Array(2).fill('{"data":{"data":"new"},"asOf":1000}'));
});

it('an admin’s desktop has every list at hand, and asks for them now and then; an agent’s asks for none', async () => {
  const { admin, asked, pass } = setUp();
  await admin.keepFresh();
  await admin.keepFresh();
  expect(asked).toHaveLength(keptAlways.length);
  pass(11 * 60_000);
  await admin.keepFresh();
  expect(asked).toHaveLength(2 * keptAlways.length);
  const agent = setUp('agent');
  await agent.admin.keepFresh();
  expect(agent.asked).toEqual([]);
});

it('every list is asked for anew after an operation was done, however fresh it was', async () => {
  const { admin, asked } = setUp();
  await admin.keepFresh();
  await admin.keepAnew();
  expect(asked).toHaveLength(2 * keptAlways.length);
});

it('many operations at once have the lists read once more, not once for each', async () => {
  const { admin, asked } = setUp();
  await Promise.all(Array.from({ length: 10 }, () => admin.keepAnew()));
  expect(asked).toHaveLength(keptAlways.length);
  const running = admin.keepAnew();
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(keptAlways.length));
  await Promise.all([running, admin.keepAnew(), admin.keepAnew()]);
  expect(asked).toHaveLength(3 * keptAlways.length);
});

it('what a route would not take never leaves', async () => {
  const { admin, asked } = setUp();
  const input = { body: { accountId: 'no id', name: 'x' } };
  await expect(admin.calls.act({ route: 'createIntegrationToken', input })).rejects.toThrow(/^accountId: /);
  expect(asked).toEqual([]);
});

it('a second factor that has just been set up is told, so that what was refused is tried again', async () => {
  const { admin, onEnrolled } = setUp();
  await admin.calls.act({ route: 'beginSecondFactor', input: {} });
  expect(onEnrolled).not.toHaveBeenCalled();
  await admin.calls.act({ route: 'confirmSecondFactor', input: { body: { code: '123456' } } });
  expect(onEnrolled).toHaveBeenCalledOnce();
});

it('the order of words makes no other question', () => {
  expect(keyOf('listIntegrations', { query: { a: 1, b: 2 } })).toBe(
    keyOf('listIntegrations', { query: { b: 2, a: 1 } }),
  );
});
