import type { OpenState } from '#shared/business-hours.ts';
import { locale, t } from '../../i18n/i18n.ts';

/** `Berlin` of `Europe/Berlin`. */
export const placeOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/** “Closed now. Opens Monday 09:00 in Berlin.” */
export function describeOpenState({ open, until }: OpenState, timeZone: string | null): string {
  const state = t(open ? 'company.openNow' : 'company.closedNow');
  if (until === null)
    return timeZone === null ? t('company.alwaysOpen') : `${state} ${t(open ? 'company.stays' : 'company.neverOpens')}`;
  const clock = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === null ? {} : { timeZone }),
  });
  return `${state} ${t(open ? 'company.closesAt' : 'company.opensAt', { time: clock.format(until), place: placeOf(timeZone ?? '') })}`;
}

/** Monday first; of a week that is long past. */
export function weekdayName(weekday: number, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + weekday));
}

/** As a time field has it: `09:05`. Midnight at the end of a day is `00:00`. */
export function toClock(minutes: number): string {
  const inDay = minutes % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** Minutes after midnight; null for what is no time. */
export function fromClock(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
