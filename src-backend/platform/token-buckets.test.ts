import { assert, array, constantFrom, nat, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

const rate = { perSecond: 2, burst: 3 };

it('has a full bucket for whoever comes first, then says how long a token takes', () => {
  const buckets = new TokenBuckets();
  for (let taken = 0; taken < 3; taken++) {
    expect(buckets.waitMs('a', rate, 1000)).toBe(0);
    buckets.take('a', rate, 1000);
  }
  expect(buckets.waitMs('a', rate, 1000)).toBe(500);
  expect(buckets.waitMs('a', rate, 1250)).toBe(250);
  expect(buckets.waitMs('a', rate, 1500)).toBe(0);
  expect(buckets.waitMs('b', rate, 1000)).toBe(0);
});

it('a clock that is set back takes nothing away', () => {
  const buckets = new TokenBuckets();
  buckets.take('a', rate, 100_000);
  expect(buckets.waitMs('a', rate, 5000)).toBe(0);
});

it('a flood of keys is forgotten again, the oldest first', () => {
  const buckets = new TokenBuckets();
  const one = { perSecond: 0.001, burst: 1 };
  for (let key = 0; key < 60_000; key++) buckets.take(`key ${key}`, one, 0);
  expect(buckets.waitMs('key 0', one, 0)).toBe(0);
  expect(buckets.waitMs('key 59999', one, 0)).toBeGreaterThan(0);
});

it('whoever waits as told never takes more than the burst and what came back since', () => {
  const steps = array(tuple(constantFrom('a', 'b'), nat(3000)), { maxLength: 200 });
  assert(
    property(steps, (calls) => {
      const buckets = new TokenBuckets();
      const taken = { a: 0, b: 0 };
      let now = 0;
      for (const [key, pause] of calls) {
        now += pause;
        if (buckets.waitMs(key, rate, now) > 0) continue;
        buckets.take(key, rate, now);
        taken[key]++;
        expect(taken[key]).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond + 1e-6);
      }
    }),
  );
});
