import { useState } from 'react';
import { canGrant, type Role, roles } from '#shared/permission.ts';
import { Email } from '#shared/user.ts';
import type { PasswordLink } from '#shared/wire/users-routes.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useMe } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { RoleChoice } from './role-choice.tsx';
import styles from './people.module.css';

/** Name, address and role; then the link that the new colleague sets their password by. */
export function InvitePerson({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [isTried, setTried] = useState(false);
  const [made, setMade] = useState<PasswordLink | null>(null);
  const address = Email.safeParse(email.trim());
  const isComplete = name.trim() !== '' && address.success;
  const invite = useAction(async () => {
    if (!address.success) return;
    const answer = await actAdmin('inviteUser', { body: { name: name.trim(), email: address.data, role } });
    if (answer !== null) setMade(answer);
  });
  if (made !== null) return <OneTimeLink name={name.trim()} made={made} onDone={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('people.inviteTitle')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isComplete) void invite.run();
        }}
      >
        <Field
          label={t('people.name')}
          value={name}
          maxLength={200}
          autoComplete="off"
          error={isTried && name.trim() === '' ? t('people.nameMissing') : null}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t('people.email')}
          type="email"
          value={email}
          maxLength={254}
          autoComplete="off"
          hint={t('people.emailHint')}
          error={isTried && !address.success ? t('people.emailWrong') : null}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div className={styles.formRoles}>
          <RoleChoice
            value={role}
            options={roles.filter((each) => me !== null && canGrant(me.role, each))}
            onChange={setRole}
          />
        </div>
        {invite.error !== null && <Banner tone="danger">{describeError(invite.error)}</Banner>}
        <div className={styles.formActs}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" kind="primary" busy={invite.busy}>
            {t('people.inviteMake')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
