import { memo } from 'react';
import { Lock, Smartphone } from 'lucide-react';
import type { MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { previewOf } from '#shared/content.ts';
import { tickOf } from '#shared/message.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount, useMe, useUser } from '../../entities/directory.ts';
import { useMessage } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { formatClock, formatFull } from '../../ui/format-time.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { MessageBody } from './message-body.tsx';
import { SendProblem } from './send-problem.tsx';
import { TickWithTimeline } from './timeline.tsx';
import styles from './message-bubble.module.css';

interface BubbleProps {
  id: MessageId;
  /** First and last of a group of messages by one author. */
  opens: boolean;
  closes: boolean;
}

/** One message. It subscribes to itself: a tick that moves renders one bubble. */
export const MessageBubble = memo(function MessageBubble({ id, opens, closes }: BubbleProps) {
  const message = useMessage(id);
  const author = useAuthor(message);
  if (message === null) return null;
  const label = `${author.name}: ${previewOf(message.content, 400)}`;
  if (message.direction === 'note') return <Note message={message} author={author.name} label={label} />;
  const ours = message.direction === 'outbound';
  return (
    <article className={styles.message} data-ours={ours} data-opens={opens} aria-label={label}>
      {opens && ours && !author.isMe && (
        <p className={styles.author}>
          {message.origin.kind === 'echo' && <Smartphone size={12} strokeWidth={1.5} aria-hidden="true" />}
          <Name text={author.name} />
        </p>
      )}
      <Bubble message={message} closes={closes} />
      {ours && <SendProblem message={message} />}
    </article>
  );
});

function Bubble({ message, closes }: { message: ThreadMessage; closes: boolean }) {
  const account = useAccount(message.accountId);
  const tick = tickOf(message);
  return (
    <div
      className={styles.bubble}
      data-closes={closes}
      data-unsure={message.outbox !== null || tick === 'uncertain' || tick === 'held'}
      style={{ '--edge': `var(--account-${account?.color ?? 7})` }}
    >
      <div className={styles.text} dir="auto">
        <MessageBody content={message.content} />
        <span className={styles.meta} dir="ltr">
          <time dateTime={new Date(message.at).toISOString()} title={formatFull(message.at)}>
            {formatClock(message.at)}
          </time>
          {tick !== null && <TickWithTimeline message={message} tick={tick} />}
        </span>
      </div>
    </div>
  );
}

function Note({ message, author, label }: { message: ThreadMessage; author: string; label: string }) {
  return (
    <article className={styles.note} aria-label={label}>
      <p className={styles.noteHead}>
        <Lock size={12} strokeWidth={1.75} aria-hidden="true" />
        <Name text={author} className={styles.noteAuthor} />
        <span>{t('message.noteHint')}</span>
        <time dateTime={new Date(message.at).toISOString()} title={formatFull(message.at)}>
          {formatClock(message.at)}
        </time>
      </p>
      <div className={styles.text} dir="auto">
        <MessageBody content={message.content} />
      </div>
      <SendProblem message={message} />
    </article>
  );
}

function useAuthor(message: ThreadMessage | null): { name: string; isMe: boolean } {
  const me = useMe();
  const row = useConversation(message?.conversationId ?? null);
  const origin = message?.origin;
  const user = useUser(origin?.kind === 'agent' ? origin.userId : null);
  if (origin?.kind === 'echo') return { name: t('message.phoneApp'), isMe: false };
  if (origin?.kind !== 'agent')
    return { name: visibleName(row?.contactName ?? '') || t('message.customer'), isMe: false };
  if (origin.userId === me?.id) return { name: t('message.you'), isMe: true };
  return { name: user?.name ?? t('message.colleague'), isMe: false };
}
