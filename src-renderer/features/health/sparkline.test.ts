import { expect, it } from 'vitest';
import { pathOf } from './sparkline.tsx';

const until = 24 * 60 * 60_000;
const minute = 60_000;

it('draws from left to right over a day, the highest at the top', () => {
  const points = [
    { at: until - 2 * minute, value: 0 },
    { at: until - minute, value: 5 },
    { at: until, value: 10 },
  ];
  expect(pathOf(points, until)).toBe('M199.7 34h0.1L199.9 18L200 2');
});

it('leaves a gap where the server was not running or nothing was measured', () => {
  const points = [
    { at: until / 2, value: 1 },
    { at: until / 2 + 10 * minute, value: 1 },
    { at: until - minute, value: null },
    { at: until, value: 1 },
  ];
  expect(pathOf(points, until).match(/M/g)).toHaveLength(3);
  expect(pathOf([], until)).toBe('');
});
