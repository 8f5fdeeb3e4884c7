import { memo, useEffect, useRef } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { tickOf } from '#shared/message.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { useNow } from '../../entities/clock.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount, useUser } from '../../entities/directory.ts';
import { useSeconds, useViewers } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatFull, formatNumber, formatShort } from '../../ui/format-time.ts';
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
  const buttonRef = useRef<HTMLButtonElement>(null);
  const asked = useListCursor((state) => (state.id === id ? state.asked : 0));
  useEffect(() => {
    if (asked > 0) buttonRef.current?.focus();
  }, [asked]);
  if (row === null) return null;
  const name = visibleName(row.contactName) || row.contactHandle;
  return (
    <div ref={measure} data-index={index} role="listitem" aria-label={name} className={`${styles.item} ${virtualItem}`}>
      <button
        ref={buttonRef}
        type="button"
        className={styles.row}
        data-open={isOpen}
        data-unread={row.unread > 0}
        aria-current={isOpen ? 'true' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => setCursor(id)}
        onClick={() => onOpen(id)}
      >
        <span className={styles.edge} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
        <Avatar id={row.contactId} name={row.contactName} />
        <span className={styles.first}>
          <span className={styles.name}>
            <Name text={name} />
          </span>
          <Time at={row.lastMessageAt} />
        </span>
        <span className={styles.second}>
          <PreviewLine id={id} />
          <Marks id={id} />
        </span>
      </button>
    </div>
  );
});

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
      <Quote text={preview.text} />
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
      {row.unread > 0 && (
        <span className={styles.unread} aria-label={t('list.unread', { count: row.unread })} role="img">
          {row.unread > 99 ? '99+' : formatNumber(row.unread)}
        </span>
      )}
      <WindowRing window={serviceWindow(row.windowClosesAt, now)} />
    </span>
  );
}
