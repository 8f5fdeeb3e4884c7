import { expect, it } from 'vitest';
import { pairBurst, pairIntervalMs, pairWaitMs } from './pair-rate.ts';

const now = 1_000_000;
const many = (count: number) => Array.from({ length: count }, () => now);

it('45 messages go at once, the next one waits six seconds, the one after it twelve', () => {
  expect(pairWaitMs(many(pairBurst - 1), now)).toBe(0);
  expect(pairWaitMs(many(pairBurst), now)).toBe(pairIntervalMs);
  expect(pairWaitMs(many(pairBurst + 1), now)).toBe(2 * pairIntervalMs);
});

it('time gives the credit back, and old messages count for nothing', () => {
  expect(pairWaitMs(many(pairBurst), now + pairIntervalMs)).toBe(0);
  expect(pairWaitMs([0, ...many(pairBurst - 1)], now)).toBe(0);
  expect(pairWaitMs([], now)).toBe(0);
});
