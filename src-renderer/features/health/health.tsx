import { CircleAlert, CircleCheck, HeartPulse, Info, TriangleAlert } from 'lucide-react';
import { useAdmin, useWatching } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import page from '../../ui/page.module.css';
import { findAlerts, type Alert, type AlertPage } from './find-alerts.ts';
import { Figures } from './figures.tsx';
import { Parts } from './parts.tsx';
import styles from './health.module.css';

/** Is everything well, and if not: what, since when, and where it is mended. `onOpen`: the page of the administration. */
export function Health({ onOpen }: { onOpen: (page: AlertPage) => void }) {
  useWatching();
  const now = useNow();
  const board = useAdmin('healthBoard');
  const accounts = useAdmin('listIntegrations');
  const tokens = useAdmin('listIntegrationTokens');
  const queue = useAdmin('queueState');
  const syncs = useAdmin('templateSyncs');
  const isUnknown = board.error !== null;
  const alerts = findAlerts(
    {
      accounts: accounts.data?.data ?? [],
      tokens: tokens.data?.data ?? [],
      board: board.data,
      queue: queue.data?.data ?? null,
      syncErrors: (syncs.data?.data ?? []).flatMap((sync) => (sync.error === null ? [] : [sync.businessAccountId])),
    },
    now,
  );
  return (
    <>
      <PageHead title={t('health.title')} lead={t('health.lead')}>
        <AsOf asOf={board.asOf} isOld={isUnknown} />
      </PageHead>
      {isUnknown && board.asOf !== null && (
        <Banner tone="warning">{t('health.unknownSince', { time: formatFull(board.asOf) })}</Banner>
      )}
      {board.data === null ? (
        board.isLoading ? (
          <RowSkeletons count={4} />
        ) : (
          <EmptyState icon={HeartPulse} title={t('health.empty')} text={t('health.emptyText')} />
        )
      ) : (
        <>
          <Attention alerts={alerts} isUnknown={isUnknown} onOpen={onOpen} />
          <Figures board={board.data} />
          <Parts
            board={board.data}
            isUnknown={isUnknown}
            accounts={accounts.data?.data ?? []}
            tokens={tokens.data?.data ?? []}
            queue={queue.data?.data ?? null}
          />
        </>
      )}
    </>
  );
}

const icons = { danger: CircleAlert, warning: TriangleAlert, info: Info };

function Attention({
  alerts,
  isUnknown,
  onOpen,
}: {
  alerts: readonly Alert[];
  isUnknown: boolean;
  onOpen: (page: AlertPage) => void;
}) {
  return (
    <section aria-labelledby="health-attention">
      <h4 id="health-attention" className={page.groupTitle}>
        {t(isUnknown ? 'health.attentionThen' : 'health.attention')}
      </h4>
      <ul className={page.card}>
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onOpen={onOpen} />
        ))}
        {alerts.length === 0 && (
          <li className={styles.alert} data-tone={isUnknown ? 'info' : 'success'}>
            {isUnknown ? (
              <Info size={20} strokeWidth={1.5} aria-hidden="true" />
            ) : (
              <CircleCheck size={20} strokeWidth={1.5} aria-hidden="true" />
            )}
            <p className={page.rowLabel}>{t(isUnknown ? 'health.wasWell' : 'health.allWell')}</p>
          </li>
        )}
      </ul>
    </section>
  );
}

function AlertRow({ alert, onOpen }: { alert: Alert; onOpen: (page: AlertPage) => void }) {
  const { kind, tone, name, count, page: where } = alert;
  const Icon = icons[tone];
  const values = { name, count, number: formatNumber(count) };
  return (
    <li className={styles.alert} data-tone={tone}>
      <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
      <div className={page.rowText}>
        <p className={page.rowLabel}>{t(`health.alert.${kind}.what`, values)}</p>
        <p className={page.rowNote}>{t(`health.alert.${kind}.do`)}</p>
      </div>
      {where !== null && (
        <Button size="small" onClick={() => onOpen(where)}>
          {t(`health.open.${where}`)}
        </Button>
      )}
    </li>
  );
}
