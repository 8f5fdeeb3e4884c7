import { useState } from 'react';
import { Copy } from 'lucide-react';
import { renewRecoveryKey } from '../../entities/backups.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import { Row } from '../../ui/page.tsx';
import styles from './backup.module.css';

/** A new recovery key: for who lost the old one, or fears that somebody has it. */
export function RecoveryKeyRow() {
  const [asks, setAsks] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const renew = useAction(async () => {
    const answer = await renewRecoveryKey();
    setAsks(false);
    if (answer !== null) setMade(answer.recoveryKey);
  });
  return (
    <Row label={t('recovery.key')} note={t('backup.keyNote')}>
      <Button onClick={() => setAsks(true)}>{t('backup.newKey')}</Button>
      {asks && (
        <ConfirmDialog
          open
          title={t('backup.newKeyTitle')}
          confirm={t('backup.newKeyConfirm')}
          busy={renew.busy}
          error={renew.error}
          onConfirm={() => void renew.run()}
          onCancel={() => setAsks(false)}
        >
          <p>{t('backup.newKeyText')}</p>
        </ConfirmDialog>
      )}
      {made !== null && (
        <OneTimeDialog title={t('recoveryKey.title')} done={t('recoveryKey.confirm')} onDone={() => setMade(null)}>
          <p>{t('recoveryKey.lead')}</p>
          <output className={styles.key} aria-label={t('recoveryKey.label')}>
            {made}
          </output>
          <div>
            <Button icon={Copy} onClick={() => copyText(made)}>
              {t('recoveryKey.copy')}
            </Button>
          </div>
        </OneTimeDialog>
      )}
    </Row>
  );
}
