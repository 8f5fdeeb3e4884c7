import { useState } from 'react';
import { Copy } from 'lucide-react';
import type { IntegrationToken } from '#shared/integration-token.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { api } from '../../api.ts';
import { actAdmin, reloadAdmin } from '../../entities/admin.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './api-keys.module.css';

interface GenerateTokenProps {
  account: IntegrationView;
  /** The one that is replaced. */
  token: IntegrationToken | null;
  onClose: () => void;
}

/** Asks, makes the token, and shows it this once. */
export function GenerateToken({ account, token, onClose }: GenerateTokenProps) {
  const [name, setName] = useState(token?.name ?? 'Enromatics');
  const [made, setMade] = useState<string | null>(null);
  const make = useAction(async () => {
    const answer = await actAdmin('createIntegrationToken', { body: { accountId: account.id, name: name.trim() } });
    if (answer === null) onClose();
    else setMade(answer.data.token);
  });
  if (made !== null) return <NewToken account={account} value={made} onClose={onClose} />;
  return (
    <ConfirmDialog
      open
      tone={token === null ? 'primary' : 'danger'}
      title={t(token === null ? 'apiKeys.generateTitle' : 'apiKeys.replaceTitle', { name: account.name })}
      confirm={t(token === null ? 'apiKeys.generateConfirm' : 'apiKeys.replaceConfirm')}
      busy={make.busy}
      error={make.error}
      onConfirm={() => void make.run()}
      onCancel={onClose}
    >
      <p>
        <Name text={account.name} /> · {t('apiKeys.waba', { id: account.wabaId })}
      </p>
      <p>{t(token === null ? 'apiKeys.generateText' : 'apiKeys.replaceText', { lastFour: token?.lastFour ?? '' })}</p>
      <Field
        label={t('apiKeys.name')}
        hint={t('apiKeys.nameHint')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
    </ConfirmDialog>
  );
}

function NewToken({ account, value, onClose }: { account: IntegrationView; value: string; onClose: () => void }) {
  const [connected, setConnected] = useState(false);
  const test = useAction(async () => {
    await api.admin.testToken({ token: value });
    setConnected(true);
    // Its first use shows on the page behind.
    void reloadAdmin();
  });
  return (
    <OneTimeDialog title={t('apiKeys.newTitle', { name: account.name })} done={t('apiKeys.saved')} onDone={onClose}>
      <p>{t('apiKeys.onceText')}</p>
      <code className={styles.secret} role="group" aria-label={t('apiKeys.token')}>
        {value}
      </code>
      <div className={styles.acts}>
        <Button icon={Copy} onClick={() => copyText(value)}>
          {t('apiKeys.copy')}
        </Button>
        <Button busy={test.busy} onClick={() => void test.run()}>
          {t('apiKeys.test')}
        </Button>
        <span role="status" className={styles.tested}>
          {connected && t('apiKeys.connected')}
        </span>
      </div>
      {test.error !== null && <Banner tone="danger">{describeError(test.error)}</Banner>}
      <p className={styles.share}>{t('apiKeys.share')}</p>
    </OneTimeDialog>
  );
}
