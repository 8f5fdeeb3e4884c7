import { Coins } from 'lucide-react';
import { deliverySteps, type DeliveryStep } from '#shared/delivery.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { tickOf, type Tick } from '#shared/message.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { formatFull } from '../../ui/format-time.ts';
import { Popover } from '../../ui/popover.tsx';
import { TickMark } from '../../ui/tick.tsx';
import { explainFailure } from './failure-text.ts';
import { explainPrice } from './price-text.ts';
import styles from './timeline.module.css';

/** The tick as a button; it opens how far the message got, when, under which ids, and what went wrong. */
export function TickWithTimeline({ message, tick }: { message: ThreadMessage; tick: Tick }) {
  return (
    <Popover
      title={t('timeline.title')}
      side="top"
      align="end"
      trigger={
        <button type="button" className={styles.trigger} aria-label={t('timeline.open', { state: t(`tick.${tick}`) })}>
          <TickMark tick={tick} />
        </button>
      }
    >
      <Timeline message={message} />
    </Popover>
  );
}

/** How far a message of ours got, when, under which ids, and what went wrong. */
export function Timeline({ message }: { message: ThreadMessage }) {
  const { delivery, sendState, outbox } = message;
  const failure = delivery.failure ?? (sendState?.state === 'rejected' ? sendState.failure : null);
  const shown = deliverySteps.filter((step) => step !== 'played' || delivery.seen.played !== undefined);
  return (
    <>
      <p className={styles.state}>{t(`timeline.state.${outbox ? 'outbox' : (tickOf(message) ?? 'sent')}`)}</p>
      <ol className={styles.steps}>
        {shown.map((step) => (
          <Step key={step} step={step} at={delivery.seen[step]} />
        ))}
      </ol>
      {failure && (
        <div className={styles.failure}>
          <p className={styles.what}>{explainFailure(failure).what}</p>
          <p>{explainFailure(failure).fix}</p>
          <p className={styles.code} dir="auto">
            {t('timeline.meta', { code: failure.code, title: inOurWords(failure.title) })}
            {failure.details !== null && ` ${failure.details}`}
          </p>
        </div>
      )}
      {delivery.price && (
        <p className={styles.price}>
          <Coins size={14} strokeWidth={1.5} aria-hidden="true" />
          {explainPrice(delivery, delivery.price)}
        </p>
      )}
      <dl className={styles.ids}>
        <dt>{t('timeline.id')}</dt>
        <dd>{message.id}</dd>
        {message.wamid !== null && (
          <>
            <dt>{t('timeline.wamid')}</dt>
            <dd>{message.wamid}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Step({ step, at }: { step: DeliveryStep; at: number | undefined }) {
  return (
    <li className={styles.step} data-reached={at !== undefined} data-step={step}>
      <span>{t(`timeline.step.${step}`)}</span>
      <span className={styles.time}>{at === undefined ? t('timeline.notYet') : formatFull(at)}</span>
    </li>
  );
}
