import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import styles from './open-row.module.css';

interface OpenRowProps {
  /** The name of the row for those who hear it. */
  label: string;
  onOpen: () => void;
  /** For a row whose parts stand in columns. */
  className?: string | undefined;
  children: ReactNode;
}

/** A row of a list in a card; all of it leads to a page of its own. */
export function OpenRow({ label, onOpen, className = '', children }: OpenRowProps) {
  return (
    <li className={styles.row} aria-label={label}>
      <button type="button" className={`${styles.open} ${className}`} onClick={onOpen}>
        {children}
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" className={styles.chevron} />
      </button>
    </li>
  );
}
