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
import { SessionRows } from '../../ui/session-rows.tsx';

/** This desktop by name, where else one is signed in, and the way to leave nothing here. */
export function SessionsGroup() {
  const sessions = useAdmin('listSessions');
  const [erases, setErases] = useState(false);
  const me = useMe();
  const end = async ({ id: sessionId }: Session) => {
    if (me === null) return;
    await makeOperation(
      { type: 'session.revoke', userId: me.id, sessionId },
      t('people.signedOut', { name: me.name }),
      true,
    );
  };
  const erase = useAction(session.signOut);
  const rows = (sessions.data?.sessions ?? []).toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <Group title={t('device.sessions')}>
        <SessionRows sessions={rows} onEnd={end} />
        <Row label={t('device.erase')} note={t('device.eraseNote')}>
          <Button onClick={() => setErases(true)}>{t('device.eraseNow')}</Button>
        </Row>
      </Group>
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
