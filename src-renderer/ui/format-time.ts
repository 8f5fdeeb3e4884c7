import { locale, t } from '../i18n/i18n.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clockFormat = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dateFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const longDayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const fullFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const numberFormat = new Intl.NumberFormat(locale);

export const formatClock = (at: number): string => clockFormat.format(at);
export const formatDay = (at: number): string => dateFormat.format(at);
export const formatFull = (at: number): string => fullFormat.format(at);
const compactFormat = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

export const formatNumber = (value: number): string => numberFormat.format(value);
/** `950`, `7.5K`, `50K`: where a count must not push its neighbours away. */
export const formatCompact = (value: number): string => compactFormat.format(value);

/** Of a sound or film: `0:07`, `12:30`, `1:02:03`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(whole % 60)}`;
}

/** Days between the calendar days of two times, in this machine's time zone. */
export function daysBetween(earlier: number, later: number): number {
  const startOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((startOf(later) - startOf(earlier)) / day);
}

/** For list rows: `now`, `5m`, `10:02`, `Yesterday`, `Mon`, `12 Nov`, `12 Nov 2024`. */
export function formatShort(at: number, now: number): string {
  const age = now - at;
  if (age < minute) return t('time.now');
  if (age < hour) return t('time.minutes', { count: Math.floor(age / minute) });
  const days = daysBetween(at, now);
  if (days === 0) return formatClock(at);
  if (days === 1) return t('time.yesterday');
  if (days < 7) return weekdayFormat.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayFormat.format(at) : dateFormat.format(at);
}

/** For day dividers: `Today`, `Yesterday`, `Monday, 3 November`, with the year once it is another one. */
export function formatDivider(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return t('time.today');
  if (days === 1) return t('time.yesterday');
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? longDayFormat.format(at) : dateFormat.format(at);
}

const weekdayTimeFormat = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
const dayTimeFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** Of a time to come: `18:00`, `tomorrow, 09:00`, `Mon 09:00`, `24 Dec, 09:00`. */
export function formatAhead(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return formatClock(at);
  if (days === 1) return t('plan.tomorrowAt', { time: formatClock(at) });
  return days < 7 ? weekdayTimeFormat.format(at) : dayTimeFormat.format(at);
}

/** `3 h 20 min`, `12 min`, `less than a minute`: how long is left or has passed. */
export function formatSpan(ms: number): string {
  if (ms < minute) return t('time.moment');
  const hours = Math.floor(ms / hour);
  const minutes = Math.floor((ms % hour) / minute);
  if (hours >= 48) return t('time.spanDays', { count: Math.floor(hours / 24) });
  if (hours === 0) return t('time.spanMinutes', { minutes });
  // From four hours on nobody counts minutes.
  return minutes === 0 || hours >= 4 ? t('time.spanHours', { hours }) : t('time.spanBoth', { hours, minutes });
}
