import { useEffect, useRef } from 'react';
import { Lock, Reply, SendHorizontal } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { maxTextLength } from '#shared/content.ts';
import { maxNoteLength } from '../../entities/check-send.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount } from '../../entities/directory.ts';
import { changeDraft, flushDrafts, loadDraft, useDraft } from '../../entities/drafts.ts';
import { sendDraft, typing } from '../../entities/send-draft.ts';
import { useSettings } from '../../entities/settings.ts';
import { useSendCheck } from '../../entities/use-send-check.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { CheckerLine } from '../../ui/checker-line.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { isSendKey } from '../../ui/send-key.ts';
import { isMac } from '../../ui/shortcut.ts';
import { Name } from '../../ui/user-text.tsx';
import { setComposerMode, useComposer } from './composer-store.ts';
import styles from './composer.module.css';

/** Where one writes: a reply to the customer, or a note for the team. Nothing typed here is ever lost. */
export function Composer({ conversationId }: { conversationId: ConversationId }) {
  const mode = useComposer((state) => state.mode);
  const text = useDraft(conversationId, mode);
  const check = useSendCheck(conversationId, mode, text ?? '');
  const fieldRef = useFieldFocus();
  const sendWith = useSettings((state) => state.sendWith);

  useEffect(() => {
    void loadDraft(conversationId, mode);
    return flushDrafts;
  }, [conversationId, mode]);

  return (
    <form
      className={styles.composer}
      data-mode={mode}
      data-pane="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (check.canSend) void sendDraft(conversationId, mode);
        fieldRef.current?.focus();
      }}
    >
      <div className={styles.top}>
        <Segmented
          label={t('composer.mode')}
          value={mode}
          onChange={setComposerMode}
          options={[
            { value: 'reply', label: <ModeLabel icon={Reply} text={t('composer.reply')} /> },
            { value: 'note', label: <ModeLabel icon={Lock} text={t('composer.note')} /> },
          ]}
        />
        <Recipient conversationId={conversationId} mode={mode} />
      </div>
      <textarea
        ref={fieldRef}
        className={styles.field}
        aria-label={t(mode === 'reply' ? 'composer.message' : 'composer.noteField')}
        aria-describedby="composer-check"
        placeholder={t(mode === 'reply' ? 'composer.messageHint' : 'composer.noteHint')}
        dir="auto"
        rows={1}
        value={text ?? ''}
        onChange={(event) => {
          changeDraft(conversationId, mode, event.target.value);
          if (mode === 'reply' && event.target.value.trim() !== '' && check.problem === null)
            typing.typed(conversationId);
        }}
        onKeyDown={(event) => {
          if (!isSendKey(event, sendWith)) return;
          event.preventDefault();
          if (check.canSend) void sendDraft(conversationId, mode);
        }}
      />
      <div className={styles.bottom}>
        <CheckerLine
          id="composer-check"
          problem={check.problem}
          hint={keyHint(mode, sendWith)}
          onWriteNote={() => setComposerMode('note')}
        />
        <Length mode={mode} length={text?.length ?? 0} />
        <Button kind="primary" type="submit" icon={SendHorizontal} disabled={!check.canSend}>
          {t(mode === 'reply' ? 'composer.send' : 'composer.addNote')}
        </Button>
      </div>
    </form>
  );
}

function keyHint(mode: DraftMode, sendWith: 'enter' | 'mod+enter'): string {
  if (sendWith === 'enter') return t(mode === 'reply' ? 'composer.enterSends' : 'composer.enterAdds');
  return t('composer.modEnterSends', { key: isMac ? '⌘' : 'Ctrl' });
}

function useFieldFocus() {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const asked = useComposer((state) => state.asked);
  useEffect(() => {
    if (asked > 0) fieldRef.current?.focus();
  }, [asked]);
  return fieldRef;
}

function ModeLabel({ icon: Icon, text }: { icon: typeof Lock; text: string }) {
  return (
    <span className={styles.mode}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {text}
    </span>
  );
}

/** From which number the reply goes, or that a note stays inside. */
function Recipient({ conversationId, mode }: { conversationId: ConversationId; mode: DraftMode }) {
  const row = useConversation(conversationId);
  const account = useAccount(row?.accountId);
  if (mode === 'note') return <p className={styles.from}>{t('composer.noteInside')}</p>;
  if (account === null) return null;
  return (
    <p className={styles.from}>
      <span className={styles.dot} style={{ '--edge': `var(--account-${account.color})` }} />
      <Name text={t('composer.from', { account: account.name })} />
    </p>
  );
}

function Length({ mode, length }: { mode: DraftMode; length: number }) {
  const limit = mode === 'reply' ? maxTextLength : maxNoteLength;
  if (length < limit * 0.85) return null;
  return (
    <span className={styles.length} data-over={length > limit} role="status">
      {formatNumber(length)} / {formatNumber(limit)}
    </span>
  );
}
