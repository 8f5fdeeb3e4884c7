import { expect, it } from 'vitest';
import { createClock } from './clock.ts';

it('stands still when frozen and fires timers in order of time, then of making, when moved', () => {
  const clock = createClock({ frozenAt: 1000 });
  const fired: [string, number][] = [];
  const note = (name: string) => () => fired.push([name, clock.now()]);
  clock.after(50, note('late'));
  clock.after(10, note('early'));
  clock.after(10, note('early too'));
  clock.after(500, note('never'));

  clock.advance(100);

  expect(fired).toEqual([
    ['early', 1010],
    ['early too', 1010],
    ['late', 1050],
  ]);
  expect(clock.now()).toBe(1100);
  expect(clock.pending()).toBe(1);
});

it('fires what a timer sets on the way, and nothing that was taken back', () => {
  const clock = createClock({ frozenAt: 0 });
  const fired: number[] = [];
  const again = (): void => {
    fired.push(clock.now());
    if (fired.length < 5) clock.after(10, again);
  };
  clock.after(10, again);
  const cancel = clock.after(15, () => fired.push(-1));
  cancel();

  clock.advance(35);

  expect(fired).toEqual([10, 20, 30]);
});

it('keeps the shift when it is moved while running, and goes on from where it froze', () => {
  let real = 5000;
  const clock = createClock({ realNow: () => real });
  clock.advance(24 * 3_600_000);
  real += 7;
  expect(clock.now()).toBe(5007 + 24 * 3_600_000);
  clock.freeze();
  real += 1_000_000;
  expect(clock.now()).toBe(5007 + 24 * 3_600_000);
  clock.resume();
  real += 1;
  expect(clock.now()).toBe(5008 + 24 * 3_600_000);
  clock.stop();
});

it('keeps a thousand timers in order', () => {
  const clock = createClock({ frozenAt: 0 });
  const fired: number[] = [];
  for (let index = 0; index < 1000; index++) {
    const due = (index * 7919) % 1000;
    clock.after(due, () => fired.push(due));
  }
  clock.advance(1000);
  expect(fired).toEqual([...fired].sort((a, b) => a - b));
  expect(fired).toHaveLength(1000);
});
