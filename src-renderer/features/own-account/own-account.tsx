import { useState } from 'react';
import type { Session } from '#shared/wire/users-routes.ts';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useMe } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { SessionRow } from '../../ui/session-row.tsx';
import { ChangePassword } from './change-password.tsx';
import { OwnFactor } from './own-factor.tsx';

/** What everybody does about their own sign-in. */
export function OwnAccount() {
  const me = useMe();
  const sessions = useAdmin('listSessions');
  return (
    <>
      <PageHead title={t('ownAccount.title')} lead={t('ownAccount.lead')}>
        <AsOf asOf={sessions.asOf} isOld={sessions.error !== null} />
      </PageHead>
      {sessions.error !== null && <Banner tone="warning">{describeError(sessions.error)}</Banner>}
      {me !== null && (
        <Group title={t('ownAccount.you')}>
          <Row label={me.name} note={`${me.email} · ${t(`role.${me.role}`)}`} />
          <ChangePassword />
        </Group>
      )}
      <OwnFactor />
      <OwnSessions sessions={sessions.data?.sessions ?? []} />
    </>
  );
}

function OwnSessions({ sessions }: { sessions: readonly Session[] }) {
  const [asked, setAsked] = useState<Session | null>(null);
  const end = useAction(async () => {
    if (asked !== null) await actAdmin('revokeSession', { params: { id: asked.id } });
    setAsked(null);
  });
  return (
    <Group title={t('people.signIns')}>
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} onEnd={() => setAsked(session)} />
      ))}
      {sessions.length === 0 && <Row label={t('ownAccount.noSessions')} />}
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
    </Group>
  );
}
