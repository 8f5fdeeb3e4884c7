import { memo, useEffect, useRef } from 'react';
import { AlarmClock, AtSign, Ban, BellOff, Check, type LucideIcon, Pin } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { tickOf } from '#shared/message.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { useNow } from '../../entities/clock.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount, useUser } from '../../entities/directory.ts';
import { colorOf } from '../../entities/labels.ts';
import { useLibrary } from '../../entities/library.ts';
import { useSeconds, useViewers } from '../../entities/presence.ts';
import { toggleSelected, useSelection } from '../../entities/selection.ts';
import { t } from '../../i18n/i18n.ts';
import { previewText } from '../../ui/preview.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatAhead, formatFull, formatNumber, formatShort } from '../../ui/format-time.ts';
import { LabelChip, LabelDot } from '../../ui/label-chip.tsx';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { TickMark } from '../../ui/tick.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { virtualItem, type ItemSlot } from '../../ui/virtual-list.tsx';
import { ViewerStack } from '../../ui/viewer-stack.tsx';
import { WindowRing } from '../../ui/window-ring.tsx';
import { setCursor, useListCursor } from './list-cursor.ts';
import styles from './conversation-row.module.css';

interface RowProps extends ItemSlot {
  id: ConversationId;
  isOpen: boolean;
  isTabStop: boolean;
  onOpen: (id: ConversationId) => void;
}

/** One conversation of the list. It subscribes to itself: a new message renders one row. */
export const ConversationRow = memo(function ConversationRow({
  id,
  index,
  measure,
  isOpen,
  isTabStop,
  onOpen,
}: RowProps) {
  const row = useConversation(id);
  const account = useAccount(row?.accountId);
  const isSelected = useSelection((state) => state.isAll || state.ids.has(id));
  const buttonRef = useRef<HTMLButtonElement>(null);
  const isAsked = useListCursor((state) => state.isAsked && state.id === id);
  const isThere = row !== null;
  useEffect(() => {
    // The next key may have asked for another row since this was drawn.
    if (!isAsked || !isThere || useListCursor.getState().id !== id) return;
    setCursor(id);
    // A list that came late doesn't take the keyboard from a dialog that was opened meanwhile.
    if (document.querySelector(openDialog) === null) buttonRef.current?.focus();
  }, [id, isAsked, isThere]);
  if (row === null) return null;
  const name = visibleName(row.contactName) || row.contactHandle;
  return (
    <div ref={measure} data-index={index} role="listitem" aria-label={name} className={`${styles.item} ${virtualItem}`}>
      <SelectBox id={id} name={name} />
      <button
        ref={buttonRef}
        type="button"
        className={styles.row}
        data-open={isOpen}
        data-unread={row.unread > 0}
        data-selected={isSelected}
        aria-current={isOpen ? 'true' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => setCursor(id)}
        onClick={() => onOpen(id)}
      >
        <span className={styles.edge} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
        <Avatar id={row.contactId} name={row.contactName} />
        <span className={styles.first}>
          {row.pinned && <Mark icon={Pin} label={t('list.pinned')} tone="pin" />}
          <span className={styles.name}>
            <Name text={name} />
          </span>
          {row.priority !== undefined && <PriorityMark priority={row.priority} />}
          {row.muted && <Mark icon={BellOff} label={t('list.muted')} />}
          {row.blockedBy.includes(row.accountId) && <Mark icon={Ban} label={t('list.blocked')} tone="danger" />}
          {row.state === 'snoozed' ? <Asleep until={row.snoozedUntil ?? null} /> : <Time at={row.lastMessageAt} />}
        </span>
        <span className={styles.second}>
          <PreviewLine id={id} />
          <Labels tags={row.tags ?? noTags} />
          <Marks id={id} />
        </span>
      </button>
    </div>
  );
});

const openDialog = ':is([role="dialog"], [role="alertdialog"])[data-open]';
const noTags: readonly string[] = [];

