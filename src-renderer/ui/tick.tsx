import { Check, CheckCheck, CircleAlert, CircleHelp, CirclePause, Clock3, type LucideIcon } from 'lucide-react';
import type { Tick } from '#shared/message.ts';
import { t } from '../i18n/i18n.ts';
import styles from './tick.module.css';

const icons: Record<Tick, LucideIcon> = {
  clock: Clock3,
  held: CirclePause,
  uncertain: CircleHelp,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

/** How far an own message got: the mark everybody knows, with its name for screen readers. */
export function TickMark({ tick, size = 14 }: { tick: Tick; size?: number }) {
  const Icon = icons[tick];
  return (
    <Icon
      className={styles.tick}
      data-tick={tick}
      size={size}
      strokeWidth={2}
      role="img"
      aria-label={t(`tick.${tick}`)}
    />
  );
}
