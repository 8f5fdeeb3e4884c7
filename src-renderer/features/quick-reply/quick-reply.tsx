import { useEffect, useRef, type KeyboardEvent } from 'react';
import { SendHorizontal, SquareArrowOutUpRight } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import { tickOf } from '#shared/message.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { useNow } from '../../entities/clock.ts';
import { loadConversation, markRead, useConversation } from '../../entities/conversations.ts';
import { useAccount } from '../../entities/directory.ts';
import { changeDraft, flushDrafts, loadDraft, useDraft } from '../../entities/drafts.ts';
import { openThread, useMessage, useThread } from '../../entities/messages.ts';
import { sendDraft } from '../../entities/send-draft.ts';
import { useSettings } from '../../entities/settings.ts';
import { useSendCheck } from '../../entities/use-send-check.ts';
import { closeWindow, openInMainWindow } from '../../entities/windows.ts';
import { useWorkspaceName } from '../../entities/workspaces.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { Button } from '../../ui/button.tsx';
import { CheckerLine } from '../../ui/checker-line.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { isSendKey } from '../../ui/send-key.ts';
import { TickMark } from '../../ui/tick.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { WindowRing } from '../../ui/window-ring.tsx';
import styles from './quick-reply.module.css';

const noIds: readonly MessageId[] = [];

/** The small window of a notification: the last two messages, a field, Send, Open. Esc closes and keeps the draft. */
export function QuickReply({ conversationId }: { conversationId: ConversationId }) {
  const row = useConversation(conversationId);
  const ids = useThread(conversationId)?.ids ?? noIds;
  const text = useDraft(conversationId, 'reply') ?? '';
  const check = useSendCheck(conversationId, 'reply', text);
  const sendWith = useSettings((state) => state.sendWith);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    void Promise.all([
      loadConversation(conversationId),
      openThread(conversationId),
      loadDraft(conversationId, 'reply'),
    ]);
    fieldRef.current?.focus();
  }, [conversationId]);

  const leave = () => {
    flushDrafts();
    closeWindow();
  };
  const send = async () => {
    if (!check.canSend) return;
    if (row !== null) void markRead(row, true).catch(() => undefined);
    if (await sendDraft(conversationId, 'reply')) leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave();
    else if (isSendKey(event, sendWith)) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <main className={styles.window} aria-label={t('quickReply.region')}>
      <Head conversationId={conversationId} />
      <div className={styles.messages} role="log" aria-label={t('thread.messages')}>
        {ids.slice(-2).map((id) => (
          <Line key={id} id={id} />
        ))}
      </div>
      <textarea
        ref={fieldRef}
        className={styles.field}
        aria-label={t('quickReply.field')}
        aria-describedby="quick-check"
        placeholder={t('composer.messageHint')}
        dir="auto"
        rows={1}
        value={text}
        onChange={(event) => changeDraft(conversationId, 'reply', event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.bottom}>
        <CheckerLine id="quick-check" problem={check.problem} hint="" />
        <Button
          size="small"
          kind="quiet"
          icon={SquareArrowOutUpRight}
          onClick={() => {
            flushDrafts();
            void openInMainWindow(conversationId).then(closeWindow);
          }}
        >
          {t('quickReply.open')}
        </Button>
        <Button size="small" kind="primary" icon={SendHorizontal} disabled={!check.canSend} onClick={() => void send()}>
          {t('composer.send')}
        </Button>
      </div>
    </main>
  );
}

function Head({ conversationId }: { conversationId: ConversationId }) {
  const row = useConversation(conversationId);
  const account = useAccount(row?.accountId);
  const workspace = useWorkspaceName();
  const now = useNow();
  const via = [account?.name ?? '', workspace ?? ''].filter((name) => name !== '').join(' · ');
  if (row === null) return <header className={styles.head} />;
  return (
    <header className={styles.head}>
      <span className={styles.dot} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
      <h1 className={styles.name}>
        <Name text={row.contactName || row.contactHandle} />
      </h1>
      {via !== '' && <Name text={t('thread.via', { account: via })} className={styles.via} />}
      <WindowRing window={serviceWindow(row.windowClosesAt, now)} size={14} />
    </header>
  );
}

function Line({ id }: { id: MessageId }) {
  const message = useMessage(id);
  if (message === null) return null;
  const tick = tickOf(message);
  return (
    <p className={styles.line} data-ours={message.direction !== 'inbound'}>
      <Quote text={previewOf(message.content)} className={styles.text} />
      <span className={styles.meta}>
        {formatClock(message.at)}
        {tick !== null && <TickMark tick={tick} size={12} />}
      </span>
    </p>
  );
}
