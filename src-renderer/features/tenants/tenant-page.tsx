import { type FormEvent, useState } from 'react';
import { Pause, Play, Plug } from 'lucide-react';
import type { TenantView } from '#shared/wire/tenants-routes.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Back } from '../../ui/back.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { goTo } from './tenants-store.ts';
import styles from './tenants.module.css';

/** One company: its name, its WhatsApp, and whether it may work. */
export function TenantPage({ tenant }: { tenant: TenantView }) {
  const { id, name, slug, externalId, users, createdAt, suspended } = tenant;
  const [isSuspending, setSuspending] = useState(false);
  const resume = useAction(() => actAdmin('updateTenant', { params: { id }, body: { suspended: false } }));
  return (
    <>
      <Back to={t('tenants.title')} onBack={() => goTo({ at: 'list' })} />
      <PageHead title={<Name text={name} />} lead={`${slug} · ${externalId}`}>
        {suspended && <Badge tone="warning">{t('tenants.suspended')}</Badge>}
        <Button kind="primary" icon={Plug} onClick={() => goTo({ at: 'whatsapp', id })}>
          {t('tenants.whatsApp')}
        </Button>
      </PageHead>
      {resume.error !== null && <Banner tone="danger">{describeError(resume.error)}</Banner>}
      <Group title={t('tenants.company')}>
        <Rename tenant={tenant} />
        <Row label={t('tenants.peopleLabel')} note={t('tenants.people', { count: users })} />
        <Row label={t('tenants.since')} note={formatDay(createdAt)} />
      </Group>
      <Group title={t('tenants.access')}>
        <Row
          label={t(suspended ? 'tenants.suspended' : 'tenants.working')}
          note={t(suspended ? 'tenants.suspendedNote' : 'tenants.workingNote')}
        >
          {suspended ? (
            <Button icon={Play} busy={resume.busy} onClick={() => void resume.run()}>
              {t('tenants.resume')}
            </Button>
          ) : (
            <Button icon={Pause} onClick={() => setSuspending(true)}>
              {t('tenants.suspend')}
            </Button>
          )}
        </Row>
      </Group>
      {isSuspending && <Suspend tenant={tenant} onClose={() => setSuspending(false)} />}
    </>
  );
}

function Rename({ tenant: { id, name } }: { tenant: TenantView }) {
  const [entered, setEntered] = useState(name);
  const rename = useAction(() => actAdmin('updateTenant', { params: { id }, body: { name: entered.trim() } }));
  const isNew = entered.trim() !== '' && entered.trim() !== name;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isNew) void rename.run();
  };
  return (
    <form className={styles.rename} onSubmit={submit}>
      <Field
        label={t('tenants.field.name')}
        error={rename.error === null ? null : describeError(rename.error)}
        value={entered}
        dir="auto"
        maxLength={200}
        onChange={(event) => setEntered(event.target.value)}
      />
      {isNew && (
        <Button type="submit" busy={rename.busy}>
          {t('tenants.rename')}
        </Button>
      )}
    </form>
  );
}

function Suspend({ tenant: { id, name, users }, onClose }: { tenant: TenantView; onClose: () => void }) {
  const suspend = useAction(async () => {
    if ((await actAdmin('updateTenant', { params: { id }, body: { suspended: true } })) !== null) onClose();
  });
  return (
    <ConfirmDialog
      open
      title={t('tenants.suspendTitle', { name: visibleName(name) })}
      confirm={t('tenants.suspendConfirm')}
      busy={suspend.busy}
      error={suspend.error}
      onConfirm={() => void suspend.run()}
      onCancel={onClose}
    >
      <p>{t('tenants.suspendPeople', { count: users })}</p>
      <p>{t('tenants.suspendMessages')}</p>
    </ConfirmDialog>
  );
}
