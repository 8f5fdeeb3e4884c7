import { expect, it } from 'vitest';
import { RateLimits } from './rate-limits.ts';

/** How many messages may go out in a time, one after the other as early as allowed. */
function sentWithin(limits: RateLimits, ms: number, lane: (n: number) => string): number {
  let now = 0;
  for (let sent = 0; ; sent++) {
    const wait = Math.max(limits.accountWaitMs('account', now), limits.laneWaitMs(lane(sent), now));
    now += wait;
    if (now > ms) return sent;
    limits.take('account', lane(sent), now);
  }
}

it('R-6e lets 80 a second go out of a number', () => {
  const perMinute = sentWithin(new RateLimits(), 60_000, (n) => `conversation ${n}`);
  expect(perMinute / 60).toBeGreaterThan(76);
  expect(perMinute / 60).toBeLessThanOrEqual(80 * (61 / 60));
});

it('R-6e lets 20 a second go out of a number that is also on a phone', () => {
  const limits = new RateLimits();
  limits.coexists('account');
  expect(sentWithin(limits, 60_000, (n) => `conversation ${n}`) / 60).toBeLessThanOrEqual(20 * (61 / 60));
});

it('R-6e lets 45 at once and then one in 6 s go to one customer', () => {
  expect(sentWithin(new RateLimits(), 0, () => 'conversation')).toBe(45);
  expect(sentWithin(new RateLimits(), 60_000, () => 'conversation')).toBe(55);
});

it('a number that Meta told to wait waits, others do not', () => {
  const limits = new RateLimits();
  limits.block('account', 5000);
  limits.block('account', 3000);
  expect(limits.accountWaitMs('account', 1000)).toBe(4000);
  expect(limits.accountWaitMs('other', 1000)).toBe(0);
  expect(limits.accountWaitMs('account', 5000)).toBe(0);
});

it('a clock that is set back takes nothing away', () => {
  const limits = new RateLimits();
  for (let count = 0; count < 45; count++) limits.take('account', 'conversation', 100_000);
  expect(limits.laneWaitMs('conversation', 40_000)).toBe(6000);
});
