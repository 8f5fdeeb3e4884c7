import { expect, it } from 'vitest';
import { snoozeTimes } from './snooze-times.ts';

/** Saturday, 21 November 2026, 10:20 on this machine's clock. */
const now = new Date(2026, 10, 21, 10, 20).getTime();
const hour = 3_600_000;
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime();

it('offers what still lies ahead today, tomorrow, next week and until the customer writes', () => {
  expect(snoozeTimes('', now, null)).toEqual([
    { id: 'later', until: at(21, 13, 30) },
    { id: 'evening', until: at(21, 18) },
    { id: 'tomorrow', until: at(22, 9) },
    { id: 'nextWeek', until: at(23, 9) },
    { id: 'reply', until: null },
  ]);
  const night = new Date(2026, 10, 23, 22).getTime();
  expect(snoozeTimes('', night, null).map(({ id }) => id)).toEqual(['tomorrow', 'nextWeek', 'reply']);
  expect(snoozeTimes('', night, null)[1]?.until).toBe(at(30, 9));
});

it('offers a time before the window closes while there is one', () => {
  const before = (left: number) => snoozeTimes('', now, now + left).find(({ id }) => id === 'window')?.until;
  expect(before(6 * hour)).toBe(now + 5 * hour);
  expect(before(hour)).toBe(now + hour / 2);
  expect([before(0.2 * hour), before(-hour)]).toEqual([undefined, undefined]);
});

it('takes the time that was typed instead, and offers nothing for what is none', () => {
  expect(snoozeTimes('fri 9am', now, null)).toEqual([{ id: 'typed', until: at(27, 9) }]);
  expect(snoozeTimes('soon', now, null)).toEqual([]);
});
