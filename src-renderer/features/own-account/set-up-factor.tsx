import { useState } from 'react';
import { Copy } from 'lucide-react';
import { actAdmin } from '../../entities/admin.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import styles from './own-account.module.css';

interface SetUpFactorProps {
  secret: string;
  /** What the code for the camera holds. */
  uri: string;
  onClose: () => void;
  onDone: (recoveryCodes: readonly string[]) => void;
}

/** Scan, then type what the app shows: that it has the secret. */
export function SetUpFactor({ secret, uri, onClose, onDone }: SetUpFactorProps) {
  const [code, setCode] = useState('');
  const confirm = useAction(async () => {
    const answer = await actAdmin('confirmSecondFactor', { body: { code: code.trim() } });
    if (answer !== null) onDone(answer.recoveryCodes);
  });
  const isWhole = /^\d{6}$/.test(code.replaceAll(' ', ''));
  return (
    <Dialog open onClose={onClose} title={t('ownAccount.setUpTitle')} width="narrow">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) void confirm.run();
        }}
      >
        <p className={styles.text}>{t('ownAccount.scan')}</p>
        <div className={styles.scan}>
          <QrCode text={uri} label={t('ownAccount.code')} />
          <div className={styles.byHand}>
            <p className={styles.text}>{t('ownAccount.byHand')}</p>
            <code className={styles.secret} role="group" aria-label={t('ownAccount.secret')}>
              {secret.match(/.{1,4}/g)?.join(' ')}
            </code>
            <Button size="small" icon={Copy} onClick={() => copyText(secret)}>
              {t('ownAccount.copySecret')}
            </Button>
          </div>
        </div>
        <Field
          label={t('ownAccount.digits')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          value={code}
          error={confirm.error === null ? null : describeError(confirm.error)}
          onChange={(event) => setCode(event.target.value)}
        />
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={confirm.busy} disabled={!isWhole}>
            {t('ownAccount.turnOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
