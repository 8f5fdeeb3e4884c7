import { Copy } from 'lucide-react';
import { copyText } from '../../entities/clipboard.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import styles from './own-account.module.css';

/** For a lost phone: shown here, this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <OneTimeDialog title={t('ownAccount.codesTitle')} done={t('ownAccount.codesDone')} onDone={onDone}>
      <p>{t('ownAccount.codesText')}</p>
      <ul className={styles.codes} aria-label={t('ownAccount.recovery')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button icon={Copy} onClick={() => copyText(codes.join('\n'))}>
        {t('ownAccount.copyCodes')}
      </Button>
    </OneTimeDialog>
  );
}
