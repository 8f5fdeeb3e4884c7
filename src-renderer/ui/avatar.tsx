import { UserRound } from 'lucide-react';
import { hueOf, initialsOf } from './initials.ts';
import { visibleName } from './text-hygiene.ts';
import styles from './avatar.module.css';

/** Initials on the person's own hue. Decorative: the name always stands beside it. */
export function Avatar({ id, name, size = 36 }: { id: string; name: string; size?: 18 | 24 | 28 | 36 | 64 }) {
  const initials = initialsOf(visibleName(name));
  return (
    <span className={styles.avatar} data-size={size} style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initials === '' ? <UserRound size={Math.round(size / 2)} strokeWidth={1.5} /> : initials}
    </span>
  );
}
