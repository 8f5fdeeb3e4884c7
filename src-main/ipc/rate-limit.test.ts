import { expect, it } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

it('allows a burst, then refills with time, for each key alone', () => {
  let now = 1_000;
  const take = createRateLimit({ burst: 2, perSecond: 1, now: () => now });
  expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  expect(take('b')).toBe(true);
  now += 1_000;
  expect([take('a'), take('a')]).toEqual([true, false]);
});

it('never saves up more than a burst and survives a clock that goes back', () => {
  let now = 100_000;
  const take = createRateLimit({ burst: 2, perSecond: 1, now: () => now });
  take('a');
  now += 3_600_000;
  expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  now -= 7_200_000;
  expect(take('a')).toBe(false);
});
