import type { BackupState } from '#shared/backup.ts';
import { backUp, chooseBackupFolder, keepBackups } from '../../entities/backups.ts';
import { useNow } from '../../entities/clock.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Group, Row } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Name } from '../../ui/user-text.tsx';
import { Progress } from './backup-progress.tsx';
import styles from './backup.module.css';

/** A backup that is this old when one is written each day is a warning. */
const oldMs = 48 * 60 * 60_000;

/** The daily backup: how old the last one is, where it goes, how many are kept. */
export function BackupGroup({ backups }: { backups: BackupState }) {
  const now = useNow();
  const write = useAction(backUp);
  const choose = useAction(chooseBackupFolder);
  const { last, problem, running, keep, folder, isDefaultFolder } = backups;
  const isOld = last !== null && now - last.at > oldMs;
  return (
    <div className={styles.stack}>
      {problem !== null && <Banner tone="danger">{t(`backup.problem.${problem.code}`)}</Banner>}
      {choose.error !== null && <Banner tone="danger">{describeError(choose.error)}</Banner>}
      <Group title={t('backup.group')}>
        <Row
          label={
            <>
              {t('backup.last')} {isOld && <Badge tone="warning">{t('backup.old')}</Badge>}
            </>
          }
          note={
            last === null ? (
              t('backup.never')
            ) : (
              <span title={formatFull(last.at)}>
                {formatAgo(last.at, now)} ·{' '}
                {t('backup.counts', {
                  conversations: formatNumber(last.counts.conversations),
                  messages: formatNumber(last.counts.messages),
                  files: formatNumber(last.counts.files),
                })}
                {last.missingFiles > 0 && ` · ${t('backup.missing', { count: last.missingFiles })}`}
              </span>
            )
          }
        >
          {running === null ? (
            <Button kind="primary" onClick={() => void write.run()}>
              {t('backup.now')}
            </Button>
          ) : (
            <Progress progress={running} />
          )}
        </Row>
        <Row
          label={t('backup.folder')}
          note={
            <>
              <Name text={folder} className={styles.path} />
              {isDefaultFolder && <span className={styles.warning}>{t('backup.sameDisk')}</span>}
            </>
          }
        >
          <Button onClick={() => void choose.run()}>{t('backup.choose')}</Button>
        </Row>
        <Row label={t('backup.keep')} note={t('backup.keepNote')}>
          <Segmented
            label={t('backup.keep')}
            value={keep}
            onChange={(count) => void keepBackups(count)}
            options={[3, 7, 14, 30].map((count) => ({ value: count, label: formatNumber(count) }))}
          />
        </Row>
      </Group>
    </div>
  );
}
