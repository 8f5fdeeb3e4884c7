import { t } from '../i18n/i18n.ts';
import { Avatar } from './avatar.tsx';
import { formatAgo } from './format-ago.ts';
import { visibleName } from './text-hygiene.ts';
import styles from './viewer-stack.module.css';

interface ViewerStackProps {
  viewers: readonly { user: { id: string; name: string }; leftAt: number | null }[];
  /** Epoch ms, to the second where somebody has left. */
  now: number;
  size: 18 | 24;
}

const shownAtMost = 3;

/** Who looks at something: faces with a ring, faded once they have left, each saying how long ago that was. */
export function ViewerStack({ viewers, now, size }: ViewerStackProps) {
  if (viewers.length === 0) return null;
  const more = viewers.length - shownAtMost;
  return (
    <span className={styles.stack} data-size={size}>
      {viewers.slice(0, shownAtMost).map(({ user, leftAt }) => {
        const label = describe(visibleName(user.name), leftAt, now);
        return (
          <span
            key={user.id}
            className={styles.face}
            data-left={leftAt !== null}
            role="img"
            aria-label={label}
            title={label}
          >
            <Avatar id={user.id} name={user.name} size={size} />
          </span>
        );
      })}
      {more > 0 && <span className={styles.more}>+{more}</span>}
    </span>
  );
}

function describe(name: string, leftAt: number | null, now: number): string {
  return leftAt === null
    ? t('presence.viewing', { name })
    : t('presence.viewed', { name, ago: formatAgo(leftAt, now) });
}
