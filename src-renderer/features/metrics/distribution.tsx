import { formatNumber } from '../../ui/format-time.ts';
import styles from './metrics.module.css';

interface DistributionPart {
  tone: 'ok' | 'info' | 'warn' | 'bad' | 'none';
  label: string;
  count: number;
}

/** One bar of parts, with every part's number beneath it. */
export function Distribution({ label, parts }: { label: string; parts: readonly DistributionPart[] }) {
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ tone, label: name, count }) => (
            <span key={name} className={styles.piece} data-tone={tone} style={{ flexGrow: count }} />
          ))}
      </div>
      <ul className={styles.legend} aria-label={label}>
        {parts.map(({ tone, label: name, count }) => (
          <li key={name} className={styles.entry}>
            <span className={styles.dot} data-tone={tone} />
            {name} <strong>{formatNumber(count)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}
