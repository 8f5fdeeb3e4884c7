import { expect, it } from 'vitest';
import { fromLocalInput, planPresets, toLocalInput } from './plan-presets.ts';

const local = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const names = (now: number, window: number | null = null) => planPresets(now, window).map(({ preset }) => preset);

it('offers times of this computer’s day, and none that has passed', () => {
  // A Wednesday.
  expect(planPresets(local(18, 10), local(19, 8))).toEqual([
    { preset: 'hour', at: local(18, 11) },
    { preset: 'evening', at: local(18, 18) },
    { preset: 'tomorrow', at: local(19, 9) },
    { preset: 'monday', at: local(23, 9) },
    { preset: 'window', at: local(19, 8) - 30 * 60_000 },
  ]);
  expect(names(local(18, 20))).toEqual(['hour', 'tomorrow', 'monday']);
  expect(names(local(18, 10), local(18, 10) + 60_000)).not.toContain('window');
});

it('does not name the same morning twice', () => {
  expect(names(local(22, 10))).toEqual(['hour', 'evening', 'tomorrow']);
  expect(planPresets(local(23, 10), null).at(-1)).toEqual({ preset: 'monday', at: local(30, 9) });
});

it('speaks the language of the date field', () => {
  expect(toLocalInput(local(5, 9))).toBe('2026-11-05T09:00');
  expect(fromLocalInput('2026-11-05T09:00')).toBe(local(5, 9));
  expect(fromLocalInput('')).toBeNull();
});
