import {
  ArrowLeft,
  CalendarSearch,
  CircleCheck,
  Images,
  MoreHorizontal,
  PanelRight,
  PictureInPicture2,
  RotateCcw,
  Search,
  UserRoundPlus,
} from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { displayPhone } from '#shared/phone.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { useNow } from '../../entities/clock.ts';
import { useAccount, useCan, useMe, useUser, useUsers } from '../../entities/directory.ts';
import { assignTo, reopen } from '../../entities/triage.ts';
import { openHandOver } from '../../entities/hand-over.ts';
import { useSeconds, useViewers } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { AssigneeMenu } from '../../ui/assignee-menu.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Name } from '../../ui/user-text.tsx';
import { ViewerStack } from '../../ui/viewer-stack.tsx';
import { describeWindow, WindowRing } from '../../ui/window-ring.tsx';
import { openFind } from './find-store.ts';
import { setAssignOpen, setDayPickerOpen, useThreadUi } from './thread-ui.ts';
import styles from './thread-header.module.css';

export interface ThreadHeaderProps {
  row: ConversationRow;
  isContactOpen: boolean;
  /** null: there is no panel beside it. */
  onToggleContact: (() => void) | null;
  onOpenGallery: () => void;
  onResolve: () => void;
  /** null: there is no list to go back to. */
  onBack: (() => void) | null;
  /** null: it has a window of its own already. */
  onPopOut: (() => void) | null;
}

/** Who one talks to, from which number, how long free text may still be sent, and who takes care of it. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { row, isContactOpen, onToggleContact, onOpenGallery, onResolve, onBack, onPopOut } = props;
  const account = useAccount(row.accountId);
  const now = useNow();
  const window = serviceWindow(row.windowClosesAt, now);
  const maySetState = useCan('conversation.setState');
  return (
    <header className={styles.header}>
      {onBack && <IconButton label={t('thread.back')} icon={ArrowLeft} className={styles.back} onClick={onBack} />}
      <div className={styles.who}>
        <h2 className={styles.name}>
          <Name text={row.contactName || row.contactHandle} />
        </h2>
        <p className={styles.from}>
          <span className={styles.dot} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
          {account && (
            <span className={styles.account}>
              <Name text={t('thread.via', { account: account.name })} />{' '}
              <Name text={displayPhone(account.displayPhoneNumber.replace(/\D/gu, ''))} className={styles.number} />
            </span>
          )}
        </p>
      </div>
      <Viewers id={row.id} />
      <p className={styles.window} data-urgency={window.state === 'open' ? window.urgency : 'closed'}>
        <WindowRing window={window} />
        <span aria-hidden="true">{describeWindow(window)}</span>
      </p>
      <Assignee row={row} />
      {maySetState &&
        (row.state === 'resolved' ? (
          <Button icon={RotateCcw} size="small" onClick={() => reopen(row)}>
            {t('thread.reopen')}
          </Button>
        ) : (
          <Button icon={CircleCheck} size="small" onClick={onResolve}>
            {t('thread.resolve')}
          </Button>
        ))}
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.more} aria-label={t('thread.more')} title={t('thread.more')}>
            <MoreHorizontal size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={Search} shortcut="mod+KeyF" onSelect={() => openFind(row.id)}>
          {t('command.find')}
        </MenuItem>
        <MenuItem icon={CalendarSearch} onSelect={() => setDayPickerOpen(true)}>
          {t('command.jumpToDay')}
        </MenuItem>
        <MenuItem icon={Images} onSelect={onOpenGallery}>
          {t('command.gallery')}
        </MenuItem>
        {onPopOut && (
          <MenuItem icon={PictureInPicture2} shortcut="mod+Shift+KeyP" onSelect={onPopOut}>
            {t('command.popOut')}
          </MenuItem>
        )}
      </Menu>
      {onToggleContact && (
        <IconButton
          label={t('thread.contactPanel')}
          icon={PanelRight}
          shortcut="mod+BracketRight"
          pressed={isContactOpen}
          onClick={onToggleContact}
        />
      )}
    </header>
  );
}

function Viewers({ id }: { id: ConversationId }) {
  const viewers = useViewers(id);
  const now = useSeconds(viewers.some(({ leftAt }) => leftAt !== null));
  return (
    <span className={styles.viewers}>
      <ViewerStack viewers={viewers} now={now} size={24} />
    </span>
  );
}

function Assignee({ row }: { row: ConversationRow }) {
  const users = useUsers();
  const me = useMe();
  const assignee = useUser(row.assigneeId);
  const mayAssign = useCan('conversation.assign');
  const open = useThreadUi((state) => state.isAssignOpen);
  const label = assignee ? t('assignee.is', { name: assignee.name }) : t('assignee.none');
  if (!mayAssign) return assignee && <Avatar id={assignee.id} name={assignee.name} size={24} />;
  return (
    <AssigneeMenu
      users={users}
      meId={me?.id ?? null}
      value={row.assigneeId}
      open={open}
      onOpenChange={setAssignOpen}
      onChange={(id) => assignTo(row, id)}
      onHandOver={() => openHandOver(row.id)}
      trigger={
        <button type="button" className={styles.assignee} aria-label={label} title={label}>
          {assignee ? (
            <Avatar id={assignee.id} name={assignee.name} size={24} />
          ) : (
            <UserRoundPlus size={16} strokeWidth={1.5} aria-hidden="true" />
          )}
        </button>
      }
    />
  );
}
