import {
  Inbox,
  LayoutTemplate,
  ListChecks,
  LogOut,
  Plus,
  Settings,
  ShieldCheck,
  Smartphone,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { isRejected } from '#shared/admin-operation.ts';
import type { AppState } from '#shared/app-state.ts';
import { session } from '../entities/app-state.ts';
import { useConversations } from '../entities/conversations.ts';
import { useCan, useMe, useUsers } from '../entities/directory.ts';
import { useStepsLeft } from '../entities/first-steps.ts';
import { useOperations } from '../entities/operations.ts';
import { openExternal } from '../entities/windows.ts';
import { workspaces } from '../entities/workspaces.ts';
import { OwnStatusDot, StatusChoice } from '../features/presence/status-choice.tsx';
import { WorkspaceTiles } from '../features/workspaces/workspace-tiles.tsx';
import { t } from '../i18n/i18n.ts';
import { Avatar } from '../ui/avatar.tsx';
import { describeError } from '../ui/describe-error.ts';
import { formatNumber } from '../ui/format-time.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { showToast } from '../ui/toasts.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { Name } from '../ui/user-text.tsx';
import hidden from '../ui/visually-hidden.module.css';
import { openFirstSteps } from './onboarding-commands.ts';
import { showScreen, useView } from './view-store.ts';
import styles from './rail.module.css';

type Ready = Extract<AppState, { phase: 'ready' }>;

/** Workspace, the places there are, and oneself. An entry appears only when its screen exists (ruling 68). */
export function Rail({ state }: { state: Ready }) {
  const screen = useView((view) => view.screen);
  const isAdmin = useCan('account.write');
  const toDecide = useOperations(({ operations }) => operations.filter(isRejected).length);
  const unread = useConversations((list) => list.counts?.unread ?? 0);
  return (
    <nav className={styles.rail} aria-label={t('rail.region')} data-pane="rail">
      <h1 className={hidden.hidden}>{t('rail.workspace', { name: state.workspace.name })}</h1>
      <WorkspaceTiles />
      <Place
        icon={Inbox}
        label={t('rail.inbox')}
        isHere={screen === 'inbox'}
        badge={unread}
        onGo={() => showScreen('inbox')}
      />
      <Place
        icon={LayoutTemplate}
        label={t('rail.templates')}
        shortcut="KeyG KeyT"
        isHere={screen === 'templates'}
        onGo={() => showScreen('templates')}
      />
      <Place
        icon={Users}
        label={t('rail.contacts')}
        shortcut="KeyG KeyB"
        isHere={screen === 'contacts'}
        onGo={() => showScreen('contacts')}
      />
      {(isAdmin || toDecide > 0) && (
        <Place
          icon={ShieldCheck}
          label={t('rail.admin')}
          shortcut="KeyG KeyX"
          isHere={screen === 'admin'}
          badge={toDecide}
          badgeText="rail.withDecisions"
          onGo={() => showScreen('admin')}
        />
      )}
      <span className={styles.space} />
      <StepsPlace />
      <Place
        icon={Settings}
        label={t('rail.settings')}
        shortcut="mod+Comma"
        isHere={screen === 'settings'}
        onGo={() => showScreen('settings')}
      />
      <MeMenu state={state} />
    </nav>
  );
}

/** There until everything is done, or not wanted. */
function StepsPlace() {
  const left = useStepsLeft();
  const isHere = useView((view) => view.dialog === 'firstSteps');
  if (left === 0) return null;
  return (
    <Place icon={ListChecks} label={t('rail.firstSteps', { count: left })} isHere={isHere} onGo={openFirstSteps} />
  );
}

interface PlaceProps {
  icon: LucideIcon;
  label: string;
  isHere: boolean;
  badge?: number;
  /** What the badge counts. */
  badgeText?: 'rail.withUnread' | 'rail.withDecisions';
  shortcut?: string;
  onGo: () => void;
}

function Place({ icon: Icon, label, isHere, badge = 0, badgeText = 'rail.withUnread', shortcut, onGo }: PlaceProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side="right">
      <button
        type="button"
        className={styles.place}
        aria-label={badge > 0 ? t(badgeText, { label, count: badge }) : label}
        aria-current={isHere ? 'page' : undefined}
        onClick={onGo}
      >
        <Icon size={18} strokeWidth={1.5} aria-hidden="true" />
        {badge > 0 && <span className={styles.badge}>{badge > 99 ? '99+' : formatNumber(badge)}</span>}
      </button>
    </Tooltip>
  );
}

function MeMenu({ state }: { state: Ready }) {
  const me = useMe();
  const users = useUsers();
  if (me === null) return null;
  const attempt = (work: Promise<void>) =>
    void work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" className={styles.me} aria-label={t('rail.me', { name: me.name })}>
          <span className={styles.face}>
            <Avatar id={me.id} name={me.name} size={28} />
            <OwnStatusDot />
          </span>
        </button>
      }
    >
      <div className={styles.card}>
        <Avatar id={me.id} name={me.name} size={36} />
        <div className={styles.cardText}>
          <Name text={me.name} className={styles.name} />
          <span className={styles.role}>{t(`role.${me.role}`)}</span>
        </div>
      </div>
      <MenuSeparator />
      <StatusChoice />
      <MenuSeparator />
      {state.demo && (
        <>
          <MenuChoice
            label={t('rail.continueAs')}
            value={me.email}
            onChange={(email) => attempt(session.switchDemoUser(email))}
            options={state.demo.users.map((user) => ({
              value: user.email,
              lead: (
                <Avatar
                  id={users.find(({ email }) => email === user.email)?.id ?? user.email}
                  name={user.name}
                  size={18}
                />
              ),
              label: <Name text={user.name} />,
            }))}
          />
          <MenuSeparator />
          <MenuItem icon={Smartphone} onSelect={() => openExternal(state.demo?.phoneUrl ?? '')}>
            {t('rail.phone')}
          </MenuItem>
        </>
      )}
      <MenuItem icon={Plus} onSelect={() => attempt(workspaces.show(null))}>
        {t('workspaces.add')}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => attempt(state.demo ? session.leave() : session.signOut())}>
        {t(state.demo ? 'rail.leaveDemo' : 'rail.signOut')}
      </MenuItem>
    </Menu>
  );
}
