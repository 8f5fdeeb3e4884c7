import { expect, it } from 'vitest';
import { dayAfter, dayOf, startOf } from './days.ts';

it('a day goes from its first moment to the first of the next, whatever the clocks do in it', () => {
  for (const day of ['2026-11-16', '2026-03-29', '2026-10-25', '2026-12-31']) {
    expect(dayOf(startOf(day) ?? 0)).toBe(day);
    expect(dayOf((dayAfter(day) ?? 0) - 1)).toBe(day);
    expect(new Date(dayAfter(day) ?? 0).getHours()).toBe(0);
  }
});

it('a field that is empty or half filled is no day', () => {
  expect(startOf('')).toBeUndefined();
  expect(dayAfter('2026-1')).toBeUndefined();
});
