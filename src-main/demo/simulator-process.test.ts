import { expect, it } from 'vitest';
import type { Child } from '../backend/supervisor.ts';
import { SimulatorProcess } from './simulator-process.ts';

class FakeChild implements Child {
  ends: string[] = [];
  say: (message: unknown) => void = () => undefined;
  #exits: ((code: number) => void)[] = [];
  send(): void {}
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.#exits.push(listener);
  }
  exit(code: number): void {
    for (const listener of this.#exits) listener(code);
  }
  stop(): void {
    this.ends.push('stop');
    this.exit(0);
  }
  destroy(): void {
    this.ends.push('destroy');
    this.exit(137);
  }
}

function setUp() {
  const children: { child: FakeChild; port: number }[] = [];
  const timers: { delayMs: number; callback: () => void; cancelled: boolean }[] = [];
  let restarts = 0;
  const simulator = new SimulatorProcess({
    spawn: (port) => {
      const child = new FakeChild();
      children.push({ child, port });
      return child;
    },
    clock: {
      now: () => 0,
      after: (delayMs, callback) => {
        const timer = { delayMs, callback, cancelled: false };
        timers.push(timer);
        return () => (timer.cancelled = true);
      },
    },
    onRestarted: () => (restarts += 1),
  });
  const fire = (delayMs: number): void =>
    timers.filter((timer) => timer.delayMs === delayMs && !timer.cancelled).forEach(({ callback }) => callback());
  return { simulator, children, fire, restarts: () => restarts };
}

const ready = { ready: true, port: 4100, url: 'http://127.0.0.1:4100' };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('tells where the simulator is once it is ready', async () => {
  const { simulator, children } = setUp();
  const started = simulator.start();
  children[0]?.child.say({ noise: true });
  children[0]?.child.say(ready);
  expect(await started).toBe('http://127.0.0.1:4100');
});

it('starts one that ended again on the same port, and says so', async () => {
  const { simulator, children, fire, restarts } = setUp();
  const started = simulator.start();
  children[0]?.child.say(ready);
  await started;
  children[0]?.child.exit(1);
  fire(500);
  expect(children.map(({ port }) => port)).toEqual([0, 4100]);
  children[1]?.child.say(ready);
  await settle();
  expect(restarts()).toBe(1);
});

it('fails when it ends before it is ready, or takes too long', async () => {
  const first = setUp();
  const ended = first.simulator.start();
  first.children[0]?.child.exit(2);
  await expect(ended).rejects.toMatchObject({ code: 'unavailable' });
  const second = setUp();
  const late = second.simulator.start();
  second.fire(20_000);
  await expect(late).rejects.toMatchObject({ code: 'unavailable' });
});

it('stays down after it was stopped', async () => {
  const { simulator, children, fire } = setUp();
  const started = simulator.start();
  children[0]?.child.say(ready);
  await started;
  await simulator.stop();
  fire(500);
  expect([children.length, children[0]?.child.ends]).toEqual([1, ['stop']]);
});