/** Chooses the row with the mouse; by keyboard it is `x`. */
function SelectBox({ id, name }: { id: ConversationId; name: string }) {
  const isSelected = useSelection((state) => state.isAll || state.ids.has(id));
  const isChoosing = useSelection((state) => state.isAll || state.ids.size > 0);
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isSelected}
      aria-label={t('selection.select', { name })}
      tabIndex={-1}
      className={styles.select}
      data-shown={isChoosing}
      onClick={() => toggleSelected(id)}
    >
      {isSelected && <Check size={14} strokeWidth={2.5} aria-hidden="true" />}
    </button>
  );
}

function Mark({ icon: Icon, label, tone }: { icon: LucideIcon; label: string; tone?: 'pin' | 'danger' }) {
  return (
    <span className={styles.mark} data-tone={tone} role="img" aria-label={label} title={label}>
      <Icon size={13} strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}

/** The first label by name, the others by colour. */
function Labels({ tags }: { tags: readonly string[] }) {
  const [first, ...others] = tags;
  const library = useLibrary();
  if (first === undefined) return null;
  return (
    <span className={styles.labels}>
      <LabelChip name={first} color={colorOf(first, library)} />
      {others.slice(0, 3).map((tag) => (
        <LabelDot key={tag} name={tag} color={colorOf(tag, library)} />
      ))}
    </span>
  );
}

/** In place of the time: when it comes back. */
function Asleep({ until }: { until: number | null }) {
  const now = useNow();
  const label = until === null ? t('list.snoozedUntilReply') : t('list.snoozedUntil', { time: formatFull(until) });
  return (
    <span className={styles.asleep} title={label}>
      <AlarmClock size={12} strokeWidth={1.75} aria-hidden="true" />
      {until === null ? t('list.untilReply') : formatAhead(until, now)}
    </span>
  );
}

function Time({ at }: { at: number }) {
  const now = useNow();
  return (
    <time className={styles.time} dateTime={new Date(at).toISOString()} title={formatFull(at)}>
      {formatShort(at, now)}
    </time>
  );
}

function PreviewLine({ id }: { id: ConversationId }) {
  const row = useConversation(id);
  if (row === null) return null;
  if (row.draft !== null) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t('list.draft')}</span> <Quote text={row.draft} />
      </span>
    );
  }
  const { preview } = row;
  if (preview === null) return <span className={styles.preview}>{t('list.nothingYet')}</span>;
  const tick = tickOf(preview);
  return (
    <span className={styles.preview}>
      {tick !== null && <TickMark tick={tick} />}
      {preview.direction === 'note' && <span className={styles.note}>{t('list.note')}</span>}{' '}
      <Quote text={previewText(preview.text)} />
    </span>
  );
}

function Viewers({ id }: { id: ConversationId }) {
  const viewers = useViewers(id);
  const now = useSeconds(viewers.some(({ leftAt }) => leftAt !== null));
  return <ViewerStack viewers={viewers} now={now} size={18} />;
}

function Marks({ id }: { id: ConversationId }) {
  const row = useConversation(id);
  const assignee = useUser(row?.assigneeId);
  const now = useNow();
  if (row === null) return null;
  return (
    <span className={styles.marks}>
      <Viewers id={id} />
      {assignee && (
        <span title={t('list.assignedTo', { name: assignee.name })}>
          <Avatar id={assignee.id} name={assignee.name} size={18} />
        </span>
      )}
      {row.mentionedAt !== null && <Mark icon={AtSign} label={t('list.mentioned')} tone="pin" />}
      {row.unread > 0 && (
        <span className={styles.unread} aria-label={t('list.unread', { count: row.unread })} role="img">
          {row.unread > 99 ? '99+' : formatNumber(row.unread)}
        </span>
      )}
      <WindowRing window={serviceWindow(row.windowClosesAt, now)} />
    </span>
  );
}
