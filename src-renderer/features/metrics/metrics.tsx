import type { ReactNode } from 'react';
import { ChartNoAxesColumn } from 'lucide-react';
import type { TenantId } from '#shared/ids.ts';
import type { EndpointMetrics } from '#shared/wire/metrics-routes.ts';
import type { TenantView } from '#shared/wire/tenants-routes.ts';
import { useAdmin, useWatching } from '../../entities/admin.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { Distribution } from './distribution.tsx';
import { formatShare } from './format-share.ts';
import styles from './metrics.module.css';

/** How endpoints and devices of the whole server do (E-5). What is counted begins when the server starts. */
export function Metrics({ onCompany }: { onCompany: (id: TenantId) => void }) {
  useWatching();
  const { data, asOf, error, isLoading } = useAdmin('metrics');
  return (
    <>
      <PageHead title={t('metrics.title')} lead={t('metrics.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {data !== null ? (
        <Board metrics={data} onCompany={onCompany} />
      ) : isLoading ? (
        <RowSkeletons count={4} />
      ) : (
        <EmptyState icon={ChartNoAxesColumn} title={t('metrics.empty')} text={t('metrics.emptyText')} />
      )}
    </>
  );
}

interface BoardProps {
  metrics: EndpointMetrics;
  onCompany: (id: TenantId) => void;
}

function Board({ metrics: { endpoints, devices, deliveries, responseTimes }, onCompany }: BoardProps) {
  const companies = useAdmin('listTenants').data?.tenants ?? [];
  const { accepted, refused, uncertain, notSent, delivered, failed, deliveredShare } = deliveries;
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={t('metrics.configured')} value={formatNumber(endpoints.configured)} />
        <Figure label={t('metrics.devicesConnected')} value={formatShare(devices.connectedShare)} />
        <Figure label={t('metrics.deliveredShare')} value={formatShare(deliveredShare)} />
      </dl>
      <Part title={t('metrics.health')}>
        <Distribution
          label={t('metrics.health')}
          parts={(['healthy', 'unhealthy', 'unknown'] as const).map((health) => ({
            tone: ({ healthy: 'ok', unhealthy: 'bad', unknown: 'none' } as const)[health],
            label: t(`devices.health.${health}`),
            count: endpoints.byHealth[health],
          }))}
        />
      </Part>
      <Part title={t('metrics.perTenant')}>
        {endpoints.perTenant.length === 0 ? (
          <p className={styles.none}>{t('metrics.noneAssigned')}</p>
        ) : (
          <Table
            head={[t('metrics.tenant'), t('metrics.endpoint'), t('metrics.healthNow')]}
            rows={endpoints.perTenant.map(({ tenantId, endpointName, health }) => ({
              key: tenantId,
              cells: [
                <CompanyName
                  key={tenantId}
                  externalId={tenantId}
                  company={companies.find(({ externalId }) => externalId === tenantId)}
                  onOpen={onCompany}
                />,
                endpointName,
                t(`devices.health.${health}`),
              ],
            }))}
          />
        )}
      </Part>
      <Part title={t('metrics.devices')}>
        <Distribution
          label={t('metrics.devices')}
          parts={(['connected', 'connecting', 'waiting', 'disconnected', 'logged_out'] as const).map((state) => ({
            tone: (
              { connected: 'ok', connecting: 'info', waiting: 'info', disconnected: 'warn', logged_out: 'bad' } as const
            )[state],
            label: t(`devices.state.${state}`),
            count: devices.byState[state],
          }))}
        />
        <p className={styles.note}>
          {t('metrics.deviceCounts', {
            created: formatNumber(devices.created),
            notCreated: formatNumber(devices.notCreated),
            connected: formatNumber(devices.connected),
            lost: formatNumber(devices.lost),
          })}
        </p>
      </Part>
      <Part title={t('metrics.deliveries')}>
        <Distribution
          label={t('metrics.deliveries')}
          parts={[
            { tone: 'ok', label: t('metrics.delivered'), count: delivered },
            { tone: 'bad', label: t('metrics.failed'), count: failed },
            { tone: 'warn', label: t('metrics.uncertain'), count: uncertain },
          ]}
        />
        <p className={styles.note}>
          {t('metrics.sendCounts', {
            accepted: formatNumber(accepted),
            refused: formatNumber(refused),
            notSent: formatNumber(notSent),
          })}
        </p>
      </Part>
      <Part title={t('metrics.responseTimes')}>
        {responseTimes.length === 0 ? (
          <p className={styles.none}>{t('metrics.noCalls')}</p>
        ) : (
          <Table
            head={[
              t('metrics.endpoint'),
              t('metrics.call'),
              t('metrics.outcome'),
              t('metrics.calls'),
              t('metrics.average'),
            ]}
            rows={responseTimes.map(({ endpoint, call, outcome, count, averageMs }) => ({
              key: `${endpoint} ${call} ${outcome}`,
              cells: [
                endpoint,
                call,
                outcome,
                formatNumber(count),
                t('metrics.ms', { ms: formatNumber(Math.round(averageMs)) }),
              ],
            }))}
          />
        )}
      </Part>
    </>
  );
}

interface CompanyNameProps {
  externalId: string;
  /** Undefined while it is not known. */
  company: TenantView | undefined;
  onOpen: (id: TenantId) => void;
}

function CompanyName({ externalId, company, onOpen }: CompanyNameProps) {
  if (company === undefined) return externalId;
  return (
    <Button kind="quiet" size="small" className={styles.company} onClick={() => onOpen(company.id)}>
      <Name text={company.name} />
    </Button>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h4 className={page.groupTitle}>{title}</h4>
      <div className={`${page.card} ${styles.part}`}>{children}</div>
    </section>
  );
}

function Table({
  head,
  rows,
}: {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              <td key={head[index]}>{typeof cell === 'string' ? <Name text={cell} /> : cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
