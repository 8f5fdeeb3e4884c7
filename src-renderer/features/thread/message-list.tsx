import { useEffect, useMemo, useRef, useState } from 'react';
import { ArrowDown, MessageSquareDashed, RotateCw } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import { previewOf } from '#shared/content.ts';
import { useNow } from '../../entities/clock.ts';
import { loadOlder, messagesById, oldestNow, openThread, useMessages, useThread } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDivider } from '../../ui/format-time.ts';
import { VirtualList, virtualItem, type VirtualListHandle } from '../../ui/virtual-list.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import { MessageBubble } from './message-bubble.tsx';
import { countNew } from './new-below.ts';
import { placeIn, rememberPlace } from './thread-places.ts';
import { toThreadItems, type ThreadItem } from './thread-items.ts';
import { useThreadUi } from './thread-ui.ts';
import { useVisit } from './use-visit.ts';
import styles from './message-list.module.css';

const noIds: readonly MessageId[] = [];

/** The messages of one conversation. Keyed by conversation, so that each visit starts at the newest. */
export function MessageList({ conversationId }: { conversationId: ConversationId }) {
  const thread = useThread(conversationId);
  const ids = thread?.ids ?? noIds;
  const firstUnreadNo = useVisit(conversationId);
  // Items depend on who wrote when, which a message's later versions never change: ids are enough.
  const items = useMemo(() => toThreadItems(ids, messagesById(), firstUnreadNo), [ids, firstUnreadNo]);
  useEffect(() => void openThread(conversationId), [conversationId]);

  const handle = useRef<VirtualListHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [lastSeen, setLastSeen] = useState<MessageId | null>(null);
  const noteAtEnd = (next: boolean) => {
    if (next === atEnd) return;
    setAtEnd(next);
    setLastSeen(next ? null : (ids.at(-1) ?? null));
  };
  const toNewest = useThreadUi((state) => state.toNewest);
  useEffect(() => {
    if (toNewest > 0) handle.current?.scrollToEnd();
  }, [toNewest]);

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
  const firstUnread = items.findIndex((item) => item.kind === 'unread');
  if (items.length === 0) return <div className={styles.frame} />;
  return (
    <div className={styles.frame}>
      <VirtualList
        anchor="end"
        count={items.length}
        keyOf={(index) => items[index]?.key ?? index.toString()}
        estimate={(index) => estimateHeight(items[index])}
        place={firstUnread === -1 ? placeIn(conversationId, ids[0]) : null}
        startAt={firstUnread === -1 ? null : firstUnread}
        onLeave={(place) => rememberPlace(conversationId, place, oldestNow(conversationId))}
        onNearStart={() => void loadOlder(conversationId)}
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
            <div key={item.key} ref={measure} data-index={index} className={`${styles.item} ${virtualItem}`}>
              <ItemView item={item} />
            </div>
          );
        }}
      </VirtualList>
      {!atEnd && <NewestButton ids={ids} lastSeen={lastSeen} onPress={() => handle.current?.scrollToEnd()} />}
      <Announcer ids={ids} />
    </div>
  );
}

function estimateHeight(item: ThreadItem | undefined): number {
  return item?.kind === 'message' ? (item.opens ? 54 : 44) : 44;
}

function ItemView({ item }: { item: ThreadItem }) {
  if (item.kind === 'message') return <MessageBubble id={item.id} opens={item.opens} closes={item.closes} />;
  if (item.kind === 'unread') {
    return (
      <div className={styles.unread} role="separator" aria-label={t('thread.unread')}>
        <span>{t('thread.unread')}</span>
      </div>
    );
  }
  return <DayDivider at={item.at} />;
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
  onPress,
}: {
  ids: readonly MessageId[];
  lastSeen: MessageId | null;
  onPress: () => void;
}) {
  const count = useMessages((state) => countNew(ids, state.byId, lastSeen));
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
