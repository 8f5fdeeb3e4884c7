import type { UserId } from '#shared/ids.ts';
import { PresenceStatus } from '#shared/presence.ts';
import { setStatus, usePerson, usePresence } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { describeError } from '../../ui/describe-error.ts';
import { MenuChoice } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.ts';
import styles from './status.module.css';

/** One's own status, for the menu of one's own face. */
export function StatusChoice() {
  const status = usePresence((state) => state.status);
  return (
    <MenuChoice
      label={t('presence.status')}
      value={status}
      onChange={(next) => void chooseStatus(next)}
      options={PresenceStatus.options.map((value) => ({
        value,
        lead: <span className={styles.dot} data-status={value} />,
        label: t(`presence.${value}`),
      }))}
    />
  );
}

export async function chooseStatus(status: PresenceStatus): Promise<void> {
  try {
    await setStatus(status);
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
  }
}

/** Decorative: what it says stands in the menu. */
export function OwnStatusDot() {
  const status = usePresence((state) => state.status);
  const isLive = usePresence((state) => state.live);
  return <span className={styles.corner} data-status={isLive ? status : 'unknown'} aria-hidden="true" />;
}

/** A colleague's, with its name for those who can't see colours. Nothing is said while nothing is known. */
export function StatusDot({ userId }: { userId: UserId }) {
  const person = usePerson(userId);
  const isLive = usePresence((state) => state.live);
  if (!isLive) return null;
  const status = person?.status ?? 'gone';
  return <span className={styles.dot} data-status={status} role="img" aria-label={t(`presence.${status}`)} />;
}
