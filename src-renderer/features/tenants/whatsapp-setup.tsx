import { useState } from 'react';
import { Network } from 'lucide-react';
import type { EndpointHealth, EndpointSettings } from '#shared/wire/endpoints-routes.ts';
import type { TenantView } from '#shared/wire/tenants-routes.ts';
import { actAdmin, useAdmin, useWatching } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Back } from '../../ui/back.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { showToast } from '../../ui/toasts.ts';
import { Name } from '../../ui/user-text.tsx';
import { endpointSettings, EndpointSettingsRows, type EnteredSettings, readSettings } from './endpoint-settings.tsx';
import { goTo } from './tenants-store.ts';
import styles from './tenants.module.css';

/** S4's third step: an endpoint of the environment for a company, by its name and nothing else. */
export function WhatsAppSetup({ tenant }: { tenant: TenantView }) {
  useWatching();
  const available = useAdmin('availableEndpoints');
  const health = useAdmin('endpointHealth');
  const assigned = health.data?.data.find(({ tenantId }) => tenantId === tenant.externalId);
  const names = available.data?.endpoints ?? [];
  const error = available.error ?? health.error;
  const isLoading = available.data === null || health.data === null;
  return (
    <>
      <Back to={visibleName(tenant.name)} onBack={() => goTo({ at: 'tenant', id: tenant.id })} />
      <PageHead title={t('tenants.whatsApp')} lead={t('tenants.whatsAppLead', { name: visibleName(tenant.name) })}>
        <AsOf asOf={health.asOf} isOld={error !== null} />
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {assigned !== undefined && <Assigned tenant={tenant} endpoint={assigned} />}
      {isLoading ? (
        error === null && <RowSkeletons count={2} />
      ) : names.length === 0 ? (
        <EmptyState
          icon={Network}
          // The guide's own words (ruling 20), which the server says, too.
          title={t('tenants.noEndpoints')}
          text={available.data?.problems?.map(inOurWords).join(' ') ?? t('tenants.noEndpointsText')}
        />
      ) : (
        <AssignForm key={assigned?.endpointName ?? ''} tenant={tenant} names={names} assigned={assigned} />
      )}
    </>
  );
}

const tones = { healthy: 'success', unhealthy: 'danger', unknown: 'neutral' } as const;

function Assigned({ tenant, endpoint }: { tenant: TenantView; endpoint: EndpointHealth }) {
  const [isRemoving, setRemoving] = useState(false);
  const now = useNow();
  const { endpointName, health, problem, lastCheckAt } = endpoint;
  const remove = useAction(async () => {
    if ((await actAdmin('removeEndpoint', { params: { tenantId: tenant.externalId } })) !== null) setRemoving(false);
  });
  return (
    <Group title={t('tenants.assigned')}>
      <Row
        label={<Name text={endpointName} />}
        note={[
          ...(problem === null ? [] : [inOurWords(problem)]),
          ...(lastCheckAt === null ? [] : [t('devices.lastCheck', { ago: formatAgo(Date.parse(lastCheckAt), now) })]),
        ].join(' · ')}
      >
        <Badge tone={tones[health]}>{t(`devices.health.${health}`)}</Badge>
        <Button size="small" kind="quiet" onClick={() => setRemoving(true)}>
          {t('tenants.takeAway')}
        </Button>
      </Row>
      <ConfirmDialog
        open={isRemoving}
        title={t('tenants.takeAwayTitle', { name: visibleName(tenant.name) })}
        confirm={t('tenants.takeAwayConfirm')}
        busy={remove.busy}
        error={remove.error}
        onConfirm={() => void remove.run()}
        onCancel={() => setRemoving(false)}
      >
        <p>{t('tenants.takeAwayText')}</p>
      </ConfirmDialog>
    </Group>
  );
}

interface AssignFormProps {
  tenant: TenantView;
  names: readonly string[];
  assigned: EndpointHealth | undefined;
}

function AssignForm({ tenant, names, assigned }: AssignFormProps) {
  const [name, setName] = useState(assigned?.endpointName ?? '');
  const [entered, setEntered] = useState<EnteredSettings>(() => endpointSettings(assigned?.settings));
  const read = readSettings(entered);
  const assign = useAction(async (settings: EndpointSettings) => {
    const body = { endpoint_name: name, ...settings };
    const answer = await actAdmin('assignEndpoint', { params: { tenantId: tenant.externalId }, body });
    if (answer !== null) showToast({ kind: 'info', text: t('tenants.endpointAssigned') });
  });
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '' && read.settings !== null) void assign.run(read.settings);
      }}
    >
      <Choice
        label={t('tenants.endpoint')}
        hint={t('tenants.endpointHint')}
        value={name}
        // One that is no longer in the environment is not offered again.
        options={[
          ...(names.includes(name) ? [] : [{ value: name, label: t('tenants.choose') }]),
          ...names.map((each) => ({ value: each, label: visibleName(each) })),
        ]}
        onChange={setName}
      />
      <EndpointSettingsRows entered={entered} wrong={read.wrong} onChange={setEntered} />
      {assign.error !== null && <Banner tone="danger">{describeError(assign.error)}</Banner>}
      <div>
        <Button kind="primary" type="submit" busy={assign.busy} disabled={name === '' || !names.includes(name)}>
          {t('tenants.assign')}
        </Button>
      </div>
    </form>
  );
}
