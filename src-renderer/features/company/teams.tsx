import { Plus, Trash2 } from 'lucide-react';
import type { Company, Team } from '#shared/company.ts';
import { newId, type TeamId, type UserId } from '#shared/ids.ts';
import { useUsers } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Name } from '../../ui/user-text.tsx';
import { SaveBar } from './save-bar.tsx';
import { useSetting } from './use-setting.ts';
import styles from './company.module.css';

/** Who has waited too long goes to the next person who is there. */
export function Passing({ company, isWaiting }: { company: Company; isWaiting: boolean }) {
  const setting = useSetting(company, 'passing');
  const { value, change } = setting;
  return (
    <Group title={t('company.passing')}>
      <Row label={t('company.passingOn')} note={t('company.passingNote')}>
        <Switch label={t('company.passingOn')} checked={value.on} onChange={(on) => change({ ...value, on })} />
      </Row>
      {value.on && (
        <>
          <Row label={t('company.passingAfter')}>
            <input
              type="number"
              min={1}
              max={1440}
              aria-label={t('company.passingAfter')}
              className={`${styles.text} ${styles.number}`}
              value={value.afterMinutes}
              onChange={(event) =>
                change({ ...value, afterMinutes: Math.min(1440, Math.max(1, event.target.valueAsNumber || 1)) })
              }
            />
          </Row>
          {company.teams.length > 0 && (
            <Row label={t('company.passingTo')}>
              <Segmented
                label={t('company.passingTo')}
                value={value.teamId ?? ''}
                onChange={(id) => change({ ...value, teamId: id === '' ? null : (id as TeamId) })}
                options={[
                  { value: '', label: t('company.everybody') },
                  ...company.teams.map(({ id, name }) => ({ value: id as string, label: name })),
                ]}
              />
            </Row>
          )}
        </>
      )}
      <SaveBar setting={setting} save={t('company.saveRule')} isWaiting={isWaiting} />
    </Group>
  );
}

/** Named groups of people. */
export function Teams({ company, isWaiting }: { company: Company; isWaiting: boolean }) {
  const setting = useSetting(company, 'teams');
  const { value: teams, change } = setting;
  const set = (id: TeamId, part: Partial<Team>) =>
    change(teams.map((team) => (team.id === id ? { ...team, ...part } : team)));
  return (
    <Group title={t('company.teams')}>
      {teams.length === 0 && <Row label={t('company.noTeams')} note={t('company.teamsNote')} />}
      {teams.map((team) => (
        <div key={team.id} className={styles.team} role="group" aria-label={team.name}>
          <div className={styles.teamHead}>
            <input
              aria-label={t('company.teamName')}
              className={styles.text}
              maxLength={60}
              value={team.name}
              onChange={(event) => set(team.id, { name: event.target.value })}
            />
            <IconButton
              label={t('company.removeTeam', { name: team.name })}
              icon={Trash2}
              onClick={() => change(teams.filter(({ id }) => id !== team.id))}
            />
          </div>
          <Members team={team} onChange={(memberIds) => set(team.id, { memberIds })} />
        </div>
      ))}
      <div className={styles.acts}>
        <Button
          icon={Plus}
          onClick={() =>
            change([
              ...teams,
              { id: newId<TeamId>(), name: t('company.newTeam', { number: teams.length + 1 }), memberIds: [] },
            ])
          }
        >
          {t('company.addTeam')}
        </Button>
      </div>
      <SaveBar setting={setting} save={t('company.saveTeams')} isWaiting={isWaiting} />
    </Group>
  );
}

function Members({ team, onChange }: { team: Team; onChange: (memberIds: UserId[]) => void }) {
  const users = useUsers().filter(({ active }) => active);
  return (
    <div className={styles.members} role="group" aria-label={t('company.membersOf', { name: team.name })}>
      {users.map(({ id, name }) => {
        const isIn = team.memberIds.includes(id);
        return (
          <button
            key={id}
            type="button"
            className={styles.member}
            aria-pressed={isIn}
            onClick={() => onChange(isIn ? team.memberIds.filter((one) => one !== id) : [...team.memberIds, id])}
          >
            <Name text={name} />
          </button>
        );
      })}
    </div>
  );
}
