import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { LayoutTemplate, Lock, Reply, SendHorizontal, TimerOff } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { maxTextLength } from '#shared/content.ts';
import { maxNoteLength, type SendCheck } from '../../entities/check-send.ts';
import { useContact } from '../../entities/contacts.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount } from '../../entities/directory.ts';
import { addDraftFile } from '../../entities/draft-files.ts';
import { changeDraft, flushDrafts, loadDraft, useDraft } from '../../entities/drafts.ts';
import { quoteMessage, useQuoted } from '../../entities/quoted-reply.ts';
import { sendDraft, typing } from '../../entities/send-draft.ts';
import { useSettings } from '../../entities/settings.ts';
import { openTemplatePicker } from '../../entities/template-picker.ts';
import { useSendCheck } from '../../entities/use-send-check.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { CheckerLine } from '../../ui/checker-line.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { isSendKey } from '../../ui/send-key.ts';
import { isMac } from '../../ui/shortcut.ts';
import { Name } from '../../ui/user-text.tsx';
import { registerField, setComposerMode, useComposer } from './composer-store.ts';
import { QuotedCard } from './quoted-card.tsx';
import { MessageField, type FieldHandle } from './message-field.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { PlannedStrip } from './planned-strip.tsx';
import { fixesOf } from './send-fixes.ts';
import { SendMenu } from './send-menu.tsx';
import { suggestionWorld } from './suggestion-world.ts';
import { Toolbar } from './toolbar.tsx';
import styles from './composer.module.css';

export interface ComposerProps {
  conversationId: ConversationId;
  /** Buttons and cards of what else may go with a reply: files, voice notes, templates. */
  tools?: ReactNode;
  attachments?: ReactNode;
  onResolve: () => void;
  onShowNumbers: () => void;
  onManageQuickReplies: () => void;
}

/** Where one writes: a reply to the customer, or a note for the team. Nothing typed here is ever lost. */
export function Composer(props: ComposerProps) {
  const { conversationId, tools, attachments, onResolve, onShowNumbers, onManageQuickReplies } = props;
  const mode = useComposer((state) => state.mode);
  const draft = useDraft(conversationId, mode);
  const text = draft ?? '';
  const check = useSendCheck(conversationId, mode, text);
  const quoted = useQuoted(conversationId);
  const sendWith = useSettings((state) => state.sendWith);
  const isPreviewShown = useComposer((state) => state.isPreviewShown);
  const language = useLanguage(conversationId);
  const fieldRef = useField({ conversationId, mode, check });

  useEffect(() => {
    void loadDraft(conversationId, mode);
    return flushDrafts;
  }, [conversationId, mode]);

  const send = () => {
    if (isClosed) openTemplatePicker(conversationId, text);
    else if (check.canSend) void sendDraft(conversationId, mode);
  };
  const isClosed = check.problem?.kind === 'window_closed';
  const onKeyDown = (event: KeyboardEvent) => {
    if (mode === 'reply' && quoted !== null) {
      const isDropped = event.key === 'Escape' || (event.key === 'Backspace' && text === '');
      if (isDropped) {
        event.preventDefault();
        event.stopPropagation();
        quoteMessage(conversationId, null);
      }
    }
    if (!isSendKey(event, sendWith)) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles.place}>
      <PlannedStrip conversationId={conversationId} />
      <form
        className={styles.composer}
        data-mode={mode}
        data-pane="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
          if (!isClosed) fieldRef.current?.focus();
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
        {isClosed && <ClosedWindow conversationId={conversationId} />}
        {mode === 'reply' && !isClosed && <QuotedCard conversationId={conversationId} />}
        {mode === 'reply' && !isClosed && attachments}
        <MessageField
          ref={fieldRef}
          mode={mode}
          placeholder={t(placeholderOf(mode, isClosed))}
          text={text}
          isLoading={draft === undefined}
          language={language}
          world={() => suggestionWorld(conversationId)}
          onChange={(next) => {
            changeDraft(conversationId, mode, next);
            if (mode === 'reply' && next.trim() !== '' && check.problem === null) typing.typed(conversationId);
          }}
          onQuickReply={({ content }) => content.media !== null && addDraftFile(conversationId, content.media)}
          onKeyDown={onKeyDown}
        />
        {isPreviewShown && text.trim() !== '' && <Preview text={text} />}
        {check.problem !== null && !isClosed && (
          <CheckerLine
            id="composer-check"
            problem={check.problem}
            hint=""
            fixes={fixesOf(check.problem, { conversationId, mode, text, showNumbers: onShowNumbers })}
          />
        )}
        <div className={styles.bottom}>
          <Toolbar mode={mode} onManageQuickReplies={onManageQuickReplies}>
            {tools}
          </Toolbar>
          {check.problem === null && (
            <p id="composer-check" className={styles.hint}>
              {keyHint(mode, sendWith)}
            </p>
          )}
          <Length mode={mode} length={text.length} />
          {isClosed ? (
            <Button kind="primary" type="submit" icon={LayoutTemplate}>
              {t('checker.chooseTemplate')}
            </Button>
          ) : (
            <span className={styles.send}>
              <Button kind="primary" type="submit" icon={SendHorizontal} disabled={!check.canSend}>
                {t(mode === 'reply' ? 'composer.send' : 'composer.addNote')}
              </Button>
              {mode === 'reply' && (
                <SendMenu canSend={check.canSend} hasText={text.trim() !== ''} onResolve={onResolve} />
              )}
            </span>
          )}
        </div>
      </form>
      <PlanDialog conversationId={conversationId} />
    </div>
  );
}

