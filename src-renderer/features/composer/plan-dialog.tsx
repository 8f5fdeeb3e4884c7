import { useState } from 'react';
import { maxTextLength } from '#shared/content.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ScheduledSend } from '#shared/library.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { holesIn } from '#shared/quick-reply.ts';
import { parseWhen } from '#shared/when.ts';
import { serverNow } from '../../entities/clock.ts';
import { useConversation } from '../../entities/conversations.ts';
import { filesOf, setDraftFiles } from '../../entities/draft-files.ts';
import { changeDraft, getDraft, restoreToDraft, useDraft } from '../../entities/drafts.ts';
import { outgoingParts } from '../../entities/outgoing-parts.ts';
import { formatPlanned, longestAheadMs, plan } from '../../entities/planned.ts';
import { quoteMessage, useQuotedReply } from '../../entities/quoted-reply.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { showToast } from '../../ui/toasts.ts';
import { focusComposer, openPanel, useComposer } from './composer-store.ts';
import { fromLocalInput, planPresets, toLocalInput } from './plan-presets.ts';
import styles from './plan-dialog.module.css';

/** When the draft, or a message that is planned already, shall go out. */
export function PlanDialog({ conversationId }: { conversationId: ConversationId }) {
  const isOpen = useComposer((state) => state.panel === 'plan');
  const planned = useComposer((state) => state.planned);
  const close = () => {
    openPanel(null);
    focusComposer('reply');
  };
  return (
    <Dialog open={isOpen} onClose={close} title={t('plan.title')} width="narrow">
      {isOpen && <PlanForm conversationId={conversationId} planned={planned} onDone={close} />}
    </Dialog>
  );
}

interface PlanFormProps {
  conversationId: ConversationId;
  planned: ScheduledSend | null;
  onDone: () => void;
}

function PlanForm({ conversationId, planned, onDone }: PlanFormProps) {
  const row = useConversation(conversationId);
  const [now] = useState(serverNow);
  const [exact, setExact] = useState(planned === null ? '' : toLocalInput(planned.sendAt));
  const [text, setText] = useState(planned?.content.type === 'text' ? planned.content.text : null);
  const [words, setWords] = useState('');
  const at = words.trim() === '' ? fromLocalInput(exact) : parseWhen(words, now);
  const problem = at === null ? null : problemOf(at, now);
  const draft = useDraft(conversationId, 'reply') ?? '';
  const whyNot = problemOfText(text ?? (planned === null ? draft : null));
  const save = (sendAt: number) => {
    onDone();
    void (planned === null ? planDraft(conversationId, sendAt) : planAgain(planned, text, sendAt));
  };
  const isLate = at !== null && row?.windowClosesAt != null && at > row.windowClosesAt;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null && problem === null && whyNot === null) save(at);
      }}
    >
      {text !== null && (
        <label className={styles.label}>
          {t('plan.message')}
          <textarea
            className={styles.message}
            dir="auto"
            spellCheck
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      )}
      {whyNot !== null && (
        <p className={styles.problem} role="alert">
          {whyNot}
        </p>
      )}
      <ul className={styles.presets}>
        {planPresets(now, row?.windowClosesAt ?? null).map(({ preset, at: time }) => (
          <li key={preset}>
            <button type="button" className={styles.preset} disabled={whyNot !== null} onClick={() => save(time)}>
              <span>{t(`plan.preset.${preset}`)}</span>
              <time>{formatPlanned(time, now)}</time>
            </button>
          </li>
        ))}
      </ul>
      <Field
        label={t('plan.when')}
        placeholder={t('plan.whenHint')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        hint={understood(words, at, now)}
      />
      <Field
        label={t('plan.at')}
        type="datetime-local"
        value={exact}
        onChange={(event) => {
          setExact(event.target.value);
          setWords('');
        }}
        error={problem}
        hint={isLate ? t('plan.afterWindow') : undefined}
      />
      <footer className={styles.footer}>
        <Button kind="primary" type="submit" disabled={at === null || problem !== null || whyNot !== null}>
          {t(planned === null ? 'plan.save' : 'plan.change')}
        </Button>
      </footer>
    </form>
  );
}

function understood(words: string, at: number | null, now: number): string | undefined {
  if (words.trim() === '') return undefined;
  return at === null ? t('plan.unclear') : t('plan.understood', { time: formatPlanned(at, now) });
}

/** What can't be said later either: a field that is not filled in, or more than one message. null: a planned file. */
function problemOfText(text: string | null): string | null {
  const hole = holesIn(text ?? '')[0];
  if (hole !== undefined) return t('checker.hole', { field: hole.label });
  const over = (text?.length ?? 0) - maxTextLength;
  return over > 0 ? t('checker.tooLong', { count: over }) : null;
}

function problemOf(at: number, now: number): string | null {
  if (at <= now) return t('plan.past');
  return at > now + longestAheadMs ? t('plan.tooFar') : null;
}

/** The draft leaves the field; if it can't be planned it comes back. A file goes with the text under it, at that time. */
async function planDraft(conversationId: ConversationId, sendAt: number): Promise<void> {
  const text = getDraft(conversationId, 'reply');
  const files = filesOf(conversationId);
  const replyTo = useQuotedReply.getState()[conversationId] ?? null;
  changeDraft(conversationId, 'reply', '');
  setDraftFiles(conversationId, []);
  quoteMessage(conversationId, null);
  try {
    for (const [index, content] of outgoingParts(text, files).entries()) {
      // A millisecond apart, so that they go in their order.
      // oxlint-disable-next-line no-await-in-loop
      await plan({ conversationId, content, replyTo: index === 0 ? replyTo : null, sendAt: sendAt + index });
    }
    showToast({ kind: 'info', text: t('plan.planned', { time: formatPlanned(sendAt, serverNow()) }) });
  } catch (error) {
    restoreToDraft(conversationId, 'reply', text);
    setDraftFiles(conversationId, files);
    quoteMessage(conversationId, replyTo);
    showToast({ kind: 'warning', text: describeError(error) });
  }
}

async function planAgain(planned: ScheduledSend, text: string | null, sendAt: number): Promise<void> {
  const { conversationId, replyTo } = planned;
  const content: OutgoingContent = text === null ? planned.content : { type: 'text', text };
  try {
    await plan({ conversationId, content, replyTo, sendAt }, planned);
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
  }
}
