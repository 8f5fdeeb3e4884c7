import { useId, type ReactNode } from 'react';
import { changeSettings } from '../../entities/settings.ts';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import styles from './settings.module.css';

// What every page of the settings is made of.

export function change(patch: Parameters<typeof changeSettings>[0]): void {
  changeSettings(patch).catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h4 id={id} className={styles.groupTitle}>
        {title}
      </h4>
      <div className={styles.card}>{children}</div>
    </section>
  );
}

export function Row({ label, note, children }: { label: ReactNode; note?: string; children: ReactNode }) {
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

export function PageHead({ title, lead }: { title: string; lead: string }) {
  return (
    <header className={styles.head}>
      <h3 className={styles.pageTitle}>{title}</h3>
      <p className={styles.lead}>{lead}</p>
    </header>
  );
}
