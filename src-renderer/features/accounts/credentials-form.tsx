import { useState } from 'react';
import type { Verification } from '#shared/account.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { showToast } from '../../ui/toasts.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { goTo } from './accounts-store.ts';
import { CredentialsFields, type Entered } from './credentials-fields.tsx';
import { SubPage } from './sub-page.tsx';

/** Another access token, or account id, for a number that is known. What is stored is not shown: it is replaced. */
export function CredentialsForm({ account }: { account: IntegrationView }) {
  const { id, name, phoneNumberId } = account;
  const [entered, setEntered] = useState<Entered>({
    name,
    phoneNumber: account.displayPhoneNumber,
    phoneNumberId,
    businessAccountId: account.wabaId,
    accessToken: '',
    webhookVerifyToken: '',
  });
  const [refused, setRefused] = useState<Verification | null>(null);
  const back = () => goTo({ at: 'account', id });
  const save = useAction(async () => {
    const body = {
      name,
      phoneNumber: account.displayPhoneNumber,
      phoneNumberId,
      businessAccountId: entered.businessAccountId.trim(),
      accessToken: entered.accessToken.trim(),
    };
    const answer = await actAdmin('createIntegration', { body });
    if (answer === null) return;
    const { verification } = answer.data;
    if (!verification.ok) {
      setRefused(verification);
      return;
    }
    const { message } = verification;
    const text = message === null ? t('accounts.connected', { name: visibleName(name) }) : inOurWords(message);
    showToast({ kind: verification.message === null ? 'info' : 'warning', text });
    back();
  });
  return (
    <SubPage
      title={t('accounts.newCredentials')}
      lead={t('accounts.newCredentialsLead', { name: visibleName(name) })}
      onBack={back}
    >
      <CredentialsFields
        fields={['businessAccountId', 'accessToken']}
        entered={entered}
        onChange={(change) => setEntered((now) => ({ ...now, ...change }))}
        submit={t('accounts.saveCredentials')}
        busy={save.busy}
        error={save.error}
        refused={refused}
        onSubmit={() => void save.run()}
        onCancel={back}
      />
    </SubPage>
  );
}