function keyHint(mode: DraftMode, sendWith: 'enter' | 'mod+enter'): string {
  if (sendWith === 'enter') return t(mode === 'reply' ? 'composer.enterSends' : 'composer.enterAdds');
  return t('composer.modEnterSends', { key: isMac ? '⌘' : 'Ctrl' });
}

/** The field of this composer, for the keyboard and for commands. */
function useField(now: { conversationId: ConversationId; mode: DraftMode; check: SendCheck }) {
  const fieldRef = useRef<FieldHandle>(null);
  const asked = useComposer((state) => state.asked);
  useEffect(() => {
    if (asked > 0) fieldRef.current?.focus();
  }, [asked]);
  useEffect(() =>
    registerField({
      insert: (text) => fieldRef.current?.insert(text),
      insertQuickReply: (item) => fieldRef.current?.insertQuickReply(item),
      toggleMark: (mark) => fieldRef.current?.toggleMark(mark),
      goToHole: () => fieldRef.current?.goToHole() ?? false,
      send: (after) => {
        const { conversationId, mode, check } = now;
        if (!check.canSend) return;
        void sendDraft(conversationId, mode).then((isSent) => isSent && after?.());
      },
    }),
  );
  return fieldRef;
}

/** The customer's language, if the company notes it: what the spelling is checked by. */
function useLanguage(conversationId: ConversationId): string | undefined {
  const contact = useContact(useConversation(conversationId)?.contactId ?? null);
  const language = contact?.attributes?.['language'];
  return typeof language === 'string' && /^[a-z]{2,3}([-_][a-z\d]{2,8})*$/i.test(language)
    ? language.replaceAll('_', '-')
    : undefined;
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

/** What the composer becomes when only a template may be sent: what is typed is offered to the template. */
function ClosedWindow({ conversationId }: { conversationId: ConversationId }) {
  const row = useConversation(conversationId);
  return (
    <div id="composer-check" className={styles.closed} role="status">
      <TimerOff size={18} strokeWidth={1.5} aria-hidden="true" />
      <p className={styles.closedText}>
        <strong>{t('composer.closedTitle')}</strong>{' '}
        {t(row?.windowClosesAt === null ? 'composer.closedNever' : 'composer.closedText')}
      </p>
      <Button size="small" kind="quiet" onClick={() => setComposerMode('note')}>
        {t('checker.writeNote')}
      </Button>
    </div>
  );
}

function placeholderOf(mode: DraftMode, isClosed: boolean) {
  if (mode === 'note') return 'composer.noteHint' as const;
  return isClosed ? ('composer.closedHint' as const) : ('composer.messageHint' as const);
}

function Preview({ text }: { text: string }) {
  return (
    <section className={styles.preview} aria-label={t('composer.previewLabel')}>
      <FormattedText text={text} />
    </section>
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
