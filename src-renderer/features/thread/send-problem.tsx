import { useEffect, useState } from 'react';
import { hasFailed } from '#shared/delivery.ts';
import type { MutationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { serverNow } from '../../entities/clock.ts';
import { giveFileBack } from '../../entities/attachments.ts';
import { restoreToDraft } from '../../entities/drafts.ts';
import { leaveUncertain, resend, sendAgain, takeBack } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError, wordsOf } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import { FailureFixes } from './failure-fixes.tsx';
import { explainFailure } from './failure-text.ts';
import { needsOtherFile } from './fixes.ts';
import { OtherFileButton } from './other-file-button.tsx';
import { LeaseHeld, StaleReply } from './stale-reply.tsx';
import { UploadProgress } from './upload-progress.tsx';
import styles from './send-problem.module.css';

/** Below an own message that is not simply on its way: what happened to it, and what a person can decide. */
export function SendProblem({ message }: { message: ThreadMessage }) {
  const { outbox, sendState, delivery } = message;
  if (outbox?.state === 'rejected') {
    const { mutationId, error } = outbox;
    if (error?.code === 'stale_reply') return <StaleReply message={message} mutationId={mutationId} />;
    if (error?.code === 'lease_held') return <LeaseHeld message={message} mutationId={mutationId} />;
    return (
      <Card tone="danger" title={t('problem.rejected')} text={error === null ? t('error.unexpected') : wordsOf(error)}>
        {error !== null && needsOtherFile(error.code, message.content) ? (
          <OtherFileButton message={message} />
        ) : (
          message.direction === 'outbound' && (
            <Button size="small" onClick={() => attempt(sendAgain(mutationId))}>
              {t('action.retry')}
            </Button>
          )
        )}
        <EditButton message={message} mutationId={outbox.mutationId} />
      </Card>
    );
  }
  if (outbox && outbox.heldUntil !== null) {
    return <UndoSend message={message} mutationId={outbox.mutationId} heldUntil={outbox.heldUntil} />;
  }
  if (outbox?.state === 'pending') return <UploadProgress message={message} mutationId={outbox.mutationId} />;
  if (hasFailed(delivery) || sendState?.state === 'rejected') {
    const failure = delivery.failure ?? (sendState?.state === 'rejected' ? sendState.failure : null);
    if (failure === null) return null;
    const { what, fix } = explainFailure(failure);
    return (
      <Card tone="danger" title={what} text={fix}>
        <FailureFixes message={message} failure={failure} />
      </Card>
    );
  }
  if (sendState?.state === 'held') {
    return <Card tone="warning" title={t('problem.held')} text={t(`problem.heldReason.${sendState.reason}`)} />;
  }
  if (sendState?.state === 'uncertain') {
    if (sendState.left) return <p className={styles.left}>{t('problem.left')}</p>;
    return (
      <Card
        tone="warning"
        title={t('problem.uncertain')}
        text={t(sendState.restored ? 'problem.restoredText' : 'problem.uncertainText')}
      >
        <Button size="small" onClick={() => attempt(resend(message))}>
          {t('problem.resend')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => attempt(leaveUncertain(message))}>
          {t('problem.leave')}
        </Button>
      </Card>
    );
  }
  return null;
}

function EditButton({ message, mutationId }: { message: ThreadMessage; mutationId: MutationId }) {
  return (
    <Button size="small" kind="quiet" onClick={() => attempt(editAgain(message, mutationId))}>
      {t('problem.edit')}
    </Button>
  );
}

function UndoSend(props: { message: ThreadMessage; mutationId: MutationId; heldUntil: number }) {
  const { message, mutationId, heldUntil } = props;
  const left = useSecondsUntil(heldUntil);
  if (left === 0) return null;
  return (
    <p className={styles.undo}>
      <span>{t('problem.sendingIn', { count: left })}</span>
      <Button size="small" kind="quiet" onClick={() => attempt(editAgain(message, mutationId))}>
        {t('problem.undoSend')}
      </Button>
    </p>
  );
}

interface CardProps {
  tone: 'warning' | 'danger';
  title: string;
  text: string;
  children?: React.ReactNode;
}

function Card({ tone, title, text, children }: CardProps) {
  return (
    <div className={styles.card} data-tone={tone}>
      <p className={styles.title}>{title}</p>
      <p dir="auto">{text}</p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

async function editAgain(message: ThreadMessage, mutationId: MutationId): Promise<void> {
  const text = await takeBack(mutationId);
  restoreToDraft(message.conversationId, message.direction === 'note' ? 'note' : 'reply', text);
  giveFileBack(message);
}

function attempt(work: Promise<void>): void {
  work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

function useSecondsUntil(at: number): number {
  const [left, setLeft] = useState(() => secondsLeft(at));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsLeft(at)), 200);
    return () => clearInterval(timer);
  }, [at]);
  return left;
}

const secondsLeft = (at: number): number => Math.max(0, Math.ceil((at - serverNow()) / 1000));
