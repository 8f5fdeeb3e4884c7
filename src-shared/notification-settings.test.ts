import { expect, it } from 'vitest';
import { defaultNotificationSettings, isQuiet } from './notification-settings.ts';

/** Local time; the 21st of November 2026 is a Saturday. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const { doNotDisturb, quietHours } = defaultNotificationSettings;

it('is not quiet unless the person says so', () => {
  expect(isQuiet({ doNotDisturb, quietHours }, at(21, 23))).toBe(false);
});

it('is quiet from the switch on, for as long as it was switched on', () => {
  const quiet = (until: number | null) => isQuiet({ doNotDisturb: { on: true, until }, quietHours }, at(21, 12));
  expect([quiet(null), quiet(at(21, 13)), quiet(at(21, 12))]).toEqual([true, true, false]);
});

it('keeps quiet hours over midnight, on the days on which they begin', () => {
  const nights = { doNotDisturb, quietHours: { on: true, days: [6], from: 20 * 60, to: 8 * 60 } };
  const times = [at(21, 19, 59), at(21, 20), at(22, 7, 59), at(22, 8), at(22, 20), at(21, 7)];
  expect(times.map((time) => isQuiet(nights, time))).toEqual([false, true, true, false, false, false]);
});

it('keeps quiet hours within a day', () => {
  const lunch = { doNotDisturb, quietHours: { on: true, days: [6], from: 12 * 60, to: 13 * 60 } };
  const times = [at(21, 11, 59), at(21, 12), at(21, 13), at(20, 12)];
  expect(times.map((time) => isQuiet(lunch, time))).toEqual([false, true, false, false]);
});
