import { useState } from 'react';
import { Network, Plus, QrCode, RefreshCw, Smartphone, Trash2 } from 'lucide-react';
import type { Device } from '#shared/device.ts';
import { actAdmin, useAdmin, useWatching } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useDirectory } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { showCode, startLinking } from './devices-store.ts';
import { EndpointCard } from './endpoint-card.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RemoveDevice } from './remove-device.tsx';
import styles from './devices.module.css';

/** Phones that are linked by QR code, over the company's endpoint (S4). `onAssign`: for superadmins. */
export function Devices({ onAssign }: { onAssign: (() => void) | undefined }) {
  useWatching();
  const tenant = useDirectory((state) => state.directory?.tenant.externalId);
  const endpoints = useAdmin('endpointHealth');
  const answer = useAdmin('listDevices');
  const [removing, setRemoving] = useState<Device | null>(null);
  const endpoint = endpoints.data?.data.find(({ tenantId }) => tenantId === tenant);
  const devices = answer.data?.devices ?? [];
  const error = answer.error ?? endpoints.error;
  const asOf = answer.asOf ?? endpoints.asOf;
  const unknownSince = error === null ? null : asOf;
  const isLoading = answer.isLoading || endpoints.isLoading;
  return (
    <>
      <PageHead title={t('devices.title')} lead={t('devices.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
        {endpoint !== undefined && (
          <Button kind="primary" icon={Plus} onClick={startLinking}>
            {t('devices.add')}
          </Button>
        )}
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {endpoint !== undefined ? (
        <EndpointCard endpoint={endpoint} unknownSince={unknownSince} />
      ) : (
        !isLoading && (
          <EmptyState icon={Network} title={t('devices.noEndpoint')} text={t('devices.noEndpointText')}>
            {onAssign !== undefined && (
              <Button kind="primary" onClick={onAssign}>
                {t('devices.assign')}
              </Button>
            )}
          </EmptyState>
        )
      )}
      {devices.length > 0 ? (
        <section aria-labelledby="devices-list">
          <h4 id="devices-list" className={page.groupTitle}>
            {t('devices.list')}
          </h4>
          <ul className={page.card}>
            {devices.map((device) => (
              <DeviceRow key={device.id} device={device} isOld={unknownSince !== null} onRemove={setRemoving} />
            ))}
          </ul>
        </section>
      ) : isLoading ? (
        <RowSkeletons count={2} />
      ) : (
        endpoint !== undefined && (
          <EmptyState icon={Smartphone} title={t('devices.empty')} text={t('devices.emptyText')}>
            <Button icon={Plus} onClick={startLinking}>
              {t('devices.add')}
            </Button>
          </EmptyState>
        )
      )}
      <LinkDialog />
      {removing !== null && <RemoveDevice device={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

const tones = {
  waiting: 'info',
  connecting: 'info',
  connected: 'success',
  disconnected: 'warning',
  logged_out: 'danger',
} as const;

interface DeviceRowProps {
  device: Device;
  isOld: boolean;
  onRemove: (device: Device) => void;
}

function DeviceRow({ device, isOld, onRemove }: DeviceRowProps) {
  const now = useNow();
  const { id, name, state, problem, phoneNumber, stateSince } = device;
  const needsCode = state === 'waiting' || state === 'logged_out';
  const reconnect = useAction(async () => {
    const answer = await actAdmin('reconnectDevice', { params: { id } });
    // A phone that was unlinked has to scan again.
    if (answer !== null && answer.device.state !== 'connected' && needsCode) showCode(answer.device);
  });
  return (
    <li className={styles.device} aria-label={visibleName(name)}>
      <Smartphone size={16} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
      <div className={page.rowText}>
        <p className={page.rowLabel}>
          <Name text={name} />
        </p>
        <p className={page.rowNote}>
          {[phoneNumber ?? t('devices.noPhone'), formatAgo(Date.parse(stateSince), now)].join(' · ')}
        </p>
        {problem !== null && <p className={styles.problem}>{inOurWords(problem)}</p>}
        {reconnect.error !== null && (
          <p role="alert" className={styles.problem}>
            {describeError(reconnect.error)}
          </p>
        )}
      </div>
      <Badge tone={isOld ? 'neutral' : tones[state]}>{t(`devices.state.${state}`)}</Badge>
      <div className={styles.acts}>
        {state === 'waiting' ? (
          <Button size="small" icon={QrCode} onClick={() => showCode(device)}>
            {t('devices.showCode')}
          </Button>
        ) : (
          <Button size="small" kind="quiet" icon={RefreshCw} busy={reconnect.busy} onClick={() => void reconnect.run()}>
            {t('devices.reconnect')}
          </Button>
        )}
        <Button size="small" kind="quiet" icon={Trash2} onClick={() => onRemove(device)}>
          {t('devices.remove')}
        </Button>
      </div>
    </li>
  );
}
