import { expect, it } from 'vitest';
import { daysBetween, formatCompact, formatDivider, formatShort, formatSpan } from './format-time.ts';

const now = new Date(2026, 10, 18, 12, 0).getTime();
const minute = 60_000;
const hour = 60 * minute;

it('tells list times from just now to another year', () => {
  const ago = (ms: number) => formatShort(now - ms, now);
  expect([ago(5_000), ago(7 * minute)]).toEqual(['now', '7m']);
  expect(ago(2 * hour)).toMatch(/^10:00/);
  expect(ago(24 * hour)).toBe('Yesterday');
  expect(ago(3 * 24 * hour)).toBe('Sun');
  expect(ago(30 * 24 * hour)).toMatch(/19/);
  expect(ago(400 * 24 * hour)).toMatch(/2025/);
});

it('calls a message of the future of a wrong clock new', () => {
  expect(formatShort(now + hour, now)).toBe('now');
});

it('counts calendar days, not spans of 24 hours', () => {
  expect(daysBetween(new Date(2026, 2, 1, 23, 59).getTime(), new Date(2026, 2, 2, 0, 1).getTime())).toBe(1);
  // The night in which many clocks change has 23 hours.
  expect(daysBetween(new Date(2026, 2, 28, 12).getTime(), new Date(2026, 2, 30, 12).getTime())).toBe(2);
});

it('names the day of a divider', () => {
  expect(formatDivider(now, now)).toBe('Today');
  expect(formatDivider(now - 24 * hour, now)).toBe('Yesterday');
  expect(formatDivider(now - 9 * 24 * hour, now)).toMatch(/Monday.*9|9.*Monday/);
});

it('says how long is left, in minutes only while they matter', () => {
  expect([40_000, 12 * minute, 3 * hour + 20 * minute, 23 * hour + 59 * minute, 3 * 24 * hour].map(formatSpan)).toEqual(
    ['less than a minute', '12 min', '3 h 20 min', '23 h', '3 days'],
  );
});

it('keeps counts short', () => {
  expect([950, 50_000].map(formatCompact).map((text) => text.toLowerCase())).toEqual(['950', '50k']);
});
