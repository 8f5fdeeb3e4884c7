import type { ReactNode } from 'react';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import styles from './banner.module.css';

const icons = { info: Info, warning: TriangleAlert, danger: CircleAlert };

/** A sentence that needs attention, in place, with what to do about it. */
export function Banner({
  tone,
  children,
  actions,
}: {
  tone: keyof typeof icons;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'info' ? undefined : 'alert'}>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
