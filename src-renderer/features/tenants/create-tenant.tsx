import { type FormEvent, useState } from 'react';
import { Copy } from 'lucide-react';
import { AppError } from '#shared/error.ts';
import { actAdmin } from '../../entities/admin.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { createTenant } from './tenants-store.ts';
import styles from './tenants.module.css';

const fields = ['name', 'slug', 'adminName', 'adminEmail'] as const;
type Entered = Record<(typeof fields)[number], string>;
/** What the server calls them. */
const fieldOf: Record<string, keyof Entered> = {
  name: 'name',
  slug: 'slug',
  'admin.name': 'adminName',
  'admin.email': 'adminEmail',
};

/** Of the shape of what was typed in our own words, else as the server puts it. */
function describeWrong(field: keyof Entered, error: unknown): string {
  const isShape = error instanceof AppError && error.code === 'invalid_input';
  return isShape ? t(`tenants.wrong.${field}`) : describeError(error);
}

/** A new company; the invitation of its first admin is shown this once. */
export function CreateTenant() {
  const [entered, setEntered] = useState<Entered>({ name: '', slug: '', adminName: '', adminEmail: '' });
  const [made, setMade] = useState<{ name: string; link: string; expiresAt: number } | null>(null);
  const close = () => createTenant(false);
  const create = useAction(async () => {
    const { name, slug, adminName, adminEmail } = entered;
    const body = {
      name: name.trim(),
      admin: { name: adminName.trim(), email: adminEmail.trim() },
      ...(slug.trim() !== '' && { slug: slug.trim() }),
    };
    const answer = await actAdmin('createTenant', { body });
    if (answer !== null) setMade({ name: answer.tenant.name, ...answer.invitation });
  });
  if (made !== null) {
    return (
      <OneTimeDialog
        title={t('tenants.madeTitle', { name: visibleName(made.name) })}
        done={t('tenants.linkSaved')}
        onDone={close}
      >
        <p>{t('tenants.linkText', { at: formatFull(made.expiresAt) })}</p>
        <code className={styles.link} role="group" aria-label={t('tenants.link')}>
          {made.link}
        </code>
        <div>
          <Button icon={Copy} onClick={() => copyText(made.link)}>
            {t('tenants.copyLink')}
          </Button>
        </div>
      </OneTimeDialog>
    );
  }
  const named = create.error instanceof AppError ? create.error.details?.['field'] : undefined;
  const wrong = typeof named === 'string' ? fieldOf[named] : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create.run();
  };
  return (
    <Dialog open onClose={close} title={t('tenants.add')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {fields.map((field) => (
          <Field
            key={field}
            label={t(`tenants.field.${field}`)}
            hint={t(`tenants.hint.${field}`)}
            error={field === wrong ? describeWrong(field, create.error) : null}
            value={entered[field]}
            dir={field === 'adminEmail' || field === 'slug' ? 'ltr' : 'auto'}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => setEntered((now) => ({ ...now, [field]: event.target.value }))}
          />
        ))}
        {create.error !== null && wrong === undefined && <Banner tone="danger">{describeError(create.error)}</Banner>}
        <div className={styles.acts}>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={create.busy}>
            {t('tenants.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
