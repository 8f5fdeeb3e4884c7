import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import styles from './section-screen.module.css';

interface SectionScreenProps<S extends string> {
  /** For the keyboard's way from pane to pane. */
  pane: string;
  title: string;
  /** Accessible name of the list. */
  listLabel: string;
  groups: readonly { title: string; sections: readonly { id: S; label: string; icon: LucideIcon }[] }[];
  section: S;
  onSelect: (section: S) => void;
  /** The page is still being asked for. */
  busy?: boolean;
  /** The page of the section. */
  children: ReactNode;
}

/** A list of sections, a page for each: settings and administration. */
export function SectionScreen<S extends string>(props: SectionScreenProps<S>) {
  const { pane, title, listLabel, groups, section, onSelect, busy = false, children } = props;
  return (
    <main className={styles.screen} data-pane={pane} aria-label={title}>
      <nav className={styles.nav} aria-label={listLabel}>
        <h2 className={styles.title}>{title}</h2>
        {groups.map((group) => (
          <div key={group.title} className={styles.navGroup} role="group" aria-label={group.title}>
            <p className={styles.navTitle} aria-hidden="true">
              {group.title}
            </p>
            {group.sections.map(({ id, label, icon: Icon }) => (
              <button
                key={id}
                type="button"
                className={styles.link}
                aria-current={id === section ? 'page' : undefined}
                onClick={() => onSelect(id)}
              >
                <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
                {label}
              </button>
            ))}
          </div>
        ))}
      </nav>
      {/* A page may hold nothing to focus, and still scroll: the keyboard needs a way in. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroller} tabIndex={0}>
        <div className={styles.page} aria-busy={busy || undefined}>
          {children}
        </div>
      </div>
    </main>
  );
}
