import type { ServiceWindow } from '#shared/service-window.ts';
import { windowMs } from '#shared/service-window.ts';
import { t } from '../i18n/i18n.ts';
import { formatSpan } from './format-time.ts';
import styles from './window-ring.module.css';

const radius = 6;
const circumference = 2 * Math.PI * radius;

/** The service window as an arc that empties over 24 hours; hollow when it is closed. */
export function WindowRing({ window, size = 16 }: { window: ServiceWindow; size?: number }) {
  const open = window.state === 'open';
  const fraction = open ? Math.min(1, window.leftMs / windowMs) : 0;
  return (
    <svg
      className={styles.ring}
      data-urgency={open ? window.urgency : 'closed'}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role="img"
      aria-label={describeWindow(window)}
    >
      <circle className={styles.track} cx="8" cy="8" r={radius} />
      {open && (
        <circle
          className={styles.arc}
          cx="8"
          cy="8"
          r={radius}
          strokeDasharray={`${Math.max(0.04, fraction) * circumference} ${circumference}`}
          transform="rotate(-90 8 8)"
        />
      )}
    </svg>
  );
}

export function describeWindow(window: ServiceWindow): string {
  return window.state === 'open' ? t('window.open', { span: formatSpan(window.leftMs) }) : t('window.closed');
}
