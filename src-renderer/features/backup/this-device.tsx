import { useState } from 'react';
import { DatabaseBackup } from 'lucide-react';
import { useIsOwnCompany } from '../../entities/app-state.ts';
import { useBackups } from '../../entities/backups.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { BackupGroup } from './backup-group.tsx';
import { RecoveryKeyRow } from './recovery-key-row.tsx';
import { RestoreForm } from './restore-form.tsx';
import { SessionsGroup } from './sessions-group.tsx';

/** What this computer keeps, and what becomes of it when the computer is lost. */
export function ThisDevice() {
  const backups = useBackups((state) => state.backups);
  const isOwn = useIsOwnCompany();
  const [restores, setRestores] = useState(false);
  return (
    <>
      <PageHead title={t('device.title')} lead={t('device.lead')} />
      {isOwn && backups?.available === true ? (
        <>
          <BackupGroup backups={backups} />
          <Group title={t('restore.group')}>
            <Row label={t('restore.row')} note={t('restore.rowNote')}>
              <Button onClick={() => setRestores(true)}>{t('restore.open')}</Button>
            </Row>
            <RecoveryKeyRow />
          </Group>
        </>
      ) : (
        <EmptyState icon={DatabaseBackup} title={t('backup.elsewhere')} text={t('backup.elsewhereText')} />
      )}
      <SessionsGroup />
      <Dialog open={restores} onClose={() => setRestores(false)} title={t('restore.title')}>
        {restores && <RestoreForm onBack={() => setRestores(false)} />}
      </Dialog>
    </>
  );
}
