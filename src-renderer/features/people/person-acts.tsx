import { useState } from 'react';
import type { Person, PasswordLink } from '#shared/wire/users-routes.ts';
import { actAdmin } from '../../entities/admin.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { OneTimeLink } from './one-time-link.tsx';

export type PersonActKind = 'passwordLink' | 'withdraw' | 'resetFactor' | 'signOut' | 'disable' | 'enable';

interface PersonActProps {
  kind: PersonActKind;
  person: Person;
  onClose: () => void;
}

const mild: readonly PersonActKind[] = ['passwordLink', 'enable'];

/** Asks with what will be the case afterwards, does it, and shows a link if one came of it. */
export function PersonAct({ kind, person, onClose }: PersonActProps) {
  const [made, setMade] = useState<PasswordLink | null>(null);
  const act = useAction(async () => {
    const link = await perform(kind, person);
    if (link === null) onClose();
    else setMade(link);
  });
  if (made !== null) return <OneTimeLink name={person.name} made={made} onDone={onClose} />;
  return (
    <ConfirmDialog
      open
      tone={mild.includes(kind) ? 'primary' : 'danger'}
      title={t(`people.ask.${kind}.title`, { name: person.name })}
      confirm={t(`people.ask.${kind}.confirm`)}
      busy={act.busy}
      error={act.error}
      onConfirm={() => void act.run()}
      onCancel={onClose}
    >
      <p>{t(`people.ask.${kind}.text`)}</p>
    </ConfirmDialog>
  );
}

async function perform(kind: PersonActKind, person: Person): Promise<PasswordLink | null> {
  const params = { id: person.id };
  switch (kind) {
    case 'passwordLink':
      return actAdmin('makePasswordLink', { params });
    case 'withdraw':
      if (person.invitation !== null) await actAdmin('withdrawInvitation', { params: { id: person.invitation.id } });
      return null;
    case 'resetFactor':
      await actAdmin('resetSecondFactor', { params });
      return null;
    case 'signOut':
      await makeOperation(
        { type: 'session.revoke', userId: person.id, sessionId: null },
        t('people.signedOut', { name: person.name }),
        true,
      );
      return null;
    case 'disable':
      await makeOperation(
        { type: 'user.disable', userId: person.id },
        t('people.disabled', { name: person.name }),
        true,
      );
      return null;
    case 'enable':
      await actAdmin('updateUser', { params, body: { active: true } });
      return null;
  }
}
