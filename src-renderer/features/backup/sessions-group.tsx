import { useState } from 'react';
import type { Session } from '#shared/wire/users-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { session } from '../../entities/app-state.ts';
import { useMe } from '../../entities/directory.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { SessionRow } from '../../ui/session-row.tsx';

/** This desktop by name, where else one is signed in, and the way to leave nothing here. */
export function SessionsGroup() {
  const sessions = useAdmin('listSessions');
  const [ending, setEnding] = useState<Session | null>(null);
  const [erases, setErases] = useState(false);
  const me = useMe();
  const end = useAction(async ({ id: sessionId }: Session) => {
    if (me === null) return;
    await makeOperation(
      { type: 'session.revoke', userId: me.id, sessionId },
      t('people.signedOut', { name: me.name }),
      true,
    );
    setEnding(null);
  });
  const erase = useAction(session.signOut);
  const rows = (sessions.data?.sessions ?? []).toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <Group title={t('device.sessions')}>
        {rows.map((row) => (
          <SessionRow key={row.id} session={row} onEnd={() => setEnding(row)} />
        ))}
        <Row label={t('device.erase')} note={t('device.eraseNote')}>
          <Button onClick={() => setErases(true)}>{t('device.eraseNow')}</Button>
        </Row>
      </Group>
      {ending !== null && (
        <ConfirmDialog
          open
          title={t('people.endTitle', { client: ending.clientName })}
          confirm={t('people.endConfirm')}
          busy={end.busy}
          error={end.error}
          onConfirm={() => void end.run(ending)}
          onCancel={() => setEnding(null)}
        >
          <p>{t('people.endText')}</p>
        </ConfirmDialog>
      )}
      {erases && (
        <ConfirmDialog
          open
          title={t('device.eraseTitle')}
          confirm={t('device.eraseConfirm')}
          busy={erase.busy}
          error={erase.error}
          onConfirm={() => void erase.run()}
          onCancel={() => setErases(false)}
        >
          <p>{t('device.eraseText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
