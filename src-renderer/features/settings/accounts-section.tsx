import { Smartphone } from 'lucide-react';
import type { Account } from '#shared/account.ts';
import { displayPhone } from '#shared/phone.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './settings.module.css';

/** The company's numbers as this agent may see them. */
export function AccountsSection() {
  const accounts = useAccounts();
  return (
    <>
      <header className={styles.head}>
        <h3 className={styles.pageTitle}>{t('settings.section.accounts')}</h3>
        <p className={styles.lead}>{t('settings.accountsLead')}</p>
      </header>
      {accounts.length === 0 ? (
        <EmptyState icon={Smartphone} title={t('settings.noAccounts')} text={t('settings.noAccountsText')} />
      ) : (
        <ul className={styles.card}>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </ul>
      )}
    </>
  );
}

function AccountRow({ account }: { account: Account }) {
  const { cannotSend } = account;
  return (
    <li className={styles.account} style={{ '--edge': `var(--account-${account.color})` }}>
      <span className={styles.accountEdge} />
      <div className={styles.rowText}>
        <p className={styles.rowLabel}>
          <Name text={account.name} />
        </p>
        <p className={styles.rowNote}>{displayPhone(account.displayPhoneNumber.replace(/\D/gu, ''))}</p>
      </div>
      <p className={styles.health} data-ok={cannotSend === null}>
        {cannotSend === null ? t('settings.canSend') : t(`settings.cannotSend.${cannotSend}`)}
      </p>
    </li>
  );
}
