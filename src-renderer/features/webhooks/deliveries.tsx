import { useState } from 'react';
import { RotateCcw, Send } from 'lucide-react';
import { DeliveryState, type Subscription, type WebhookDelivery } from '#shared/outgoing-webhook.ts';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { keyOf } from './outgoing.tsx';
import styles from './outgoing.module.css';

const tones = { waiting: 'info', delivered: 'success', failed: 'danger' } as const;

/** What went out to an address, with every try; each can be delivered once more. */
export function Deliveries({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const [state, setState] = useState<'all' | (typeof DeliveryState.options)[number]>('all');
  const { data, asOf, error } = useAdmin('listWebhookDeliveries', {
    params: { id: subscription.id },
    query: state === 'all' ? {} : { state },
  });
  const deliveries = data?.data ?? [];
  return (
    <Dialog open onClose={onClose} title={t('outgoingWebhooks.deliveriesTitle')} width="wide">
      <div className={styles.deliveries}>
        <p className={styles.url} dir="ltr">
          <Name text={subscription.url} />
        </p>
        <div className={styles.deliveriesHead}>
          <Segmented
            label={t('webhookInspector.result')}
            value={state}
            options={(['all', ...DeliveryState.options] as const).map((value) => ({
              value,
              label: value === 'all' ? t('templateLibrary.all') : t(`outgoingWebhooks.state.${value}`),
            }))}
            onChange={setState}
          />
          <AsOf asOf={asOf} isOld={error !== null} />
        </div>
        {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
        {deliveries.length === 0 ? (
          <EmptyState
            icon={Send}
            title={t('outgoingWebhooks.noDeliveries')}
            text={t('outgoingWebhooks.noDeliveriesText')}
          />
        ) : (
          <ul className={page.card} aria-label={t('outgoingWebhooks.deliveriesTitle')}>
            {deliveries.map((delivery) => (
              <Delivery key={delivery.id} delivery={delivery} subscriptionId={subscription.id} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function Delivery({ delivery, subscriptionId }: { delivery: WebhookDelivery; subscriptionId: Subscription['id'] }) {
  const { id, event, state, createdAt, nextTryAt, attempts } = delivery;
  const replay = useAction(() => actAdmin('replayWebhookDelivery', { params: { id: subscriptionId, deliveryId: id } }));
  return (
    <li className={styles.delivery}>
      <div className={styles.deliveryLine}>
        <span className={styles.deliveryName}>{t(`outgoingWebhooks.event.${keyOf(event)}`)}</span>
        <Badge tone={tones[state]}>{t(`outgoingWebhooks.state.${state}`)}</Badge>
        <span className={styles.meta}>{formatFull(Date.parse(createdAt))}</span>
        <Button size="small" kind="quiet" icon={RotateCcw} busy={replay.busy} onClick={() => void replay.run()}>
          {t('outgoingWebhooks.again')}
        </Button>
      </div>
      {attempts.length > 0 && (
        <ol className={`${styles.attempts} ${styles.meta}`}>
          {attempts.map((attempt) => (
            <li key={attempt.at} className={styles.attempt} data-ok={attempt.error === null}>
              {formatFull(Date.parse(attempt.at))} ·{' '}
              {attempt.status === null ? t('outgoingWebhooks.noAnswer') : formatNumber(attempt.status)} ·{' '}
              {t('outgoingWebhooks.took', { ms: formatNumber(attempt.durationMs) })}
              {attempt.error !== null && (
                <>
                  {' · '}
                  <Name text={inOurWords(attempt.error)} />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {nextTryAt !== null && state === 'waiting' && (
        <span className={styles.meta}>{t('outgoingWebhooks.nextTry', { at: formatFull(Date.parse(nextTryAt)) })}</span>
      )}
      {replay.error !== null && <Banner tone="danger">{describeError(replay.error)}</Banner>}
    </li>
  );
}
