import { expect, it } from 'vitest';
import { EmbeddedStart } from '#shared/wire/embedded.ts';
import { isFinal, restartDelayMs } from './restart-policy.ts';
import { BackendSupervisor, type BackendState, type Child } from './supervisor.ts';

class FakeChild implements Child {
  readonly sent: unknown[] = [];
  readonly ends: string[] = [];
  hangs = false;
  say: (message: unknown) => void = () => undefined;
  exit: (code: number) => void = () => undefined;
  send(message: unknown): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener;
  }
  stop(): void {
    this.ends.push('stop');
    if (!this.hangs) this.exit(0);
  }
  destroy(): void {
    this.ends.push('destroy');
    this.exit(137);
  }
}

const key = Buffer.alloc(32, 7).toString('base64');
const secrets = { databaseKey: key, jwtSecret: 'j'.repeat(32), encryptionKeys: `k1:${key}`, dataDir: '/data' };

function setUp() {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const children: FakeChild[] = [];
  const states: BackendState[] = [];
  const health = { well: true };
  const supervisor = new BackendSupervisor({
    spawn: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    clock: {
      now: () => now,
      after: (delayMs, callback) => {
        const timer = { at: now + delayMs, callback };
        timers.push(timer);
        return () => (timers = timers.filter((each) => each !== timer));
      },
    },
    random: () => 0.5,
    onState: (state) => states.push(state),
    isHealthy: async () => health.well,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      timers = timers.filter((each) => each !== due);
      now = Math.max(now, due.at);
      due.callback();
      await settle();
    }
    now = end;
    await settle();
  };
  const last = (): FakeChild => children.at(-1) ?? new FakeChild();
  return { supervisor, children, states, health, pass, settle, last };
}

it('ruling 57 S-21 gives every secret in the first message and takes readiness with the port', async () => {
  const { supervisor, children, settle, last, states } = setUp();
  const started = supervisor.start(secrets, 5050);
  await settle();
  const message = EmbeddedStart.parse(children[0]?.sent[0]);
  expect(message).toMatchObject({ ...secrets, type: 'start', port: 5050, launchSecret: supervisor.launchSecret });
  expect(Buffer.from(message.launchSecret, 'base64url')).toHaveLength(32);
  last().say({ noise: true });
  last().say({ ready: true, port: 5050 });
  expect(await started).toBe(5050);
  expect(states).toEqual([
    { state: 'starting', attempt: 1 },
    { state: 'ready', port: 5050 },
  ]);
});

it('makes a new launch secret for each run of the desktop', () => {
  expect(setUp().supervisor.launchSecret).not.toBe(setUp().supervisor.launchSecret);
});

it('ruling 55 starts a backend that ended again, on the port it had, waiting longer each time', async () => {
  const { supervisor, children, settle, last, states, pass } = setUp();
  const started = supervisor.start(secrets, 0);
  await settle();
  last().say({ ready: true, port: 41_000 });
  await started;
  last().exit(9);
  last().exit(9);
  await pass(250);
  expect(children).toHaveLength(2);
  expect(EmbeddedStart.parse(last().sent[0]).port).toBe(41_000);
  last().exit(9);
  await pass(499);
  expect(children).toHaveLength(2);
  await pass(1);
  expect(children).toHaveLength(3);
  last().say({ ready: true, port: 41_000 });
  expect(states.map(({ state }) => state)).toEqual('starting ready waiting starting waiting starting ready'.split(' '));
});

it('begins anew with short waits after a minute of health, and spreads the waits', async () => {
  const { supervisor, settle, last, states, pass } = setUp();
  const started = supervisor.start(secrets, 0);
  await settle();
  for (let i = 0; i < 3; i++) {
    last().say({ ready: true, port: 1 });
    await pass(60_000);
    last().exit(1);
    await pass(250);
  }
  await started;
  expect(states.filter(({ state }) => state === 'waiting')).toEqual(
    Array.from({ length: 3 }, () => ({ state: 'waiting', attempt: 2, delayMs: 250 })),
  );
  expect([restartDelayMs(1, 0), restartDelayMs(1, 0.999), restartDelayMs(30, 0.5)]).toEqual([188, 312, 10_000]);
});

it('asks for the recovery key rather than trying a wrong key again (ruling 42)', async () => {
  const { supervisor, children, settle, last, states, pass } = setUp();
  const started = supervisor.start(secrets, 5050);
  await settle();
  last().say({ ready: false, error: { code: 'database_key_mismatch', message: 'The key does not fit.' } });
  await expect(started).rejects.toMatchObject({ code: 'database_key_mismatch', message: 'The key does not fit.' });
  await pass(600_000);
  expect(children).toHaveLength(1);
  expect(states.at(-1)).toEqual({ state: 'failed', code: 'database_key_mismatch', message: 'The key does not fit.' });
  expect((['configuration', 'database_newer', 'database_corrupt'] as const).every(isFinal)).toBe(true);
});

it('ruling 55 takes another port when the kept one stays occupied before anybody has connected', async () => {
  const { supervisor, settle, last, pass } = setUp();
  const started = supervisor.start(secrets, 5050);
  await settle();
  const tried = [];
  for (let i = 0; i < 4; i++) {
    tried.push(EmbeddedStart.parse(last().sent[0]).port);
    if (i < 3) last().say({ ready: false, error: { code: 'port_in_use', message: 'Port 5050 is taken.' } });
    await pass(10_000);
  }
  expect(tried).toEqual([5050, 5050, 5050, 0]);
  last().say({ ready: true, port: 40_123 });
  expect(await started).toBe(40_123);
});

it('gives up on a backend that never becomes ready, saying so', async () => {
  const { supervisor, children, settle, pass } = setUp();
  const started = supervisor.start(secrets, 0);
  await settle();
  const failure = expect(started).rejects.toMatchObject({ code: 'internal' });
  await pass(5 * 45_000);
  await failure;
  expect(children).toHaveLength(5);
  expect(children.flatMap(({ ends }) => ends)).toEqual(Array.from({ length: 5 }, () => 'destroy'));
});

it('restarts a backend that runs but no longer answers', async () => {
  const { supervisor, children, settle, last, health, pass } = setUp();
  const started = supervisor.start(secrets, 0);
  await settle();
  last().say({ ready: true, port: 1 });
  await started;
  health.well = false;
  await pass(30_000);
  health.well = true;
  await pass(15_000);
  expect(children).toHaveLength(1);
  health.well = false;
  await pass(46_000);
  expect([children.length, children[0]?.ends]).toEqual([2, ['destroy']]);
});

it('stops for good, also in the middle of a start', async () => {
  const { supervisor, children, settle, last, pass, states } = setUp();
  const started = supervisor.start(secrets, 0);
  const failure = expect(started).rejects.toMatchObject({ code: 'internal' });
  await settle();
  await supervisor.stop();
  await failure;
  last().say({ ready: true, port: 1 });
  await pass(600_000);
  expect([children.length, children[0]?.ends, states.at(-1)]).toEqual([1, ['stop'], { state: 'stopped' }]);
});

it('ends a backend that does not hear the request to stop', async () => {
  const { supervisor, settle, last, pass } = setUp();
  const started = supervisor.start(secrets, 0);
  await settle();
  last().say({ ready: true, port: 1 });
  await started;
  last().hangs = true;
  const stopped = supervisor.stop();
  await pass(5_000);
  await stopped;
  expect(last().ends).toEqual(['stop', 'destroy']);
});
