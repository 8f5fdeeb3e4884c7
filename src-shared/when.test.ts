import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWhen } from './when.ts';

/** Saturday, 21 November 2026, 10:20 on this machine's clock. */
const now = new Date(2026, 10, 21, 10, 20).getTime();
const local = (at: number | null): string | null => {
  if (at === null) return null;
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
};

describe('in Arabic', () => {
  it.each([
    ['بعد ساعة', '2026-11-21 11:20'],
    ['بعد ساعتين', '2026-11-21 12:20'],
    ['خلال 3 ساعات', '2026-11-21 13:20'],
    ['بعد ٣٠ دقيقة', '2026-11-21 10:50'],
    ['بعد نصف ساعة', '2026-11-21 10:50'],
    ['بعد يومين', '2026-11-23 10:20'],
    ['بعد أسبوع', '2026-11-28 10:20'],
    ['غدًا', '2026-11-22 09:00'],
    ['غدا الساعة 8', '2026-11-22 08:00'],
    ['غداً ٨ مساءً', '2026-11-22 20:00'],
    ['بعد غد', '2026-11-23 09:00'],
    ['يوم الجمعة 9 صباحا', '2026-11-27 09:00'],
    ['الإثنين', '2026-11-23 09:00'],
    ['الأسبوع القادم', '2026-11-23 09:00'],
    ['مساء', '2026-11-21 18:00'],
    ['24 ديسمبر', '2026-12-24 09:00'],
  ])('%s', (text, expected) => expect(local(parseWhen(text, now))).toBe(expected));
});

describe('in English', () => {
  it.each([
    ['in 2 hours', '2026-11-21 12:20'],
    ['2h', '2026-11-21 12:20'],
    ['1.5 hours', '2026-11-21 11:50'],
    ['90 min', '2026-11-21 11:50'],
    ['in half an hour', '2026-11-21 10:50'],
    ['in an hour', '2026-11-21 11:20'],
    ['in 3 days', '2026-11-24 10:20'],
    ['in a week', '2026-11-28 10:20'],
    ['in 3 months', '2027-02-21 10:20'],
    ['tomorrow', '2026-11-22 09:00'],
    ['tomorrow 8', '2026-11-22 08:00'],
    ['8am tomorrow', '2026-11-22 08:00'],
    ['tomorrow at 16:30', '2026-11-22 16:30'],
    ['tomorrow afternoon', '2026-11-22 14:00'],
    ['tonight', '2026-11-21 20:00'],
    ['fri 9am', '2026-11-27 09:00'],
    ['Friday, 9:15 am', '2026-11-27 09:15'],
    ['on monday at noon', '2026-11-23 12:00'],
    ['next monday', '2026-11-23 09:00'],
    ['sat', '2026-11-28 09:00'],
    ['next sunday', '2026-11-29 09:00'],
    ['next week', '2026-11-23 09:00'],
    ['next month', '2026-12-01 09:00'],
    ['9', '2026-11-22 09:00'],
    ['11', '2026-11-21 11:00'],
    ['12 am', '2026-11-22 00:00'],
    ['12pm', '2026-11-21 12:00'],
    ['24 dec', '2026-12-24 09:00'],
    ['dec 24 5pm', '2026-12-24 17:00'],
    ['Jan 3rd', '2027-01-03 09:00'],
    ['2026-12-01 14:00', '2026-12-01 14:00'],
  ])('%s is %s', (text, expected) => expect(local(parseWhen(text, now))).toBe(expected));
});

describe('in German', () => {
  it.each([
    ['in 2 Stunden', '2026-11-21 12:20'],
    ['in einer halben Stunde', '2026-11-21 10:50'],
    ['in einer Woche', '2026-11-28 10:20'],
    ['morgen', '2026-11-22 09:00'],
    ['morgen 8', '2026-11-22 08:00'],
    ['morgen um 8 Uhr 30', '2026-11-22 08:30'],
    ['morgen früh', '2026-11-22 09:00'],
    ['übermorgen 16 Uhr', '2026-11-23 16:00'],
    ['heute Abend', '2026-11-21 18:00'],
    ['Freitag 9 Uhr', '2026-11-27 09:00'],
    ['am Montag', '2026-11-23 09:00'],
    ['nächsten Dienstag', '2026-11-24 09:00'],
    ['nächste Woche', '2026-11-23 09:00'],
    ['24.12.', '2026-12-24 09:00'],
    ['24.12. 15:00', '2026-12-24 15:00'],
    ['3.1.2027', '2027-01-03 09:00'],
    ['24. Dezember', '2026-12-24 09:00'],
  ])('%s is %s', (text, expected) => expect(local(parseWhen(text, now))).toBe(expected));
});

it.each(['', 'soon', 'yesterday', 'today 9am', '25:00', '13pm', '31.2.', '2020-01-01', 'in 0 hours', 'fri fri', '8 9'])(
  'does not guess what “%s” means',
  (text) => expect(parseWhen(text, now)).toBeNull(),
);

it('“next” skips a day that is still within this week', () => {
  const tuesday = new Date(2026, 10, 17, 8).getTime();
  expect(local(parseWhen('fri', tuesday))).toBe('2026-11-20 09:00');
  expect(local(parseWhen('next fri', tuesday))).toBe('2026-11-27 09:00');
});

it('a month later is the last day of a shorter month', () => {
  expect(local(parseWhen('in a month', new Date(2027, 0, 31, 8).getTime()))).toBe('2027-02-28 08:00');
});

it('whatever is typed, the answer is later than now or none', () => {
  const pieces = fc.constantFrom(
    'in',
    '2',
    '9am',
    'fri',
    'next',
    'morgen',
    'um',
    'dec',
    '24.',
    '12.',
    'h',
    'noon',
    '2026',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 5 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const at = parseWhen(text, now);
      expect(at === null || (Number.isFinite(at) && at > now)).toBe(true);
    }),
  );
});
