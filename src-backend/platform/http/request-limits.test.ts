import { expect, it } from 'vitest';
import { TestClock } from '../../testing/test-clock.ts';
import { testConfig } from '../../testing/test-config.ts';
import { RequestLimits } from './request-limits.ts';

const token = { key: 'token:a', perSecond: 2, burst: 3 };
const tenant = { key: 'tenant:a', perSecond: 10, burst: 10 };

function limits(factor = 1): { limits: RequestLimits; clock: TestClock } {
  const clock = new TestClock();
  return { limits: new RequestLimits(clock, { ...testConfig(), rateLimitFactor: factor }), clock };
}

it('S-58 lets a burst through, then says how long to wait, then lets through what came back', () => {
  const { limits: all, clock } = limits();
  for (let i = 0; i < 3; i++) all.take(token, tenant);
  expect(() => all.take(token, tenant)).toThrow(
    expect.objectContaining({ code: 'rate_limited', details: { retryAfter: 1 } }),
  );
  clock.advance(1000);
  all.take(token, tenant);
  all.take(token, tenant);
  expect(() => all.take(token, tenant)).toThrow('Too many requests; try again in 1 s');
});

it('S-58 a refused request counts against nobody', () => {
  const { limits: all } = limits();
  for (let i = 0; i < 3; i++) all.take(token);
  for (let i = 0; i < 20; i++) expect(() => all.take(token, tenant)).toThrow();
  for (let i = 0; i < 10; i++) all.take(tenant);
});

it('RATE_LIMIT_FACTOR multiplies every limit', () => {
  const { limits: all } = limits(2);
  for (let i = 0; i < 6; i++) all.take(token);
  expect(() => all.take(token)).toThrow();
});
