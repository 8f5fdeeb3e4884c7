import { locale, t } from '../i18n/i18n.ts';

const format = new Intl.RelativeTimeFormat(locale, { style: 'short' });

/** `just now`, `20 sec. ago`, `3 min. ago`, `2 hr. ago`, `3 days ago`: how fresh something is. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 2) return t('presence.justNow');
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 2 * 86_400) return format.format(-Math.floor(seconds / 3600), 'hour');
  return format.format(-Math.floor(seconds / 86_400), 'day');
}
