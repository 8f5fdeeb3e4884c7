import type { Person, Session } from '#shared/wire/users-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { makeOperation } from '../../entities/operations.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { SessionRows } from '../../ui/session-rows.tsx';

/** Where somebody is signed in, with the way to end it. */
export function SignIns({ person, onEndAll }: { person: Person; onEndAll: () => void }) {
  const answer = useAdmin('listUserSessions', { params: { id: person.id } });
  const sessions = answer.data?.sessions ?? [];
  const end = (session: Session) =>
    makeOperation(
      { type: 'session.revoke', userId: person.id, sessionId: session.id },
      t('people.signedOut', { name: person.name }),
      true,
    );
  return (
    <Group title={t('people.signIns')}>
      <SessionRows sessions={sessions} onEnd={end} />
      {sessions.length === 0 && <Row label={t('people.noSignIns')} note={t('people.noSignInsNote')} />}
      {sessions.length > 1 && (
        <Row label={t('people.endAll')} note={t('people.endAllNote')}>
          <Button onClick={onEndAll}>{t('people.endAllAct')}</Button>
        </Row>
      )}
    </Group>
  );
}
