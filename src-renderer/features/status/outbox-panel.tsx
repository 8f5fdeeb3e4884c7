import { useEffect, useState } from 'react';
import { Send } from 'lucide-react';
import type { Connection } from '#shared/connection.ts';
import type { OutboxItem } from '#shared/inbox.ts';
import { pendingContent } from '#shared/outgoing.ts';
import { useNow } from '../../entities/clock.ts';
import { forgetOutbox, loadOutbox, useConnection } from '../../entities/connection.ts';
import { loadConversation, useConversations } from '../../entities/conversations.ts';
import { useLibrary } from '../../entities/library.ts';
import { restoreToDraft } from '../../entities/drafts.ts';
import { takeBack } from '../../entities/messages.ts';
import { formatPlanned } from '../../entities/planned.ts';
import { openInMainWindow } from '../../entities/windows.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { describeError, wordsOf } from '../../ui/describe-error.ts';
import { formatClock } from '../../ui/format-time.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { Popover } from '../../ui/popover.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { outboxSummary } from './outbox-summary.ts';
import styles from './outbox-panel.module.css';

/** How much has not been acknowledged by the backend yet; opens the list of it. */
export function OutboxPanel({ outbox }: { outbox: Connection['outbox'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = (open: boolean) => {
    setIsOpen(open);
    setError(null);
    if (open) loadOutbox().catch((thrown: unknown) => setError(describeError(thrown)));
    else forgetOutbox();
  };
  const label = t('outbox.button', { count: outbox.pending });
  return (
    <Popover
      title={t('outbox.title')}
      side="top"
      align="end"
      open={isOpen}
      onOpenChange={change}
      trigger={
        <button type="button" className={styles.button} data-attention={outbox.attention > 0} aria-label={label}>
          <Send size={12} strokeWidth={1.75} aria-hidden="true" />
          <span aria-hidden="true">{outbox.pending}</span>
          {outbox.attention > 0 && (
            <span className={styles.attention}>{t('outbox.attention', { count: outbox.attention })}</span>
          )}
        </button>
      }
    >
      {error === null ? <Items onLeave={() => change(false)} /> : <p>{error}</p>}
    </Popover>
  );
}

function Items({ onLeave }: { onLeave: () => void }) {
  const items = useConnection((state) => state.outbox);
  if (items === null) return null;
  return (
    <>
      {items.length === 0 && <p className={styles.empty}>{t('outbox.empty')}</p>}
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.mutationId}>
            <button
              type="button"
              className={styles.item}
              onClick={() => {
                onLeave();
                if (item.conversationId !== null) void openInMainWindow(item.conversationId);
              }}
            >
              <span className={styles.head}>
                <Name text={item.contactName} className={styles.name} />
                <time>{formatClock(item.createdAt)}</time>
              </span>
              <span className={styles.summary}>
                <Quote text={outboxSummary(item.mutation)} />
              </span>
              {item.state === 'rejected' && (
                <span className={styles.error}>{item.error === null ? t('outbox.rejected') : wordsOf(item.error)}</span>
              )}
            </button>
            {item.type === 'scheduled.save' && item.state === 'rejected' && (
              <Button size="small" kind="quiet" onClick={() => void takePlanBack(item, onLeave)}>
                {t('outbox.takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Planned onLeave={onLeave} />
    </>
  );
}

/** A planned message that the server did not take stands nowhere else: its words go back to where they were written. */
async function takePlanBack({ mutationId, conversationId }: OutboxItem, onLeave: () => void): Promise<void> {
  if (conversationId === null) return;
  try {
    restoreToDraft(conversationId, 'reply', await takeBack(mutationId));
    onLeave();
    void openInMainWindow(conversationId);
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
  }
}

/** What the server sends later, of all conversations; what could not go stands first. */
function Planned({ onLeave }: { onLeave: () => void }) {
  const now = useNow();
  const scheduled = useLibrary((state) => state.scheduled);
  const names = useConversations((state) => state.byId);
  useEffect(() => {
    const { byId } = useConversations.getState();
    for (const { conversationId } of scheduled) {
      // Without it the line has no name, and still leads to its conversation.
      if (byId[conversationId] === undefined) void loadConversation(conversationId).catch(() => undefined);
    }
  }, [scheduled]);
  if (scheduled.length === 0) return null;
  const sorted = scheduled.toSorted(
    (a, b) => Number(a.problem === null) - Number(b.problem === null) || a.sendAt - b.sendAt,
  );
  return (
    <section className={styles.planned} aria-label={t('plan.region')}>
      <h3 className={styles.heading}>{t('plan.region')}</h3>
      <ul className={styles.items}>
        {sorted.map(({ id, conversationId, content, sendAt, problem }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.item}
              onClick={() => {
                onLeave();
                void openInMainWindow(conversationId);
              }}
            >
              <span className={styles.head}>
                <Name text={names[conversationId]?.contactName ?? ''} className={styles.name} />
                <time>{formatPlanned(sendAt, now)}</time>
              </span>
              <span className={styles.summary}>
                <Quote text={previewOf(pendingContent(content, id))} />
              </span>
              {problem !== null && <span className={styles.error}>{wordsOf(problem)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
