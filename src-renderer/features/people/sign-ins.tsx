import { useState } from 'react';
import type { Person, Session } from '#shared/wire/users-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { SessionRow } from '../../ui/session-row.tsx';

/** Where somebody is signed in, with the way to end it. */
export function SignIns({ person, onEndAll }: { person: Person; onEndAll: () => void }) {
  const answer = useAdmin('listUserSessions', { params: { id: person.id } });
  const [asked, setAsked] = useState<Session | null>(null);
  const end = useAction(async () => {
    if (asked === null) return;
    await makeOperation(
      { type: 'session.revoke', userId: person.id, sessionId: asked.id },
      t('people.signedOut', { name: person.name }),
      true,
    );
    setAsked(null);
  });
  const sessions = answer.data?.sessions ?? [];
  return (
    <>
      <Group title={t('people.signIns')}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setAsked(session)} />
        ))}
        {sessions.length === 0 && <Row label={t('people.noSignIns')} note={t('people.noSignInsNote')} />}
        {sessions.length > 1 && (
          <Row label={t('people.endAll')} note={t('people.endAllNote')}>
            <Button onClick={onEndAll}>{t('people.endAllAct')}</Button>
          </Row>
        )}
      </Group>
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('people.endTitle', { client: asked.clientName })}
          confirm={t('people.endConfirm')}
          busy={end.busy}
          error={end.error}
          onConfirm={() => void end.run()}
          onCancel={() => setAsked(null)}
        >
          <p>{t('people.endText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
