import { createHmac } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { WebhookDelivery } from '#shared/outgoing-webhook.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { PublicRequests } from '../platform/http/public-requests.ts';
import { Log } from '../platform/log/log.ts';
import {
  type DeliveryRow,
  failWaiting,
  findDelivery,
  findNextDue,
  listDue,
  purge,
  updateDelivery,
} from './deliveries.repository.ts';
import { findSubscription, type SubscriptionRow, updateSubscription } from './subscriptions.repository.ts';

type Attempt = WebhookDelivery['attempts'][number];

const maxInFlight = 16;
/** One slow address must not hold up the others. */
const maxInFlightPerSubscription = 4;
/** With the waits between them: about half a day. */
const maxTries = 20;
const longestSleepMs = 60_000;
const purgeEveryMs = 60 * 60_000;
const day = 24 * 60 * 60_000;

/**
 * Delivers events. An address that has answered anything but 2xx is tried again, ever more rarely; a crash in between
 * means that it may get an event twice, under the same id. Order is not promised: every event says when it happened.
 */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly inFlight = new Map<string, { subscriptionId: string; done: Promise<void> }>();
  private looking: Promise<void> | null = null;
  private hasNews = false;
  private stopped = false;
  private alarm: NodeJS.Timeout | null = null;
  private purging: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly encryption: FieldEncryption,
    private readonly requests: PublicRequests,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    this.purging = setInterval(() => {
      const now = this.clock.now();
      purge(this.db, now - 7 * day, now - 30 * day).catch((error: unknown) =>
        this.log.error('Old deliveries of webhooks could not be deleted', { error }),
      );
    }, purgeEveryMs).unref();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
    if (this.purging !== null) clearInterval(this.purging);
    await this.settled();
  }

  /** There may be something to deliver. */
  wake(): void {
    this.hasNews = true;
    if (this.stopped) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
      if (this.hasNews) this.wake();
    });
  }

  /** Resolves when nothing is being delivered or looked for. */
  async settled(): Promise<void> {
    while (this.looking !== null || this.inFlight.size > 0) {
      await (this.looking ?? Promise.all([...this.inFlight.values()].map(({ done }) => done)));
    }
  }

  private async look(): Promise<void> {
    this.hasNews = false;
    const now = this.clock.now();
    let wakeAt = now + longestSleepMs;
    try {
      let isEmpty = false;
      while (!isEmpty && !this.stopped && this.inFlight.size < maxInFlight) {
        // Those under way are still due by their row.
        const due = await listDue(this.db, { now, notSubscriptions: this.full(), limit: maxInFlight * 2 });
        const next = due.find(({ id, subscriptionId }) => !this.inFlight.has(id) && this.hasRoom(subscriptionId));
        isEmpty = next === undefined;
        for (const delivery of due) {
          if (this.inFlight.size >= maxInFlight) break;
          if (!this.inFlight.has(delivery.id) && this.hasRoom(delivery.subscriptionId)) this.start(delivery);
        }
      }
      wakeAt = Math.min(wakeAt, (await findNextDue(this.db, now)) ?? wakeAt);
    } catch (error) {
      this.log.error('The queue of outgoing webhooks could not be read', { error });
    }
    if (this.stopped) return;
    if (this.alarm !== null) clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.wake(), Math.max(1, wakeAt - this.clock.now())).unref();
  }

  private hasRoom(subscriptionId: string): boolean {
    return !this.full().includes(subscriptionId);
  }

  /** Subscriptions with as much under way as they may have. */
  private full(): string[] {
    const bySubscription = Map.groupBy(this.inFlight.values(), ({ subscriptionId }) => subscriptionId);
    return [...bySubscription].filter(([, its]) => its.length >= maxInFlightPerSubscription).map(([id]) => id);
  }

  private start(delivery: DeliveryRow): void {
    const done = this.deliver(delivery)
      .catch((error: unknown) =>
        this.log.error('A delivery could not be noted', { tenantId: delivery.tenantId, error }),
      )
      .finally(() => {
        this.inFlight.delete(delivery.id);
        this.wake();
      });
    this.inFlight.set(delivery.id, { subscriptionId: delivery.subscriptionId, done });
  }

  private async deliver({ tenantId, subscriptionId, id }: DeliveryRow): Promise<void> {
    // It may have been delivered between the look at the queue and now; nobody else works on it from here on.
    const delivery = await findDelivery(this.db, tenantId, subscriptionId, id);
    if (delivery?.state !== 'waiting' || delivery.nextTryAt > this.clock.now()) return;
    const subscription = await findSubscription(this.db, tenantId, subscriptionId);
    if (subscription === undefined) return await updateDelivery(this.db, delivery, { state: 'failed' });
    const attempt = await this.attempt(delivery, subscription);
    const tries = delivery.tries + 1;
    const isDelivered = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    const now = this.clock.now();
    await updateDelivery(this.db, delivery, {
      state: isDelivered ? 'delivered' : tries >= maxTries ? 'failed' : 'waiting',
      tries,
      nextTryAt: isDelivered ? now : now + retryDelayMs(tries, Math.random()),
      // Written by this program.
      attempts: JSON.stringify([...(JSON.parse(delivery.attempts) as Attempt[]), attempt].slice(-maxTries)),
    });
    if (attempt.status === 410) await this.stop(subscription, 'The address answered 410 Gone');
  }

  private async attempt(delivery: DeliveryRow, subscription: SubscriptionRow): Promise<Attempt> {
    const startedAt = this.clock.now();
    const at = new Date(startedAt).toISOString();
    const end = (status: number | null, error: string | null): Attempt => {
      return { at, durationMs: Math.max(0, this.clock.now() - startedAt), status, error };
    };
    try {
      const secret = await this.encryption.decrypt(secretPlace(subscription), subscription.secret);
      const body = bodyOf(delivery, subscription, at);
      const { status } = await this.requests.post(
        subscription.url,
        {
          'content-type': 'application/json',
          'x-parley-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
          'x-parley-timestamp': at,
          'x-parley-event': delivery.event,
          'x-parley-delivery': delivery.id,
        },
        body,
      );
      return end(status, status >= 200 && status < 300 ? null : `The address answered ${status}`);
    } catch (error) {
      if (error instanceof AppError) return end(null, `The address ${error.message}`);
      this.log.error('An outgoing webhook could not be prepared', { tenantId: delivery.tenantId, error });
      return end(null, 'Parley could not prepare the delivery: see its log');
    }
  }

  private async stop(subscription: SubscriptionRow, reason: string): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await updateSubscription(tx, subscription, { active: 0, stopReason: reason });
      await failWaiting(tx, subscription.tenantId, subscription.id);
      await this.audit.append(tx, {
        tenantId: subscription.tenantId,
        actorId: null,
        action: 'outgoing_webhook.stopped',
        target: subscription.id,
        details: { reason },
      });
    });
  }
}

export const secretPlace = ({ tenantId, id }: Pick<SubscriptionRow, 'tenantId' | 'id'>) => ({
  tenantId,
  table: 'webhook_subscription',
  column: 'secret',
  rowId: id,
});

/** The time of this try stands in the signed bytes: whoever keeps an old delivery can't pass it off as a new one. */
function bodyOf(delivery: DeliveryRow, { accountId }: SubscriptionRow, timestamp: string): Buffer {
  const { id, event, createdAt } = delivery;
  const data = JSON.parse(delivery.data) as unknown;
  const happenedAt = new Date(createdAt).toISOString();
  return Buffer.from(JSON.stringify({ id, event, timestamp, createdAt: happenedAt, accountId, data }));
}

/** 5 s, 10 s, 20 s … up to an hour, spread a little. */
export function retryDelayMs(tries: number, random: number): number {
  const full = Math.min(5000 * 2 ** (tries - 1), 60 * 60_000);
  return Math.round(full * (0.8 + 0.4 * random));
}
