import { useAdmin, useWatching } from '../../entities/admin.ts';
import { usePending } from '../../entities/operations.ts';
import { useAccountsPage } from './accounts-store.ts';
import { AccountList } from './account-list.tsx';
import { AccountPage } from './account-page.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { MetaSignup } from './meta-signup.tsx';

export interface Elsewhere {
  /** Where phones are linked by QR code. */
  onDevices: () => void;
  /** Where a superadmin gives a company its endpoint; absent for everyone else. */
  onEndpoint: (() => void) | undefined;
}

/** The company's numbers: all of them, one, or a new one (S3). */
export function Accounts(elsewhere: Elsewhere) {
  useWatching();
  const place = useAccountsPage((page) => page.place);
  const isConnecting = useAccountsPage((page) => page.isConnecting);
  const accounts = useAdmin('listIntegrations');
  const rows = usePending(accounts.data?.data ?? []);
  const one = 'id' in place ? rows.find(({ id }) => id === place.id) : undefined;
  return (
    <>
      {place.at === 'add' ? (
        <IntegrationForm />
      ) : one === undefined ? (
        <AccountList accounts={accounts} {...elsewhere} />
      ) : place.at === 'credentials' ? (
        <CredentialsForm account={one} />
      ) : (
        <AccountPage account={one} answer={accounts} onDevices={elsewhere.onDevices} />
      )}
      {isConnecting && <MetaSignup />}
    </>
  );
}
