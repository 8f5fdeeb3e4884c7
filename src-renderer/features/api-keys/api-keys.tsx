import { useState } from 'react';
import { KeyRound, Smartphone } from 'lucide-react';
import { rotateAfterMs, type IntegrationToken } from '#shared/integration-token.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useDirectory } from '../../entities/directory.ts';
import { useOperations } from '../../entities/operations.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatDay, formatFull } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { describeAlert } from './describe-alert.ts';
import { GenerateToken } from './generate-token.tsx';
import { RevokeToken } from './revoke-token.tsx';
import { Snippets } from './snippets.tsx';
import styles from './api-keys.module.css';

type Asked = { kind: 'generate' | 'revoke'; account: IntegrationView; token: IntegrationToken | null };

/** The integration tokens, one per number at most (S0, S1). */
export function ApiKeys() {
  const accounts = useAdmin('listIntegrations');
  const tokens = useAdmin('listIntegrationTokens');
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = accounts.data?.data ?? [];
  const tokenOf = (id: string) => tokens.data?.data.find(({ accountId }) => accountId === id) ?? null;
  const error = tokens.error ?? accounts.error;
  const asOf = tokens.asOf ?? accounts.asOf;
  return (
    <>
      <PageHead title={t('apiKeys.title')} lead={t('apiKeys.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      <section aria-labelledby="api-keys-tokens">
        <h4 id="api-keys-tokens" className={page.groupTitle}>
          {t('apiKeys.section')}
        </h4>
        {rows.length > 0 ? (
          <ul className={page.card}>
            {rows.map((account) => (
              <TokenRow key={account.id} account={account} token={tokenOf(account.id)} onAsk={setAsked} />
            ))}
          </ul>
        ) : accounts.isLoading ? (
          <RowSkeletons count={3} />
        ) : (
          <EmptyState icon={Smartphone} title={t('apiKeys.noAccounts')} text={t('apiKeys.noAccountsText')} />
        )}
      </section>
      <Snippets />
      {asked?.kind === 'generate' && <GenerateToken {...asked} onClose={() => setAsked(null)} />}
      {asked?.kind === 'revoke' && asked.token !== null && (
        <RevokeToken token={asked.token} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

interface TokenRowProps {
  account: IntegrationView;
  token: IntegrationToken | null;
  onAsk: (asked: Asked) => void;
}

function TokenRow({ account, token, onAsk }: TokenRowProps) {
  const now = useNow();
  const mine = useDirectory((state) => state.directory?.me.id);
  const isRevoked = useOperations(({ operations }) => operations.some(({ target }) => target === token?.id));
  const isOld = token !== null && now - Date.parse(token.createdAt) > rotateAfterMs;
  return (
    <li className={styles.token} aria-label={account.name}>
      <KeyRound size={16} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
      <div className={page.rowText}>
        <p className={page.rowLabel}>
          <Name text={account.name} /> {isRevoked && <Badge tone="info">{t('apiKeys.pending')}</Badge>}{' '}
          {isOld && <Badge tone="warning">{t('apiKeys.rotate')}</Badge>}
        </p>
        <p className={page.rowNote}>{t('apiKeys.waba', { id: account.wabaId })}</p>
        {token !== null && (
          <p className={page.rowNote}>
            <code className={styles.code}>wpi_int_…{token.lastFour}</code>{' '}
            {t(token.createdBy.id === mine ? 'apiKeys.createdByMe' : 'apiKeys.createdBy', {
              name: token.createdBy.name,
              day: formatDay(Date.parse(token.createdAt)),
            })}
          </p>
        )}
        {token?.alert != null && <p className={styles.alert}>{describeAlert(token.alert)}</p>}
        {isOld && <p className={styles.alert}>{t('apiKeys.rotateText')}</p>}
      </div>
      <dl className={styles.used}>
        <dt>{t('apiKeys.lastUsed')}</dt>
        <dd title={token?.lastUsedAt == null ? undefined : formatFull(Date.parse(token.lastUsedAt))}>
          {token === null
            ? t('apiKeys.noToken')
            : token.lastUsedAt === null
              ? t('apiKeys.never')
              : formatAgo(Date.parse(token.lastUsedAt), now)}
        </dd>
      </dl>
      <div className={styles.acts}>
        {token !== null && !isRevoked && (
          <Button size="small" kind="quiet" onClick={() => onAsk({ kind: 'revoke', account, token })}>
            {t('apiKeys.revoke')}
          </Button>
        )}
        <Button size="small" onClick={() => onAsk({ kind: 'generate', account, token })}>
          {t('apiKeys.generate')}
        </Button>
      </div>
    </li>
  );
}
