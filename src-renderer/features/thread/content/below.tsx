import type { ReactNode } from 'react';
import styles from './below.module.css';

/** Time and tick on a line of their own, below what leaves them no room. */
export function Below({ children }: { children: ReactNode }) {
  return children === undefined || children === null ? null : <div className={styles.below}>{children}</div>;
}
