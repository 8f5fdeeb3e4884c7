import { useState } from 'react';
import { UserPlus, UsersRound } from 'lucide-react';
import type { Operation } from '#shared/admin-operation.ts';
import type { UserId } from '#shared/ids.ts';
import type { Person } from '#shared/wire/users-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useMe } from '../../entities/directory.ts';
import { usePending } from '../../entities/operations.ts';
import { usePerson, usePresence } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatFull } from '../../ui/format-time.ts';
import { OpenRow } from '../../ui/open-row.tsx';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { CompanySecurity } from './company-security.tsx';
import { InvitePerson } from './invite-person.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import { PersonPage } from './person-page.tsx';
import styles from './people.module.css';

/** Everybody of the company: who may do what, and how they sign in. One of them opens in place of the list. */
export function People() {
  const answer = useAdmin('listPeople');
  const [chosen, setChosen] = useState<UserId | null>(null);
  const [isInviting, setInviting] = useState(false);
  const people = usePending(answer.data?.people ?? []);
  const person = people.find(({ id }) => id === chosen);
  const state = (
    <>
      <AsOf asOf={answer.asOf} isOld={answer.error !== null} />
      {person === undefined && (
        <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      )}
    </>
  );
  const problem = answer.error !== null && <Banner tone="warning">{describeError(answer.error)}</Banner>;
  if (person !== undefined) {
    return <PersonPage person={person} state={state} problem={problem} onBack={() => setChosen(null)} />;
  }
  return (
    <>
      <PageHead title={t('people.title')} lead={t('people.lead')}>
        {state}
      </PageHead>
      {problem}
      <section aria-labelledby="people-list">
        <h4 id="people-list" className={page.groupTitle}>
          {t('people.section', { count: people.length })}
        </h4>
        {people.length > 0 ? (
          <ul className={page.card}>
            {people.map((each) => (
              <PersonRow key={each.id} person={each} onOpen={() => setChosen(each.id)} />
            ))}
          </ul>
        ) : answer.isLoading ? (
          <RowSkeletons count={4} />
        ) : (
          <EmptyState icon={UsersRound} title={t('people.unknown')} text={t('people.unknownText')} />
        )}
      </section>
      <CompanySecurity />
      <PermissionMatrix inboxFloor={answer.data?.inboxFloor ?? 'viewer'} />
      {isInviting && <InvitePerson onClose={() => setInviting(false)} />}
    </>
  );
}

type PendingPerson = Person & { operations: readonly Operation[] };

function PersonRow({ person, onOpen }: { person: PendingPerson; onOpen: () => void }) {
  const now = useNow();
  const isMe = useMe()?.id === person.id;
  return (
    <OpenRow label={person.name} onOpen={onOpen} className={styles.person}>
      <span className={styles.face}>
        <Avatar id={person.id} name={person.name} size={36} />
        <Here id={person.id} />
      </span>
      <span className={styles.who}>
        <span className={page.rowLabel}>
          <Name text={person.name} /> {isMe && <span className={styles.me}>{t('people.you')}</span>}
        </span>
        <span className={page.rowNote}>{person.email}</span>
      </span>
      <span className={styles.marks}>
        {person.operations.length > 0 && <Badge tone="info">{t('operations.pending')}</Badge>}
        <StateBadge person={person} />
        {person.secondFactor && <Badge tone="success">{t('people.secondFactor')}</Badge>}
      </span>
      <span className={styles.role}>{t(`role.${person.role}`)}</span>
      <span className={styles.seen} title={person.lastSeenAt === null ? undefined : formatFull(person.lastSeenAt)}>
        {person.lastSeenAt === null ? t('people.neverSeen') : formatAgo(person.lastSeenAt, now)}
      </span>
    </OpenRow>
  );
}

/** Are they here now? Nobody is shown to be while there is no live line. */
function Here({ id }: { id: UserId }) {
  const presence = usePerson(id);
  const live = usePresence((state) => state.live);
  if (!live || presence === null) return null;
  return (
    <span className={styles.here} data-status={presence.status}>
      <span className={styles.hidden}>{t(`presence.${presence.status}`)}</span>
    </span>
  );
}

export function StateBadge({ person }: { person: Person }) {
  if (!person.active) return <Badge tone="danger">{t('people.state.disabled')}</Badge>;
  if (person.invitation !== null) return <Badge tone="info">{t('people.state.invited')}</Badge>;
  return null;
}
