import { z } from 'zod';

// When a company answers. A week of spans by the clock of one place; daylight saving, spans over midnight and holidays
// are worked out here, with Intl alone, for the server and for every screen alike.

const minutesOfDay = 24 * 60;
const minuteMs = 60_000;
const dayMs = minutesOfDay * minuteMs;
/** Further ahead nobody asks when it opens. */
const daysAhead = 400;
/** Who is open for so long without a break is always open. */
const alwaysAfterDays = 21;

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const TimeZone = z.string().min(1).max(64).refine(isTimeZone, 'must be a time zone like Europe/Berlin');

/** Minutes after midnight. `to` not after `from`: it ends on the next day. */
export const Span = z.object({
  from: z
    .int()
    .min(0)
    .max(minutesOfDay - 1),
  to: z.int().min(1).max(minutesOfDay),
});
export type Span = z.infer<typeof Span>;

const Spans = z.array(Span).max(6);

/** A day that is not like the others of its week: no spans, no answers. */
export const Holiday = z.object({
  date: z.iso.date(),
  name: z.string().trim().max(100),
  spans: Spans,
});
export type Holiday = z.infer<typeof Holiday>;

/** `week`: Monday first. */
export const BusinessHours = z.object({
  timeZone: TimeZone,
  week: z.array(Spans).length(7),
  holidays: z
    .array(Holiday)
    .max(200)
    .refine((all) => new Set(all.map(({ date }) => date)).size === all.length, 'may name each day once'),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

/** `until`: when that changes, epoch ms; null: not in sight. */
export interface OpenState {
  open: boolean;
  until: number | null;
}

/** Is the company there at `now`, and until when does that hold? Hours that are null are always open. Pure. */
export function openStateAt(hours: BusinessHours | null, now: number): OpenState {
  if (hours === null) return { open: true, until: null };
  const today = dateAt(hours.timeZone, now);
  let openUntil: number | null = null;
  // Yesterday may reach into today.
  for (let offset = -1; offset <= daysAhead; offset++) {
    if (openUntil !== null && offset > alwaysAfterDays) return { open: true, until: null };
    for (const { start, end } of spansOn(hours, today + offset * dayMs)) {
      if (openUntil !== null) {
        if (start > openUntil) return { open: true, until: openUntil };
        openUntil = Math.max(openUntil, end);
      } else if (start > now) return { open: false, until: start };
      else if (end > now) openUntil = end;
    }
  }
  return openUntil === null ? { open: false, until: null } : { open: true, until: openUntil };
}

/** The spans of a day, in order, as epoch ms. `date`: midnight of that date in UTC. */
function spansOn({ timeZone, week, holidays }: BusinessHours, date: number): { start: number; end: number }[] {
  const iso = new Date(date).toISOString().slice(0, 10);
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  const spans = holidays.find((holiday) => holiday.date === iso)?.spans ?? week[weekday] ?? [];
  return spans
    .map(({ from, to }) => ({
      start: epochOf(timeZone, date + from * minuteMs),
      end: epochOf(timeZone, date + (to <= from ? to + minutesOfDay : to) * minuteMs),
    }))
    .toSorted((a, b) => a.start - b.start);
}

/** Midnight, in UTC, of the date that it is in `timeZone`. */
function dateAt(timeZone: string, at: number): number {
  const local = at + offsetAt(timeZone, at);
  return local - (((local % dayMs) + dayMs) % dayMs);
}

/**
 * The moment at which the clock of `timeZone` shows `wall` (epoch ms as if it were UTC): the first one when it shows it
 * twice. What it never shows, because the clock was put forward, counts from before the jump.
 */
function epochOf(timeZone: string, wall: number): number {
  const before = offsetAt(timeZone, wall - dayMs);
  const after = offsetAt(timeZone, wall + dayMs);
  const fits = [wall - before, wall - after].filter((at) => at + offsetAt(timeZone, at) === wall);
  return fits.length === 0 ? wall - before : Math.min(...fits);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far the clock of `timeZone` is ahead of UTC at a moment, ms. */
function offsetAt(timeZone: string, at: number): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const whole = Math.floor(at / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
