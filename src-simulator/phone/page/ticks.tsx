import { Check, CheckCheck } from 'lucide-react';
import type { Tick } from '../wire.ts';
import styles from './ticks.module.css';

const names = { sent: 'Sent', delivered: 'Delivered', read: 'Read' } as const;

/** One tick sent, two delivered, two blue read. */
export function Ticks({ tick }: { tick: Tick }) {
  const Icon = tick === 'sent' ? Check : CheckCheck;
  return (
    <span className={styles['ticks']} data-tick={tick}>
      <Icon size={16} strokeWidth={2} aria-hidden />
      <span className="visually-hidden">{names[tick]}</span>
    </span>
  );
}
