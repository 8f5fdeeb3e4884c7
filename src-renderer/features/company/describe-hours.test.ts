import { expect, it } from 'vitest';
import { describeOpenState, fromClock, placeOf, toClock, weekdayName } from './describe-hours.ts';

it('says when it opens by the clock of the place', () => {
  const monday = Date.parse('2026-11-23T08:00:00Z');
  expect(describeOpenState({ open: false, until: monday }, 'Europe/Berlin')).toMatch(
    /^Closed now\. Opens Monday.* (at )?09:00.* in Berlin\.$/,
  );
  expect(describeOpenState({ open: true, until: null }, null)).toBe('Always open.');
});

it('names places and days, and writes times as fields have them', () => {
  expect([placeOf('America/New_York'), weekdayName(0), weekdayName(6)]).toEqual(['New York', 'Monday', 'Sunday']);
  expect([toClock(545), toClock(1440), fromClock('09:05'), fromClock('')]).toEqual(['09:05', '00:00', 545, null]);
});
