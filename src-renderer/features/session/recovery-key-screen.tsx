import { useState } from 'react';
import { Copy, CopyCheck, Download, Printer } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { forgetRecoveryKey } from './recovery-key-store.ts';
import { Stage } from './stage.tsx';
import styles from './session.module.css';

/** Ruling 42: shown once. It can't be left by a stray click, only by saying that the key is kept somewhere. */
export function RecoveryKeyScreen({ recoveryKey }: { recoveryKey: string }) {
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(recoveryKey);
    setCopied(true);
  };
  return (
    <Stage title={t('recoveryKey.title')} text={t('recoveryKey.lead')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (kept) forgetRecoveryKey();
        }}
      >
        <output className={styles.key} aria-label={t('recoveryKey.label')}>
          {recoveryKey}
        </output>
        <div className={styles.keyActions}>
          <Button icon={copied ? CopyCheck : Copy} onClick={() => void copy()}>
            {copied ? t('recoveryKey.copied') : t('recoveryKey.copy')}
          </Button>
          <Button icon={Download} onClick={() => saveAsFile(recoveryKey)}>
            {t('recoveryKey.save')}
          </Button>
          <Button icon={Printer} onClick={() => print()}>
            {t('recoveryKey.print')}
          </Button>
        </div>
        <label className={styles.confirm}>
          <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
          {t('recoveryKey.confirm')}
        </label>
        <Button kind="primary" size="large" type="submit" disabled={!kept}>
          {t('recoveryKey.continue')}
        </Button>
      </form>
    </Stage>
  );
}

function saveAsFile(recoveryKey: string): void {
  const url = URL.createObjectURL(
    new Blob([`${t('recoveryKey.fileText')}\n\n${recoveryKey}\n`], { type: 'text/plain' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = 'parley-recovery-key.txt';
  link.click();
  URL.revokeObjectURL(url);
}
