import type { ReactNode } from 'react';
import { maxTextLength } from '#shared/content.ts';
import type { MutationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { useUser } from '../../entities/directory.ts';
import { forgetFile, giveFileBack } from '../../entities/attachments.ts';
import { changeDraft, getDraft, loadDraft, restoreToDraft } from '../../entities/drafts.ts';
import { sendAnyway, takeBack } from '../../entities/messages.ts';
import { useSeconds } from '../../entities/presence.ts';
import { offerUndo } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatAgo } from '../../ui/format-ago.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { showToast } from '../../ui/toasts.ts';
import { Quote } from '../../ui/user-text.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import { leaseHolder } from './lease-holder.ts';
import { newerReplies } from './newer-replies.ts';
import styles from './send-problem.module.css';

interface AskedProps {
  message: ThreadMessage;
  mutationId: MutationId;
}

/** Ruling 49: a colleague answered meanwhile. Nothing went out; the writer decides with their replies in view. */
export function StaleReply({ message, mutationId }: AskedProps) {
  const replies = newerReplies(message.outbox?.error?.details);
  const newest = replies.at(-1);
  const author = useUser(newest?.userId);
  const now = useSeconds(newest !== undefined);
  const title =
    newest === undefined
      ? t('problem.stale')
      : t('problem.staleBy', {
          name: visibleName(author?.name ?? '') || t('message.colleague'),
          ago: formatAgo(newest.at, now),
        });
  return (
    <Asked
      message={message}
      mutationId={mutationId}
      name={t('problem.stale')}
      title={title}
      text={t('problem.staleText')}
    >
      {replies.length > 0 && (
        <ul className={styles.replies}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <Quote text={reply.text} />
            </li>
          ))}
        </ul>
      )}
    </Asked>
  );
}

/** A colleague was answering when this was sent. Nothing went out; who sends it all the same takes the answer over. */
export function LeaseHeld({ message, mutationId }: AskedProps) {
  const holder = useUser(leaseHolder(message.outbox?.error?.details));
  const title = t('problem.lease', { name: visibleName(holder?.name ?? '') || t('message.colleague') });
  return <Asked message={message} mutationId={mutationId} name={title} title={title} text={t('problem.leaseText')} />;
}

/** `name` is said once; the title may go on counting seconds. */
function Asked(props: AskedProps & { name: string; title: string; text: string; children?: ReactNode }) {
  const { message, mutationId, name, title, text, children } = props;
  return (
    <div className={styles.card} data-tone="warning" role="group" aria-label={name}>
      <span className={hidden.hidden} role="alert">
        {name}
      </span>
      <p className={styles.title}>
        <bdi dir="auto">{title}</bdi>
      </p>
      <p>{text}</p>
      {children}
      <div className={styles.actions}>
        <Button size="small" onClick={() => attempt(sendAnyway(mutationId))}>
          {t('problem.sendAnyway')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => attempt(edit(message, mutationId))}>
          {t('problem.edit')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => attempt(discard(message, mutationId))}>
          {t('problem.discard')}
        </Button>
      </div>
    </div>
  );
}

async function edit(message: ThreadMessage, mutationId: MutationId): Promise<void> {
  const { conversationId } = message;
  await loadDraft(conversationId, 'reply');
  await takeBack(mutationId);
  restoreToDraft(conversationId, 'reply', wordsOf(message));
  giveFileBack(message);
}

async function discard(message: ThreadMessage, mutationId: MutationId): Promise<void> {
  const { conversationId } = message;
  await loadDraft(conversationId, 'reply');
  const draft = getDraft(conversationId, 'reply');
  await takeBack(mutationId);
  // Taken back it stands in the draft: put there what was there before.
  changeDraft(conversationId, 'reply', draft);
  if (message.content.type === 'media') forgetFile(message.content.media.id);
  offerUndo(t('problem.discarded'), async () => restoreToDraft(conversationId, 'reply', wordsOf(message)));
}

function wordsOf({ content }: ThreadMessage): string {
  if (content.type === 'media') return content.caption ?? '';
  return content.type === 'text' ? content.text : previewOf(content, maxTextLength);
}

function attempt(work: Promise<void>): void {
  work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
