import { useState } from 'react';
import type { Verification } from '#shared/account.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { showToast } from '../../ui/toasts.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { goTo } from './accounts-store.ts';
import { CredentialsFields, type Entered, type EnteredField } from './credentials-fields.tsx';
import { SubPage } from './sub-page.tsx';

const fields: readonly EnteredField[] = [
  'name',
  'phoneNumber',
  'phoneNumberId',
  'businessAccountId',
  'accessToken',
  'webhookVerifyToken',
];
const nothing: Entered = {
  name: '',
  phoneNumber: '',
  phoneNumberId: '',
  businessAccountId: '',
  accessToken: '',
  webhookVerifyToken: '',
};

/** "Add Integration" (S3): what is entered is stored, and Meta says whether it is right. */
export function IntegrationForm() {
  const [entered, setEntered] = useState(nothing);
  const [refused, setRefused] = useState<Verification | null>(null);
  const add = useAction(async () => {
    const { webhookVerifyToken, ...rest } = trimmed(entered);
    const body = { ...rest, ...(webhookVerifyToken !== '' && { webhookVerifyToken }) };
    const answer = await actAdmin('createIntegration', { body });
    if (answer === null) return;
    const { id, name, verification } = answer.data;
    if (!verification.ok) {
      setRefused(verification);
      return;
    }
    const { message } = verification;
    const text = message === null ? t('accounts.connected', { name: visibleName(name) }) : inOurWords(message);
    showToast({ kind: verification.message === null ? 'info' : 'warning', text });
    goTo({ at: 'account', id });
  });
  return (
    <SubPage title={t('accounts.add')} lead={t('accounts.addLead')} onBack={() => goTo({ at: 'list' })}>
      <CredentialsFields
        fields={fields}
        entered={entered}
        onChange={(change) => setEntered((now) => ({ ...now, ...change }))}
        submit={t(refused === null ? 'accounts.connect' : 'accounts.connectAgain')}
        busy={add.busy}
        error={add.error}
        refused={refused}
        onSubmit={() => void add.run()}
        onCancel={() => goTo({ at: 'list' })}
      />
    </SubPage>
  );
}

function trimmed(entered: Entered): Entered {
  // The same keys with trimmed texts.
  return Object.fromEntries(Object.entries(entered).map(([key, text]) => [key, text.trim()])) as unknown as Entered;
}
