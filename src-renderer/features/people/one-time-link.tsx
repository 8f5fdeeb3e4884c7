import { Copy } from 'lucide-react';
import type { PasswordLink } from '#shared/wire/users-routes.ts';
import { copyText } from '../../entities/clipboard.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import styles from './people.module.css';

/** The link by which somebody sets their password: shown here, this once. */
export function OneTimeLink({ name, made, onDone }: { name: string; made: PasswordLink; onDone: () => void }) {
  return (
    <OneTimeDialog title={t('people.linkTitle', { name })} done={t('people.linkDone')} onDone={onDone}>
      <p>{t('people.linkText')}</p>
      <code className={styles.link} role="group" aria-label={t('people.link')}>
        {made.link}
      </code>
      <div className={styles.acts}>
        <Button icon={Copy} onClick={() => copyText(made.link)}>
          {t('people.copyLink')}
        </Button>
      </div>
      <p className={styles.faint}>{t('people.linkUntil', { time: formatFull(made.expiresAt) })}</p>
    </OneTimeDialog>
  );
}
