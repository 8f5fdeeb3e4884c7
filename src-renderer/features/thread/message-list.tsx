import { useEffect, useMemo, useRef, useState } from 'react';
import { ArrowDown, MessageSquareDashed, RotateCw } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { useNow } from '../../entities/clock.ts';
import { useConversation } from '../../entities/conversations.ts';
import {
  loadNewer,
  loadOlder,
  messagesById,
  oldestNow,
  openThread,
  useMessages,
  useThread,
} from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDivider } from '../../ui/format-time.ts';
import { VirtualList, virtualItem, type VirtualListHandle } from '../../ui/virtual-list.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import { closeFind } from './find-store.ts';
import { toNewest } from './jump.ts';
import { MessageBubble } from './message-bubble.tsx';
import { MessageDetails } from './message-details.tsx';
import { countNew } from './new-below.ts';
import { placeIn, rememberPlace } from './thread-places.ts';
import { toThreadItems, type ThreadItem } from './thread-items.ts';
import { forgetThreadUi, useThreadUi } from './thread-ui.ts';
import { useVisit } from './use-visit.ts';
import styles from './message-list.module.css';

const noIds: readonly MessageId[] = [];

interface MessageListProps {
  conversationId: ConversationId;
  onReply: (message: ThreadMessage) => void;
}

