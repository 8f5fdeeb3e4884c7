import { expect, it } from 'vitest';
import { createRing } from './ring.ts';

it('keeps the newest items and counts what it forgot', () => {
  const ring = createRing<{ seq: number }>(4);
  for (let seq = 1; seq <= 10; seq++) ring.push({ seq });
  expect(ring.since(0, 100).map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
  expect(ring.total()).toBe(10);
  expect(ring.dropped()).toBe(6);
});

it('answers from a sequence number on, also between the numbers it holds, up to a limit', () => {
  const ring = createRing<{ seq: number }>(100);
  for (const seq of [2, 5, 9, 12]) ring.push({ seq });
  expect(ring.since(5, 100).map(({ seq }) => seq)).toEqual([9, 12]);
  expect(ring.since(6, 1).map(({ seq }) => seq)).toEqual([9]);
  expect(ring.since(12, 100)).toEqual([]);
});
