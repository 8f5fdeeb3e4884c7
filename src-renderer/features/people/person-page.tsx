import { useState, type ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import { canGrant } from '#shared/permission.ts';
import type { Person } from '#shared/wire/users-routes.ts';
import { useNow } from '../../entities/clock.ts';
import { useMe } from '../../entities/directory.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatDay } from '../../ui/format-time.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { PersonAct, type PersonActKind } from './person-acts.tsx';
import { RoleGroup } from './role-group.tsx';
import { SignIns } from './sign-ins.tsx';
import { StateBadge } from './people.tsx';
import styles from './people.module.css';

interface PersonPageProps {
  person: Person;
  /** How fresh it is. */
  state: ReactNode;
  /** Why it is not. */
  problem: ReactNode;
  onBack: () => void;
}

/** Everything that can be done about one person. */
export function PersonPage({ person, state, problem, onBack }: PersonPageProps) {
  const now = useNow();
  const me = useMe();
  const [asked, setAsked] = useState<PersonActKind | null>(null);
  const isMe = me?.id === person.id;
  // Whoever holds more than oneself is looked after by others.
  const manages = me !== null && canGrant(me.role, person.role);
  const { invitation } = person;
  return (
    <>
      <div className={styles.back}>
        <IconButton label={t('people.back')} icon={ArrowLeft} onClick={onBack} />
        <PageHead title={person.name} lead={person.email}>
          <StateBadge person={person} />
          {state}
        </PageHead>
      </div>
      {problem}
      {!manages && <Banner tone="info">{t('people.notYours')}</Banner>}
      {manages && <NameGroup key={person.name} person={person} />}
      {manages && <RoleGroup person={person} isMe={isMe} />}
      {manages && (
        <Group title={t('people.signIn')}>
          {invitation !== null && (
            <Row
              label={t('people.state.invited')}
              note={t('people.invitedUntil', { day: formatDay(invitation.expiresAt) })}
            >
              <Button onClick={() => setAsked('withdraw')}>{t('people.withdraw')}</Button>
            </Row>
          )}
          <Row
            label={t('people.lastSeen')}
            note={person.lastSeenAt === null ? t('people.neverSeen') : formatAgo(person.lastSeenAt, now)}
          />
          <Row label={t('people.passwordLink')} note={t('people.passwordLinkNote')}>
            <Button disabled={!person.active} onClick={() => setAsked('passwordLink')}>
              {t('people.passwordLinkMake')}
            </Button>
          </Row>
          <Row
            label={t('people.secondFactorLong')}
            note={t(person.secondFactor ? 'people.factorOn' : 'people.factorOff')}
          >
            {person.secondFactor && <Button onClick={() => setAsked('resetFactor')}>{t('people.resetFactor')}</Button>}
          </Row>
        </Group>
      )}
      {manages && <SignIns person={person} onEndAll={() => setAsked('signOut')} />}
      {manages && !isMe && (
        <Group title={t('people.access')}>
          <Row
            label={t(person.active ? 'people.disable' : 'people.enable')}
            note={t(person.active ? 'people.disableNote' : 'people.enableNote')}
          >
            <Button
              kind={person.active ? 'danger' : 'secondary'}
              onClick={() => setAsked(person.active ? 'disable' : 'enable')}
            >
              {t(person.active ? 'people.disableAct' : 'people.enableAct')}
            </Button>
          </Row>
        </Group>
      )}
      {asked !== null && <PersonAct kind={asked} person={person} onClose={() => setAsked(null)} />}
    </>
  );
}

function NameGroup({ person }: { person: Person }) {
  const [name, setName] = useState(person.name);
  const isChanged = name.trim() !== '' && name.trim() !== person.name;
  const save = useAction(() =>
    makeOperation(
      { type: 'user.edit', userId: person.id, field: 'name', base: person.name, value: name.trim() },
      t('people.renamed', { name: name.trim() }),
      false,
    ),
  );
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save.run();
      }}
    >
      <Field
        label={t('people.name')}
        value={name}
        maxLength={200}
        error={save.error === null ? null : describeError(save.error)}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" busy={save.busy} disabled={!isChanged}>
        {t('people.saveName')}
      </Button>
    </form>
  );
}
