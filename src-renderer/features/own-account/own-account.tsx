import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useMe } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { SessionRows } from '../../ui/session-rows.tsx';
import { ChangePassword } from './change-password.tsx';
import { OwnFactor } from './own-factor.tsx';

/** What everybody does about their own sign-in. */
export function OwnAccount() {
  const me = useMe();
  const sessions = useAdmin('listSessions');
  const own = sessions.data?.sessions ?? [];
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
      <Group title={t('people.signIns')}>
        <SessionRows sessions={own} onEnd={({ id }) => actAdmin('revokeSession', { params: { id } })} />
        {own.length === 0 && <Row label={t('ownAccount.noSessions')} />}
      </Group>
    </>
  );
}
