import { locale } from '../../i18n/i18n.ts';

const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** `98.5 %`; a dash where there is nothing to have a share of. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : format.format(share);
}
