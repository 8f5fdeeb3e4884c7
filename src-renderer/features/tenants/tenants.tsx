import { Building2, Plus } from 'lucide-react';
import type { TenantView } from '#shared/wire/tenants-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { OpenRow } from '../../ui/open-row.tsx';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { CreateTenant } from './create-tenant.tsx';
import { TenantPage } from './tenant-page.tsx';
import { createTenant, goTo, useTenantsPage } from './tenants-store.ts';
import { WhatsAppSetup } from './whatsapp-setup.tsx';
import styles from './tenants.module.css';

/** The companies of this server, for superadmins: never their messages (ruling 51). */
export function Tenants() {
  const place = useTenantsPage((state) => state.place);
  const isCreating = useTenantsPage((state) => state.isCreating);
  const answer = useAdmin('listTenants');
  const tenants = answer.data?.tenants ?? [];
  const one = 'id' in place ? tenants.find(({ id }) => id === place.id) : undefined;
  if (one !== undefined) return place.at === 'whatsapp' ? <WhatsAppSetup tenant={one} /> : <TenantPage tenant={one} />;
  const { asOf, error, isLoading } = answer;
  return (
    <>
      <PageHead title={t('tenants.title')} lead={t('tenants.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
        <Button kind="primary" icon={Plus} onClick={() => createTenant()}>
          {t('tenants.add')}
        </Button>
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {tenants.length > 0 ? (
        <ul className={page.card} aria-label={t('tenants.list')}>
          {tenants.map((tenant) => (
            <TenantRow key={tenant.id} tenant={tenant} />
          ))}
        </ul>
      ) : isLoading ? (
        <RowSkeletons count={3} />
      ) : (
        <EmptyState icon={Building2} title={t('tenants.none')} text={t('tenants.noneText')} />
      )}
      {isCreating && <CreateTenant />}
    </>
  );
}

function TenantRow({ tenant }: { tenant: TenantView }) {
  const { id, name, slug, users, whatsappConfigured, suspended } = tenant;
  return (
    <OpenRow label={visibleName(name)} onOpen={() => goTo({ at: 'tenant', id })}>
      <Building2 size={16} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
      <span className={page.rowText}>
        <span className={page.rowLabel}>
          <Name text={name} />
        </span>
        <span className={styles.facts}>
          {[
            slug,
            t('tenants.people', { count: users }),
            t(whatsappConfigured ? 'tenants.hasWhatsApp' : 'tenants.noWhatsApp'),
          ].join(' · ')}
        </span>
      </span>
      {suspended && <Badge tone="warning">{t('tenants.suspended')}</Badge>}
    </OpenRow>
  );
}
