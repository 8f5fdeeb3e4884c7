import { useId, type ReactNode } from 'react';
import styles from './page.module.css';

// What every page of the settings and of the administration is made of.

/** `children`: what stands beside the title: how fresh the page is, its main act. */
export function PageHead({ title, lead, children }: { title: ReactNode; lead: string; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h3 className={styles.pageTitle}>{title}</h3>
        <p className={styles.lead}>{lead}</p>
      </div>
      {children}
    </header>
  );
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h4 id={id} className={styles.groupTitle}>
        {title}
      </h4>
      <div className={styles.card}>{children}</div>
    </section>
  );
}

export function Row({ label, note, children }: { label: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.row}>
      <div className={styles.rowText}>
        <p className={styles.rowLabel}>{label}</p>
        {note !== undefined && <p className={styles.rowNote}>{note}</p>}
      </div>
      {children}
    </div>
  );
}
