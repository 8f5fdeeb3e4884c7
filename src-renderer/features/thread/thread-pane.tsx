import { useEffect, type ReactNode } from 'react';
import { MessagesSquare } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { loadConversation, useConversation } from '../../entities/conversations.ts';
import { t } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Keys } from '../../ui/keys.tsx';
import { DayPicker } from './day-picker.tsx';
import { FindBar } from './find-bar.tsx';
import { MessageList } from './message-list.tsx';
import { ThreadHeader, type ThreadHeaderProps } from './thread-header.tsx';
import styles from './thread-pane.module.css';

interface ThreadPaneProps extends Omit<ThreadHeaderProps, 'row'> {
  conversationId: ConversationId | null;
  /** Puts the cursor into the composer. */
  onWrite: () => void;
  /** The next reply quotes this message. */
  onReply: (message: ThreadMessage) => void;
  /** Stands below the messages: the composer. */
  children: ReactNode;
}

export function ThreadPane({ conversationId, onWrite, onReply, children, ...header }: ThreadPaneProps) {
  const row = useConversation(conversationId);
  useEffect(() => {
    // Opened from a notification, it may not be in the list that is on screen.
    if (conversationId !== null && row === null) void loadConversation(conversationId).catch(() => undefined);
  }, [conversationId, row]);
  return (
    <section className={styles.pane} aria-label={t('thread.region')} data-pane="thread">
      {conversationId === null ? (
        <NothingOpen />
      ) : (
        row !== null && (
          <>
            <ThreadHeader row={row} {...header} />
            <FindBar conversationId={conversationId} onClose={onWrite} />
            <MessageList key={conversationId} conversationId={conversationId} onReply={onReply} />
            <DayPicker conversationId={conversationId} since={row.createdAt} />
            {children}
          </>
        )
      )}
    </section>
  );
}

function NothingOpen() {
  return (
    <EmptyState icon={MessagesSquare} title={t('thread.nothingOpen')} text={t('thread.nothingOpenText')}>
      <ul className={styles.hints}>
        <Hint keys={['KeyJ', 'KeyK']} text={t('thread.hintMove')} />
        <Hint keys={['Enter']} text={t('thread.hintOpen')} />
        <Hint keys={['mod+KeyK']} text={t('thread.hintPalette')} />
        <Hint keys={['char:?']} text={t('thread.hintSheet')} />
      </ul>
    </EmptyState>
  );
}

function Hint({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <li className={styles.hint}>
      <span className={styles.hintKeys}>
        {keys.map((key) => (
          <Keys key={key} shortcut={key} />
        ))}
      </span>
      {text}
    </li>
  );
}
