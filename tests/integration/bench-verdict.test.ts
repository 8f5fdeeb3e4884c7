import { expect, it } from 'vitest';
import { judge, type Result } from '../bench/result.ts';

// What the bench calls missed decides whether a release stops.

const compared =
  (better: Result['better'], gate: number, goal: number) =>
  (floor: number[], product: number[]): Result => {
    return { row: 'S4', metric: 'delay', unit: 'ms', better, kind: 'compared', floor, product, gate, goal };
  };
const lower = compared('lower', 2, 1.5);
const higher = compared('higher', 0.4, 0.6);
const capped = (product: number[], cap: number): Result => {
  return { row: 'S4', metric: 'delay', unit: 'ms', better: 'lower', kind: 'cap', product, cap };
};

it('compares medians, so that one bad sample decides nothing', () => {
  expect(judge(lower([1, 1, 100], [1.2, 1.2, 900]))).toMatchObject({ floor: 1, product: 1.2, ratio: 1.2 });
});

it('says which of gate and goal was reached', () => {
  expect(judge(lower([1], [1.4])).verdict).toBe('ok, goal reached');
  expect(judge(lower([1], [1.9])).verdict).toBe('ok');
  expect(judge(higher([100], [70])).verdict).toBe('ok, goal reached');
  expect(judge(higher([100], [50])).verdict).toBe('ok');
});

it('forgives 15 % and no more, in both directions', () => {
  expect(judge(lower([1], [2.2]))).toMatchObject({ verdict: 'missed by 10 % (within noise)', isMissed: false });
  expect(judge(lower([1], [2.4]))).toMatchObject({ verdict: 'missed by 20 %', isMissed: true });
  expect(judge(higher([100], [35]))).toMatchObject({ verdict: 'missed by 13 % (within noise)', isMissed: false });
  expect(judge(higher([100], [30]))).toMatchObject({ verdict: 'missed by 25 %', isMissed: true });
});

it('judges absolute bars the same way, and none may be lost', () => {
  expect(judge(capped([90], 100)).isMissed).toBe(false);
  expect(judge(capped([120], 100)).isMissed).toBe(true);
  expect(judge(capped([0], 0)).isMissed).toBe(false);
  expect(judge(capped([1], 0)).isMissed).toBe(true);
});

it('calls what could not be measured missed, not fine', () => {
  expect(judge(capped([Number.NaN], 100)).isMissed).toBe(true);
  expect(judge(lower([], [1])).isMissed).toBe(true);
});
