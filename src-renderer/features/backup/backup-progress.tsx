import type { BackupProgress } from '#shared/backup.ts';
import { cancelBackup } from '../../entities/backups.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import styles from './backup.module.css';

/** How far it is, and the way to call it off. Only files are counted; the database is one step. */
export function Progress({ progress }: { progress: BackupProgress }) {
  const { step, done, total } = progress;
  const counted = step === 'files' && total > 0;
  const text = counted
    ? t('backup.step.filesOf', { done: formatNumber(done), total: formatNumber(total) })
    : t(`backup.step.${step}`);
  return (
    <div className={styles.progress}>
      <span role="status">{text}</span>
      <progress className={styles.bar} aria-label={text} {...(counted && { value: done, max: total })} />
      <Button size="small" onClick={() => void cancelBackup()}>
        {t('action.cancel')}
      </Button>
    </div>
  );
}
