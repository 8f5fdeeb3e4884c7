import { Forward, History, Megaphone, ShoppingBag, Trash2 } from 'lucide-react';
import type { ThreadMessage } from '#shared/inbox.ts';
import { openExternal } from '../../entities/windows.ts';
import { t } from '../../i18n/i18n.ts';
import { formatFull } from '../../ui/format-time.ts';
import { linkify } from '../../ui/linkify.ts';
import { Popover } from '../../ui/popover.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { MessageBody } from './message-body.tsx';
import styles from './message-marks.module.css';

/** What stands above a message's own words: that it was passed on, what led to it, what it asks about. */
export function MarksAbove({ message }: { message: ThreadMessage }) {
  const { forwarded, referral, product } = message;
  return (
    <>
      {forwarded !== undefined && (
        <p className={styles.mark}>
          <Forward size={12} strokeWidth={2} aria-hidden="true" />
          {t(forwarded === 'often' ? 'message.forwardedOften' : 'message.forwarded')}
        </p>
      )}
      {referral !== undefined && <ReferralCard referral={referral} />}
      {product !== undefined && (
        <p className={styles.mark}>
          <ShoppingBag size={12} strokeWidth={1.75} aria-hidden="true" />
          {t('message.aboutProduct')} <Name text={product.productId} />
        </p>
      )}
    </>
  );
}

function ReferralCard({ referral }: { referral: NonNullable<ThreadMessage['referral']> }) {
  const { sourceType, sourceUrl, headline, body } = referral;
  const [link] = linkify(sourceUrl ?? '');
  return (
    <div className={styles.referral} role="group" aria-label={t('message.referral')}>
      <p className={styles.mark}>
        <Megaphone size={12} strokeWidth={1.75} aria-hidden="true" />
        {t(sourceType === 'post' ? 'message.fromPost' : 'message.fromAd')}
      </p>
      {headline !== null && (
        <p className={styles.headline}>
          <Quote text={headline} />
        </p>
      )}
      {body !== null && (
        <p className={styles.body}>
          <Quote text={body} />
        </p>
      )}
      {link?.kind === 'link' && (
        <button type="button" className={styles.link} onClick={() => openExternal(link.text)}>
          <Quote text={link.text} />
        </button>
      )}
    </div>
  );
}

/** That its author deleted it; what it said stays, struck out. */
export function DeletedMark({ message }: { message: ThreadMessage }) {
  if (message.deletedAt === undefined) return null;
  const key = message.direction === 'inbound' ? 'message.deletedByCustomer' : 'message.deletedByUs';
  return (
    <p className={styles.mark} title={formatFull(message.deletedAt)}>
      <Trash2 size={12} strokeWidth={1.75} aria-hidden="true" />
      {t(key)}
    </p>
  );
}

/** "Edited", and what it said before. */
export function EditedMark({ message }: { message: ThreadMessage }) {
  const { edits = [] } = message;
  if (edits.length === 0) return null;
  return (
    <Popover
      title={t('message.history')}
      side="top"
      align="end"
      trigger={
        <button type="button" className={styles.edited} aria-label={t('message.showHistory', { count: edits.length })}>
          {t('message.edited')}
        </button>
      }
    >
      <ol className={styles.history}>
        {edits.map((edit) => (
          <li key={edit.until}>
            <p className={styles.until}>{t('message.saidUntil', { time: formatFull(edit.until) })}</p>
            <div className={styles.before}>
              <MessageBody message={{ ...message, content: edit.content }} onOpen={() => undefined} />
            </div>
          </li>
        ))}
      </ol>
    </Popover>
  );
}

/** It came after messages that were written later. */
export function LateMark({ message }: { message: ThreadMessage }) {
  const written = message.metaTimestamp === null ? message.at : message.metaTimestamp * 1000;
  return (
    <span className={styles.late} title={t('message.lateHint', { time: formatFull(written) })}>
      <History size={11} strokeWidth={2} aria-hidden="true" />
      {t('message.late')}
    </span>
  );
}
