import type { ReactNode } from 'react';
import styles from './badge.module.css';

/** A state in a word or two, in its colour. */
export function Badge({
  tone,
  children,
}: {
  tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger';
  children: ReactNode;
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
