import { FilePen, Hand } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { leaseMs, typingMs } from '#shared/presence.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useCan, useDirectory, useUser } from '../../entities/directory.ts';
import { dropHandedDraft, takeHandedDraft } from '../../entities/hand-over.ts';
import { overrideLease, useLease, usePresenceIn, useSeconds } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { Keys } from '../../ui/keys.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { showToast } from '../../ui/toasts.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { takeOverKey } from './take-over-key.ts';
import styles from './presence-strip.module.css';

/** Above the composer: what colleagues do here at this moment, and what one of them has left. */
export function PresenceStrip({ conversationId }: { conversationId: ConversationId }) {
  return (
    <div className={styles.strip}>
      <HandedDraftCard conversationId={conversationId} />
      <LeaseBanner conversationId={conversationId} />
      <TypingLine conversationId={conversationId} />
    </div>
  );
}

function LeaseBanner({ conversationId }: { conversationId: ConversationId }) {
  const lease = useLease(conversationId);
  const { typing } = usePresenceIn(conversationId);
  const maySend = useCan('message.send');
  const now = useSeconds(lease !== null);
  if (lease === null || !maySend) return null;
  const name = visibleName(lease.user?.name ?? '') || t('message.colleague');
  const isTyping = typing.some(({ userId, at }) => userId === lease.user?.id && at + typingMs > now);
  const seconds = Math.min(leaseMs / 1000, Math.max(1, Math.ceil((lease.until - now) / 1000)));
  return (
    <div className={styles.lease}>
      {lease.user && <Avatar id={lease.user.id} name={lease.user.name} size={24} />}
      <p className={styles.what}>
        <strong role="status">
          <Name text={t(isTyping ? 'presence.typing' : 'presence.answering', { names: name, count: 1 })} />
        </strong>
        <span className={styles.left}>{t('presence.leaseLeft', { seconds: formatNumber(seconds) })}</span>
      </p>
      <Button size="small" icon={Hand} onClick={() => attempt(overrideLease(conversationId))}>
        {t('presence.takeOver')}
        <Keys shortcut={takeOverKey} />
      </Button>
    </div>
  );
}

function TypingLine({ conversationId }: { conversationId: ConversationId }) {
  const { typing } = usePresenceIn(conversationId);
  const lease = useLease(conversationId);
  const users = useDirectory((state) => state.userById);
  const now = useSeconds(typing.length > 0);
  const fresh = typing.filter(({ userId, at, mode }) => {
    const isInBanner = userId === lease?.user?.id && mode === 'reply';
    return at + typingMs > now && !isInBanner;
  });
  if (fresh.length === 0) return null;
  const names = fresh.map(({ userId }) => visibleName(users[userId]?.name ?? '') || t('message.colleague'));
  const isNote = fresh.every(({ mode }) => mode === 'note');
  return (
    <p className={styles.typing} role="status">
      <span className={styles.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <Name
        text={t(isNote ? 'presence.typingNote' : 'presence.typing', { names: listNames(names), count: names.length })}
      />
    </p>
  );
}

function HandedDraftCard({ conversationId }: { conversationId: ConversationId }) {
  const handed = useConversation(conversationId)?.handedDraft;
  const from = useUser(handed?.from);
  const now = useSeconds(handed !== undefined);
  if (handed === undefined) return null;
  const name = visibleName(from?.name ?? '') || t('message.colleague');
  return (
    <section className={styles.handed} aria-label={t('handOver.left', { name })}>
      <FilePen size={16} strokeWidth={1.5} aria-hidden="true" />
      <div className={styles.handedText}>
        <p className={styles.handedHead}>
          <strong>
            <Name text={t('handOver.left', { name })} />
          </strong>
          <span className={styles.left}>{formatAgo(handed.at, now)}</span>
        </p>
        <p className={styles.quote}>
          <Quote text={handed.text} />
        </p>
      </div>
      <Button size="small" onClick={() => attempt(takeHandedDraft(conversationId))}>
        {t('handOver.insert')}
      </Button>
      <Button size="small" kind="quiet" onClick={() => attempt(dropHandedDraft(conversationId))}>
        {t('handOver.discard')}
      </Button>
    </section>
  );
}

const listNames = (names: readonly string[]): string =>
  names.length > 2 ? t('presence.several', { count: names.length }) : names.join(t('presence.and'));

function attempt(work: Promise<void>): void {
  work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
