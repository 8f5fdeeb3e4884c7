import { useState } from 'react';
import { canGrant, isRaise, type Role, roles } from '#shared/permission.ts';
import type { Person } from '#shared/wire/users-routes.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useMe } from '../../entities/directory.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Group } from '../../ui/page.tsx';
import { RoleChoice } from './role-choice.tsx';

/** Another role is asked about with what it changes, then given. */
export function RoleGroup({ person, isMe }: { person: Person; isMe: boolean }) {
  const me = useMe();
  const [next, setNext] = useState<Role | null>(null);
  const options = roles.filter((role) => me !== null && canGrant(me.role, role));
  const change = useAction(async () => {
    if (next === null) return;
    // More rights need the server and a fresh proof; fewer never wait (ruling 29).
    if (isRaise(person.role, next)) {
      await actAdmin('updateUser', { params: { id: person.id }, body: { role: next } });
    } else {
      await makeOperation(
        { type: 'user.lower', userId: person.id, base: person.role, role: next },
        t('people.lowered', { name: person.name, role: t(`role.${next}`) }),
        true,
      );
    }
    setNext(null);
  });
  const raises = next !== null && isRaise(person.role, next);
  return (
    <>
      <Group title={t('people.role')}>
        <RoleChoice value={person.role} options={options} onChange={setNext} />
      </Group>
      {next !== null && next !== person.role && (
        <ConfirmDialog
          open
          tone={raises ? 'primary' : 'danger'}
          title={t('people.roleTitle', { name: person.name, role: t(`role.${next}`) })}
          confirm={t(raises ? 'people.raise' : 'people.lower')}
          busy={change.busy}
          error={change.error}
          onConfirm={() => void change.run()}
          onCancel={() => setNext(null)}
        >
          <p>{t(`people.means.${next}`)}</p>
          <p>{t(raises ? 'people.raiseText' : 'people.lowerText', { role: t(`role.${person.role}`) })}</p>
          {isMe && !raises && <p>{t('people.lowerMyself')}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
