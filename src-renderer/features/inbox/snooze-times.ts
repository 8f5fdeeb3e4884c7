import { parseWhen } from '#shared/when.ts';

export type SnoozeId = 'later' | 'evening' | 'tomorrow' | 'nextWeek' | 'window' | 'reply' | 'typed';

/** `until` null: until the customer writes. */
export interface SnoozeTime {
  id: SnoozeId;
  until: number | null;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * What is offered to put a conversation aside: what was typed, if it is a time, otherwise the usual ones that still lie
 * ahead. `windowClosesAt`: of the one conversation it is for.
 */
export function snoozeTimes(text: string, now: number, windowClosesAt: number | null): SnoozeTime[] {
  if (text !== '') {
    const typed = parseWhen(text, now);
    return typed === null ? [] : [{ id: 'typed', until: typed }];
  }
  const halfHour = 30 * minute;
  const later = Math.ceil((now + 3 * hour) / halfHour) * halfHour;
  const evening = at(now, 0, 18);
  const isSameDay = new Date(later).getDate() === new Date(now).getDate();
  const daysToMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const offered: SnoozeTime[] = [
    ...(isSameDay ? [{ id: 'later' as const, until: later }] : []),
    ...(evening > later ? [{ id: 'evening' as const, until: evening }] : []),
    { id: 'tomorrow', until: at(now, 1, 9) },
    { id: 'nextWeek', until: at(now, daysToMonday, 9) },
  ];
  const before = windowClosesAt === null ? null : beforeWindow(windowClosesAt, now);
  if (before !== null) offered.push({ id: 'window', until: before });
  return [...offered, { id: 'reply', until: null }];
}

/** With an hour left to answer, or half of what there is; null when it is not worth it. */
function beforeWindow(closesAt: number, now: number): number | null {
  const left = closesAt - now;
  if (left < 20 * minute) return null;
  return left > 2 * hour ? closesAt - hour : now + left / 2;
}

function at(now: number, days: number, hours: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(hours, 0, 0, 0);
}
