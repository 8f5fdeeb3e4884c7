import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type AccountId, type DeliveryId, newId, type SubscriptionId, type TenantId } from '#shared/ids.ts';
import type { Subscription, WebhookDelivery, WebhookEventName } from '#shared/outgoing-webhook.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { type AuditAction, AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { OperationBook } from '../operations/operation-book.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { PublicRequests } from '../platform/http/public-requests.ts';
import { ChangeLog } from '../sync/change-log.ts';
import {
  countWaiting,
  type DeliveryRow,
  failWaiting,
  findDelivery,
  pageOfDeliveries,
  updateDelivery,
} from './deliveries.repository.ts';
import { DeliveryWorker, secretPlace } from './delivery-worker.ts';
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listActive,
  listSubscriptions,
  setFeed,
  type SubscriptionRow,
  updateSubscription,
} from './subscriptions.repository.ts';
import { WebhookFeed } from './webhook-feed.ts';

const maxSubscriptions = 50;

/** Whom a company tells what happens on its accounts. */
@Injectable()
export class SubscriptionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly changeLog: ChangeLog,
    private readonly encryption: FieldEncryption,
    private readonly requests: PublicRequests,
    private readonly feed: WebhookFeed,
    private readonly worker: DeliveryWorker,
    book: OperationBook,
  ) {
    book.takes('outgoingWebhook.pause', async ({ tx, principal, afterwards }, { subscriptionId }) => {
      await this.pause(tx, principal, subscriptionId);
      afterwards(() => this.feed.follow(principal.tenantId));
    });
  }

  async list(tenantId: TenantId): Promise<Subscription[]> {
    const waiting = await countWaiting(this.db, tenantId);
    return (await listSubscriptions(this.db, tenantId)).map((row) => toView(row, waiting.get(row.id) ?? 0));
  }

  /** Throws `not_found` (account) and `invalid_input` (an address we may not call). */
  async create(
    { tenantId, userId }: Principal,
    order: { accountId: AccountId; url: string; events: readonly WebhookEventName[] },
  ): Promise<Subscription & { secret: string }> {
    const url = this.callable(order.url);
    const secret = `whsec_${randomBytes(32).toString('hex')}`;
    const id = newId<SubscriptionId>();
    const row = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `webhook feed ${tenantId}`);
      if ((await this.accounts.find(tenantId, order.accountId, tx)) === undefined) {
        throw new AppError('not_found', 'There is no such account in your company');
      }
      if ((await listSubscriptions(tx, tenantId)).length >= maxSubscriptions) {
        throw new AppError('conflict', `There are ${maxSubscriptions} outgoing webhooks already: remove one first`);
      }
      const created: SubscriptionRow = {
        tenantId,
        id,
        accountId: order.accountId,
        url,
        events: JSON.stringify(order.events),
        secret: await this.encryption.encrypt(tx, secretPlace({ tenantId, id }), secret),
        active: 1,
        stopReason: null,
        startedSeq: await this.startFrom(tx, tenantId),
        createdBy: userId,
        createdAt: this.clock.now(),
      };
      await insertSubscription(tx, created);
      await this.note(tx, created, userId, 'outgoing_webhook.created');
      return created;
    });
    this.feed.follow(tenantId);
    return { ...toView(row, 0), secret };
  }

  /** Throws `not_found`, `invalid_input`. */
  async change(
    { tenantId, userId }: Principal,
    id: SubscriptionId,
    change: {
      url?: string | undefined;
      events?: readonly WebhookEventName[] | undefined;
      active?: boolean | undefined;
    },
  ): Promise<Subscription> {
    const { events, active } = change;
    const url = change.url === undefined ? undefined : this.callable(change.url);
    await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `webhook feed ${tenantId}`);
      const row = await this.find(tx, tenantId, id);
      const isStarting = active === true && row.active === 0;
      const changed = {
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events: JSON.stringify(events) }),
        ...(active === undefined ? {} : { active: active ? 1 : 0, stopReason: null }),
        ...(isStarting ? { startedSeq: await this.startFrom(tx, tenantId) } : {}),
      };
      if (Object.keys(changed).length === 0) return;
      await updateSubscription(tx, row, changed);
      // What it was not told while it was off is not told later, either.
      if (active === false) await failWaiting(tx, tenantId, id);
      await this.note(tx, row, userId, 'outgoing_webhook.changed');
    });
    this.feed.follow(tenantId);
    const row = await this.find(this.db, tenantId, id);
    return toView(row, (await countWaiting(this.db, tenantId)).get(id) ?? 0);
  }

  /** Tells this address nothing more until somebody switches it on again, in the caller's transaction. Throws `not_found`. */
  async pause(tx: Tx, { tenantId, userId }: Principal, id: SubscriptionId): Promise<void> {
    await serialise(tx, `webhook feed ${tenantId}`);
    const row = await this.find(tx, tenantId, id);
    if (row.active === 0) return;
    await updateSubscription(tx, row, { active: 0, stopReason: null });
    await failWaiting(tx, tenantId, id);
    await this.note(tx, row, userId, 'outgoing_webhook.changed');
  }

  /** Throws `not_found`. */
  async remove({ tenantId, userId }: Principal, id: SubscriptionId): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      const row = await this.find(tx, tenantId, id);
      await deleteSubscription(tx, tenantId, id);
      await this.note(tx, row, userId, 'outgoing_webhook.removed');
    });
  }

  /** Throws `not_found`. */
  async deliveries(
    tenantId: TenantId,
    id: SubscriptionId,
    query: { limit: number; offset: number; state?: string | undefined },
  ): Promise<{ deliveries: WebhookDelivery[]; total: number }> {
    await this.find(this.db, tenantId, id);
    const of = { tenantId, subscriptionId: id, state: query.state };
    const { rows, total } = await pageOfDeliveries(this.db, of, query);
    return { deliveries: rows.map(toDeliveryView), total };
  }

  /** Delivers once more, now. Throws `not_found`, and `conflict` when the webhook is switched off. */
  async replay({ tenantId, userId }: Principal, id: SubscriptionId, deliveryId: DeliveryId): Promise<WebhookDelivery> {
    const replayed = await this.db.transaction().execute(async (tx) => {
      const subscription = await this.find(tx, tenantId, id);
      const delivery = await findDelivery(tx, tenantId, id, deliveryId);
      if (delivery === undefined) throw new AppError('not_found', 'There is no such delivery');
      if (subscription.active === 0) {
        throw new AppError('conflict', 'This webhook is switched off: switch it on, then replay');
      }
      const change = { state: 'waiting', tries: 0, nextTryAt: this.clock.now() };
      await updateDelivery(tx, delivery, change);
      await this.note(tx, subscription, userId, 'outgoing_webhook.replayed');
      return { ...delivery, ...change };
    });
    this.worker.wake();
    return toDeliveryView(replayed);
  }

  /** The end of the change log: what comes after it is told. Nobody else needs what lies between. */
  private async startFrom(tx: Tx, tenantId: string): Promise<number> {
    const head = await this.changeLog.head(tx, tenantId);
    if ((await listActive(tx, tenantId)).length === 0) await setFeed(tx, tenantId, head);
    return head;
  }

  /** The address in its one written form. */
  private callable(url: string): string {
    try {
      return this.requests.assertCallable(url).href;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, `url: ${error.message}`, { details: { field: 'url' } });
    }
  }

  private async find(db: Db, tenantId: string, id: string): Promise<SubscriptionRow> {
    const row = await findSubscription(db, tenantId, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such outgoing webhook');
    return row;
  }

  private async note(tx: Tx, row: SubscriptionRow, actorId: string, action: AuditAction): Promise<void> {
    const { tenantId, id: target, accountId, url } = row;
    await this.audit.append(tx, { tenantId, actorId, action, target, details: { accountId, host: new URL(url).host } });
  }
}

function toView(row: SubscriptionRow, waiting: number): Subscription {
  return {
    // Our own row: ids were made by newId, events were checked on their way in.
    id: row.id as SubscriptionId,
    accountId: row.accountId as AccountId,
    url: row.url,
    events: JSON.parse(row.events) as WebhookEventName[],
    active: row.active === 1,
    stopReason: row.stopReason,
    createdAt: new Date(row.createdAt).toISOString(),
    waiting,
  };
}

function toDeliveryView(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id as DeliveryId,
    event: row.event as WebhookEventName,
    state: row.state as WebhookDelivery['state'],
    createdAt: new Date(row.createdAt).toISOString(),
    nextTryAt: row.state === 'waiting' ? new Date(row.nextTryAt).toISOString() : null,
    attempts: JSON.parse(row.attempts) as WebhookDelivery['attempts'],
  };
}
