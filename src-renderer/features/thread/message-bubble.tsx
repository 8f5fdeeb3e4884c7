import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { Info, Lock, Smartphone } from 'lucide-react';
import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { tickOf } from '#shared/message.ts';
import { useAccount } from '../../entities/directory.ts';
import { useMessage } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { formatClock, formatFull } from '../../ui/format-time.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { useFoundHere } from './find-store.ts';
import { openLarge, selectMessage } from './message-acts.ts';
import { MessageBody } from './message-body.tsx';
import { DeletedMark, EditedMark, LateMark, MarksAbove } from './message-marks.tsx';
import { MessageQuote } from './message-quote.tsx';
import { MessageToolbar } from './message-toolbar.tsx';
import { Reactions } from './reactions.tsx';
import { SendProblem } from './send-problem.tsx';
import { useThreadUi } from './thread-ui.ts';
import { TickWithTimeline } from './timeline.tsx';
import { useAuthor } from './use-author.ts';
import styles from './message-bubble.module.css';

interface BubbleProps {
  id: MessageId;
  /** First and last of a group of messages by one author. */
  opens: boolean;
  closes: boolean;
  /** It came after messages that were written later. */
  isLate: boolean;
  onReply: (message: ThreadMessage) => void;
}

/** One message. It subscribes to itself: a tick that moves renders one bubble. */
export const MessageBubble = memo(function MessageBubble({ id, opens, closes, isLate, onReply }: BubbleProps) {
  const message = useMessage(id);
  const author = useAuthor(message);
  if (message === null) return null;
  const label = `${author.name}: ${previewOf(message.content, 400)}`;
  if (message.content.type === 'system') return <SystemLine message={message} text={message.content.text} />;
  if (message.direction === 'note') return <Note message={message} author={author.name} label={label} />;
  const ours = message.direction === 'outbound';
  return (
    <Selectable message={message} label={label} className={styles.message} opens={opens}>
      {opens && ours && !author.isMe && (
        <p className={styles.author}>
          {message.origin.kind === 'echo' && <Smartphone size={12} strokeWidth={1.5} aria-hidden="true" />}
          <Name text={author.name} />
        </p>
      )}
      <BubbleRow message={message} closes={closes} isLate={isLate} onReply={onReply} />
      <Reactions message={message} />
      {ours && <SendProblem message={message} />}
    </Selectable>
  );
});

interface SelectableProps {
  message: ThreadMessage;
  label: string;
  className: string | undefined;
  opens?: boolean;
  children: ReactNode;
}

/** The element of a message: the keyboard can be on it, and a jump shows which one was meant. */
function Selectable({ message, label, className, opens, children }: SelectableProps) {
  const ref = useRef<HTMLElement>(null);
  const isSelected = useThreadUi((state) => state.selected === message.id);
  const isFlashed = useThreadUi((state) => state.flash === message.id);
  const isFound = useFoundHere(message.id);
  useEffect(() => {
    if (isSelected && !ref.current?.contains(document.activeElement)) ref.current?.focus({ preventScroll: true });
  }, [isSelected]);
  return (
    // Not something to press: the keyboard stands on it, and shortcuts act on it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={ref}
      className={className}
      data-message={message.id}
      data-ours={message.direction === 'outbound'}
      data-opens={opens}
      data-selected={isSelected}
      data-flash={isFlashed || isFound}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isSelected ? 0 : -1}
      aria-label={label}
      onFocus={() => !isSelected && selectMessage(message.id)}
    >
      {children}
    </article>
  );
}

interface RowProps {
  message: ThreadMessage;
  closes: boolean;
  isLate: boolean;
  onReply: (message: ThreadMessage) => void;
}

/** The bubble with what can be done with it beside it, while the pointer or the keyboard is there. */
function BubbleRow({ message, closes, isLate, onReply }: RowProps) {
  const [isNear, setIsNear] = useState(false);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const isSelected = useThreadUi((state) => state.selected === message.id);
  const isOpen = useThreadUi((state) => state.open?.messageId === message.id && state.open.what === 'react');
  return (
    <div className={styles.row} onPointerEnter={() => setIsNear(true)} onPointerLeave={() => setIsNear(false)}>
      <Bubble message={message} closes={closes} isLate={isLate} />
      {(isNear || isMenuOpen || isSelected || isOpen) && (
        <MessageToolbar message={message} onReply={() => onReply(message)} onOpenChange={setIsMenuOpen} />
      )}
    </div>
  );
}

function Bubble({ message, closes, isLate }: { message: ThreadMessage; closes: boolean; isLate: boolean }) {
  const { content, replyTo, conversationId } = message;
  const account = useAccount(message.accountId);
  const tick = tickOf(message);
  return (
    <div
      className={styles.bubble}
      data-closes={closes}
      data-kind={content.type === 'media' ? content.kind : content.type}
      data-deleted={message.deletedAt !== undefined}
      data-unsure={message.outbox !== null || tick === 'uncertain' || tick === 'held'}
      style={{ '--edge': `var(--account-${account?.color ?? 7})` }}
    >
      <MarksAbove message={message} />
      {replyTo !== null && <MessageQuote conversationId={conversationId} messageId={replyTo} />}
      <DeletedMark message={message} />
      <div className={styles.text} dir="auto">
        <MessageBody message={message} onOpen={() => openLarge(message)}>
          <span className={styles.meta} dir="ltr">
            {isLate && <LateMark message={message} />}
            <EditedMark message={message} />
            <time dateTime={new Date(message.at).toISOString()} title={formatFull(message.at)}>
              {formatClock(message.at)}
            </time>
            {tick !== null && <TickWithTimeline message={message} tick={tick} />}
          </span>
        </MessageBody>
      </div>
    </div>
  );
}

function Note({ message, author, label }: { message: ThreadMessage; author: string; label: string }) {
  return (
    <Selectable message={message} label={label} className={styles.note}>
      <p className={styles.noteHead}>
        <Lock size={12} strokeWidth={1.75} aria-hidden="true" />
        <Name text={author} className={styles.noteAuthor} />
        <span>{t('message.noteHint')}</span>
        <time dateTime={new Date(message.at).toISOString()} title={formatFull(message.at)}>
          {formatClock(message.at)}
        </time>
      </p>
      <div className={styles.text} dir="auto">
        <MessageBody message={message} onOpen={() => openLarge(message)} />
      </div>
      <SendProblem message={message} />
    </Selectable>
  );
}

/** WhatsApp itself speaks: a line across the thread, not somebody's words. */
function SystemLine({ message, text }: { message: ThreadMessage; text: string }) {
  return (
    <Selectable message={message} label={text} className={styles.system}>
      <p title={formatFull(message.at)}>
        <Info size={13} strokeWidth={1.75} aria-hidden="true" />
        <Quote text={text} />
      </p>
    </Selectable>
  );
}
