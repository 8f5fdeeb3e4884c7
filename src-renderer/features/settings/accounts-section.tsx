import { Smartphone } from 'lucide-react';
import type { Account } from '#shared/account.ts';
import { displayPhone } from '#shared/phone.ts';
import { useAccounts } from '../../entities/directory.ts';
import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { ColorChoice } from '../../ui/color-choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { change } from './change.ts';
import page from '../../ui/page.module.css';
import styles from './settings.module.css';

/** The company's numbers as this agent may see them. */
export function AccountsSection() {
  const accounts = useAccounts();
  return (
    <>
      <header>
        <h3 className={page.pageTitle}>{t('settings.section.accounts')}</h3>
        <p className={page.lead}>{t('settings.accountsLead')}</p>
      </header>
      {accounts.length === 0 ? (
        <EmptyState icon={Smartphone} title={t('settings.noAccounts')} text={t('settings.noAccountsText')} />
      ) : (
        <ul className={page.card}>
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
    <li
      className={styles.account}
      style={{ '--edge': `var(--account-${account.color})` }}
      aria-label={visibleName(account.name)}
    >
      <span className={styles.accountEdge} />
      <div className={page.rowText}>
        <p className={page.rowLabel}>
          <Name text={account.name} />
        </p>
        <p className={page.rowNote}>{displayPhone(account.displayPhoneNumber.replace(/\D/gu, ''))}</p>
      </div>
      <Colors account={account} />
      <p className={styles.health} data-ok={cannotSend === null}>
        {cannotSend === null ? t('settings.canSend') : t(`settings.cannotSend.${cannotSend}`)}
      </p>
    </li>
  );
}

/** The edge on its rows and bubbles, on this computer. Choosing the chosen one again gives the company's back. */
function Colors({ account }: { account: Account }) {
  const accountColors = useSettings((settings) => settings.accountColors);
  const { [account.id]: own, ...others } = accountColors;
  return (
    <ColorChoice
      label={t('settings.color', { name: visibleName(account.name) })}
      value={account.color}
      nameOf={(number) => t('settings.colorName', { number })}
      onChange={(color) => change({ accountColors: own === color ? others : { ...others, [account.id]: color } })}
    />
  );
}
