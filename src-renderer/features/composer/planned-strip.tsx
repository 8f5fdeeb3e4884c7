import { CalendarClock, CircleAlert } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { ScheduledSend } from '#shared/library.ts';
import { pendingContent } from '#shared/outgoing.ts';
import { useNow } from '../../entities/clock.ts';
import { useMe, useUser } from '../../entities/directory.ts';
import { plannedIn, useLibrary } from '../../entities/library.ts';
import { cancelPlanned, formatPlanned, sendPlannedNow } from '../../entities/planned.ts';
import { openTemplatePicker } from '../../entities/template-picker.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { Button } from '../../ui/button.tsx';
import { describeError, wordsOf } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { openPanel } from './composer-store.ts';
import styles from './planned-strip.module.css';

/** What is going to be said in this conversation later, and what could not be said when it was due. */
export function PlannedStrip({ conversationId }: { conversationId: ConversationId }) {
  const library = useLibrary();
  const planned = plannedIn(library, conversationId);
  if (planned.length === 0) return null;
  return (
    <ul className={styles.strip} aria-label={t('plan.region')}>
      {planned.map((one) => (
        <Line key={one.id} planned={one} />
      ))}
    </ul>
  );
}

function Line({ planned }: { planned: ScheduledSend }) {
  const now = useNow();
  const me = useMe();
  const author = useUser(planned.userId);
  const { problem, content, sendAt, id } = planned;
  const isClosed = problem?.code === 'reply_window_closed';
  const text = previewOf(pendingContent(content, id), 160);
  return (
    <li className={styles.line} data-problem={problem !== null}>
      {problem === null ? (
        <CalendarClock size={16} strokeWidth={1.5} aria-hidden="true" />
      ) : (
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
      )}
      <div className={styles.body}>
        <p className={styles.when}>
          {problem === null
            ? t('plan.goes', { time: formatPlanned(sendAt, now) })
            : t('plan.problem', { reason: wordsOf(problem) })}
          {author !== null && author.id !== me?.id && (
            <>
              {' · '}
              <Name text={t('plan.by', { name: author.name })} />
            </>
          )}
        </p>
        <p className={styles.text}>
          <Quote text={text} />
        </p>
      </div>
      <div className={styles.actions}>
        {isClosed && (
          <Button size="small" onClick={() => openTemplatePicker(planned.conversationId, text)}>
            {t('checker.chooseTemplate')}
          </Button>
        )}
        <Button size="small" kind="quiet" onClick={() => openPanel('plan', planned)}>
          {t('plan.edit')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => attempt(sendPlannedNow(planned))}>
          {t('plan.sendNow')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => attempt(cancelPlanned(planned))}>
          {t('plan.cancel')}
        </Button>
      </div>
    </li>
  );
}

function attempt(work: Promise<void>): void {
  work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
