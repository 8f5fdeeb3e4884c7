import { Plug, Plus, QrCode, Smartphone } from 'lucide-react';
import type { Operation } from '#shared/admin-operation.ts';
import type { IntegrationView, RestResponse } from '#shared/wire/rest.ts';
import type { Answer } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { usePending } from '../../entities/operations.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { OpenRow } from '../../ui/open-row.tsx';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { describeLimit, describeQuality, healthOf } from './account-health.ts';
import { connectWithMeta, goTo, startAdding } from './accounts-store.ts';
import type { Elsewhere } from './accounts.tsx';
import styles from './accounts.module.css';

type PendingAccount = IntegrationView & { operations: readonly Operation[] };

interface AccountListProps extends Elsewhere {
  accounts: Answer<RestResponse<'listIntegrations'>>;
}

/** Every number with its health; and the four ways to add one. */
export function AccountList({ accounts, onDevices, onEndpoint }: AccountListProps) {
  const { data, asOf, error, isLoading } = accounts;
  const rows = usePending(data?.data ?? []);
  return (
    <>
      <PageHead title={t('accounts.title')} lead={t('accounts.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
        <Menu
          align="end"
          trigger={
            <Button kind="quiet" icon={Plug}>
              {t('accounts.otherWays')}
            </Button>
          }
        >
          <MenuItem icon={Plug} onSelect={() => connectWithMeta()}>
            {t('accounts.byMeta')}
          </MenuItem>
          <MenuItem icon={QrCode} onSelect={onDevices}>
            {t('accounts.byDevice')}
          </MenuItem>
          {onEndpoint !== undefined && (
            <MenuItem icon={Smartphone} onSelect={onEndpoint}>
              {t('accounts.byEndpoint')}
            </MenuItem>
          )}
        </Menu>
        <Button kind="primary" icon={Plus} onClick={startAdding}>
          {t('accounts.add')}
        </Button>
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {rows.length > 0 ? (
        <ul className={page.card} aria-label={t('accounts.list')}>
          {rows.map((account) => (
            <AccountRow key={account.id} account={account} unknownSince={error === null ? null : asOf} />
          ))}
        </ul>
      ) : isLoading ? (
        <RowSkeletons count={3} />
      ) : (
        <EmptyState icon={Smartphone} title={t('accounts.empty')} text={t('accounts.emptyText')}>
          <Button kind="primary" icon={Plus} onClick={startAdding}>
            {t('accounts.add')}
          </Button>
          <Button icon={Plug} onClick={() => connectWithMeta()}>
            {t('accounts.byMeta')}
          </Button>
        </EmptyState>
      )}
    </>
  );
}

/** `unknownSince`: nothing newer is known than what was true then; never shown as healthy. */
function AccountRow({ account, unknownSince }: { account: PendingAccount; unknownSince: number | null }) {
  const now = useNow();
  const health = healthOf(account, now);
  const quality = describeQuality(account.qualityRating);
  const limit = describeLimit(account.standing?.messagingLimit);
  const facts = [t(`accounts.provider.${account.provider}`), quality, limit].filter((fact) => fact !== null);
  return (
    <OpenRow label={visibleName(account.name)} onOpen={() => goTo({ at: 'account', id: account.id })}>
      <span className={styles.edge} style={{ '--edge': `var(--account-${account.color})` }} />
      <span className={page.rowText}>
        <span className={styles.name}>
          <Name text={account.name} />
          {account.isDefault && <Badge tone="neutral">{t('accounts.default')}</Badge>}
          {account.operations.length > 0 && <Badge tone="info">{t('operations.pending')}</Badge>}
        </span>
        <span className={styles.number}>{account.displayPhoneNumber}</span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
        {health.reason !== null && unknownSince === null && <span className={styles.reason}>{health.reason}</span>}
      </span>
      {unknownSince === null ? (
        <Badge tone={health.tone}>{health.label}</Badge>
      ) : (
        <Badge tone="neutral">{t('accounts.health.unknown', { time: formatClock(unknownSince) })}</Badge>
      )}
    </OpenRow>
  );
}
