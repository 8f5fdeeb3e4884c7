import { t } from '../i18n/i18n.ts';
import { formatClock, formatFull } from './format-time.ts';
import styles from './as-of.module.css';

interface AsOfProps {
  /** Epoch ms; null: there never was an answer. */
  asOf: number | null;
  /** The last question was not answered: what is shown is from then, not from now. */
  isOld: boolean;
}

/** How true a page is. */
export function AsOf({ asOf, isOld }: AsOfProps) {
  if (asOf === null) return null;
  return (
    <span className={styles.asOf} data-old={isOld || undefined} title={formatFull(asOf)}>
      {t(isOld ? 'asOf.old' : 'asOf.now', { time: isOld ? formatFull(asOf) : formatClock(asOf) })}
    </span>
  );
}
