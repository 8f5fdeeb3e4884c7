const clockFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekdayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const dateFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDateFormat = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: '2-digit', year: '2-digit' });

const dayMs = 86_400_000;

/** `14:05` */
export function formatClock(at: number): string {
  return clockFormat.format(at);
}

/** The divider above a day's messages: Today, Yesterday, a weekday within the week, else the date. */
export function formatDay(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? weekdayFormat.format(at) : dateFormat.format(at);
}

/** The time in a row of the chat list. */
export function formatRowTime(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return formatClock(at);
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? weekdayFormat.format(at) : shortDateFormat.format(at);
}

export function isSameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b);
}

function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