/** The messages of one conversation. Keyed by conversation, so that each visit starts at the newest. */
export function MessageList({ conversationId, onReply }: MessageListProps) {
  const thread = useThread(conversationId);
  const ids = thread?.ids ?? noIds;
  const firstUnreadNo = useVisit(conversationId);
  // Items depend on who wrote when, which a message's later versions never change: ids are enough.
  const knownSince = useConversation(conversationId)?.createdAt ?? 0;
  const items = useMemo(
    () => toThreadItems(ids, messagesById(), firstUnreadNo, knownSince),
    [ids, firstUnreadNo, knownSince],
  );
  useEffect(() => {
    void openThread(conversationId);
    return () => {
      forgetThreadUi();
      closeFind();
    };
  }, [conversationId]);

  const handle = useRef<VirtualListHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [lastSeen, setLastSeen] = useState<MessageId | null>(null);
  const noteAtEnd = (next: boolean) => {
    if (next === atEnd) return;
    setAtEnd(next);
    setLastSeen(next ? null : (ids.at(-1) ?? null));
  };
  const past = thread?.past;
  const jump = useThreadUi((state) => state.jump);
  const askedForNewest = useThreadUi((state) => state.toNewest);
  useEffect(() => {
    if (askedForNewest > 0) handle.current?.scrollToEnd();
  }, [askedForNewest]);
  const indexOf = (id: MessageId | null) => items.findIndex((item) => item.id === id);
  const selected = useThreadUi((state) => state.selected);
  useEffect(() => {
    if (jump !== null) handle.current?.scrollToIndex(indexOf(jump.messageId), 'center');
    // The same message may be jumped to twice; what else changes moves nothing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [jump]);
  useEffect(() => {
    if (selected !== null) handle.current?.scrollToIndex(indexOf(selected));
    // Messages that come or change meanwhile move nothing either.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);

  if (thread?.status === 'failed') {
    return (
      <EmptyState icon={RotateCw} title={t('thread.failed')} text={t('thread.failedText')}>
        <Button onClick={() => void openThread(conversationId)}>{t('action.retry')}</Button>
      </EmptyState>
    );
  }
  if (thread?.status === 'ready' && items.length === 0) {
    return <EmptyState icon={MessageSquareDashed} title={t('thread.empty')} text={t('thread.emptyText')} />;
  }
  if (items.length === 0) return <div className={styles.frame} />;
  const firstUnread = items.findIndex(({ isFirstUnread }) => isFirstUnread);
  // A jump far back begins a list of its own, at its place, for as long as one jumps about in it and reads on from there,
  // also to the newest message; so does the way back to the newest.
  const list = jump?.list ?? null;
  const target = jump === null || list === null ? -1 : indexOf(jump.messageId);
  const begin = target === -1 ? firstUnread : target;
  return (
    <div className={styles.frame}>
      <VirtualList
        key={list === null ? `newest:${askedForNewest}:${past === undefined}` : `jump:${list}`}
        anchor="end"
        follows={past === undefined}
        count={items.length}
        keyOf={(index) => items[index]?.id ?? index.toString()}
        estimate={(index) => estimateHeight(items[index])}
        place={begin === -1 && askedForNewest === 0 ? placeIn(conversationId, ids[0]) : null}
        startAt={begin === -1 || (target === -1 && askedForNewest > 0) ? null : begin}
        startAlign={target === -1 ? 'start' : 'center'}
        onLeave={(place) => rememberPlace(conversationId, past ? null : place, oldestNow(conversationId))}
        onNearStart={() => void loadOlder(conversationId)}
        onNearEnd={past && (() => void loadNewer(conversationId))}
        onAtEndChange={noteAtEnd}
        handle={handle}
        scroller={{
          role: 'log',
          'aria-label': t('thread.messages'),
          // Scrolling puts old messages into the document; only the line below announces what is new.
          'aria-live': 'off',
          tabIndex: 0,
          className: styles.scroller ?? '',
        }}
      >
        {({ index, measure }) => {
          const item = items[index];
          return item === undefined ? null : (
            <div key={item.id} ref={measure} data-index={index} className={`${styles.item} ${virtualItem}`}>
              <ItemView item={item} onReply={onReply} />
            </div>
          );
        }}
      </VirtualList>
      {(!atEnd || past) && (
        <NewestButton
          ids={ids}
          lastSeen={lastSeen}
          arrived={past?.arrived ?? 0}
          onPress={() => toNewest(conversationId)}
        />
      )}
      {past === undefined && <Announcer ids={ids} />}
      <MessageDetails />
    </div>
  );
}

function estimateHeight(item: ThreadItem | undefined): number {
  const dividers = (item?.day == null ? 0 : 40) + (item?.isFirstUnread ? 40 : 0);
  return dividers + (item?.opens ? 54 : 44);
}

function ItemView({ item, onReply }: { item: ThreadItem; onReply: (message: ThreadMessage) => void }) {
  const { id, day, isFirstUnread, opens, closes, isLate } = item;
  return (
    <>
      {day !== null && <DayDivider at={day} />}
      {isFirstUnread && (
        <div className={styles.unread} role="separator" aria-label={t('thread.unread')}>
          <span>{t('thread.unread')}</span>
        </div>
      )}
      <MessageBubble id={id} opens={opens} closes={closes} isLate={isLate} onReply={onReply} />
    </>
  );
}

function DayDivider({ at }: { at: number }) {
  const now = useNow();
  const label = formatDivider(at, now);
  return (
    <div className={styles.day} role="separator" aria-label={label}>
      <span>{label}</span>
    </div>
  );
}

function NewestButton({
  ids,
  lastSeen,
  arrived,
  onPress,
}: {
  ids: readonly MessageId[];
  lastSeen: MessageId | null;
  /** What came while something older is shown. */
  arrived: number;
  onPress: () => void;
}) {
  const count = useMessages((state) => countNew(ids, state.byId, lastSeen)) + arrived;
  return (
    <button type="button" className={styles.pill} data-new={count > 0} onClick={onPress}>
      <ArrowDown size={14} strokeWidth={2} aria-hidden="true" />
      {count > 0 ? t('thread.new', { count }) : t('thread.toNewest')}
    </button>
  );
}

/** Reads a customer's new message out loud to screen readers, once. */
function Announcer({ ids }: { ids: readonly MessageId[] }) {
  const [opened] = useState(() => Date.now());
  const text = useMessages((state) => {
    const last = ids.at(-1);
    const message = last === undefined ? undefined : state.byId[last];
    return message?.direction === 'inbound' && message.at > opened ? previewOf(message.content) : '';
  });
  return (
    <p className={hidden.hidden} aria-live="polite">
      {text}
    </p>
  );
}
