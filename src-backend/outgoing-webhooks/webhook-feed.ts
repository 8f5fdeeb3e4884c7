import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Change } from '#shared/change.ts';
import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import { type DeliveryId, newId } from '#shared/ids.ts';
import type { WebhookEventName } from '#shared/outgoing-webhook.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { ChangePages } from '../sync/change-pages.ts';
import { isSuspended } from '../tenants/suspended.ts';
import { countWaiting, type DeliveryRow, failWaiting, insertDeliveries } from './deliveries.repository.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import {
  findFeed,
  listActive,
  listSubscribedTenants,
  setFeed,
  type SubscriptionRow,
  updateSubscription,
} from './subscriptions.repository.ts';
import { eventOfContact, eventOfConversation, eventsOfMessage, type OutgoingEvent } from './to-events.ts';

const rowsPerStep = 500;
/** An address that so much waits for is given up: nobody may fill our disk. */
const maxWaiting = 10_000;
const retryMs = 5000;

/**
 * Turns the change log into deliveries, company by company, from where it stood: what is committed is told, also after a
 * crash, and each thing once. Companies without a subscription cost nothing.
 */
@Injectable()
export class WebhookFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly tenants = new Set<string>();
  private readonly news = new Set<string>();
  private looking: Promise<void> | null = null;
  private stopped = false;
  private retry: NodeJS.Timeout | null = null;
  private readonly cleanUp: (() => void)[] = [];

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly changeLog: ChangeLog,
    private readonly pages: ChangePages,
    private readonly inbox: InboxEntities,
    private readonly audit: AuditLog,
    private readonly worker: DeliveryWorker,
    private readonly accountEvents: AccountEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const look = (tenantId: string): void => {
      if (this.tenants.has(tenantId)) this.wake(tenantId);
    };
    this.cleanUp.push(
      this.changeLog.onAnnounce(look),
      // Of a company that was suspended until now.
      this.accountEvents.onCanSend(({ tenantId }) => {
        look(tenantId);
        this.worker.wake();
      }),
    );
    for (const tenantId of await listSubscribedTenants(this.db)) this.follow(tenantId);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const step of this.cleanUp) step();
    if (this.retry !== null) clearTimeout(this.retry);
    await this.settled();
  }

  /** The company has a subscription now. */
  follow(tenantId: string): void {
    this.tenants.add(tenantId);
    this.wake(tenantId);
  }

  /** Resolves when everything committed so far stands in the queue of deliveries. */
  async settled(): Promise<void> {
    while (this.looking !== null) await this.looking;
  }

  private wake(tenantId: string): void {
    this.news.add(tenantId);
    if (this.stopped) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
  }

  private async look(): Promise<void> {
    for (;;) {
      const [tenantId] = this.news;
      if (tenantId === undefined || this.stopped) return;
      this.news.delete(tenantId);
      try {
        while (await this.step(tenantId));
      } catch (error) {
        this.log.error('Changes could not be told to outgoing webhooks', { tenantId, error });
        this.retry = setTimeout(() => this.wake(tenantId), retryMs).unref();
      }
    }
  }

  /** Tells of a part of the log. True: there may be more. */
  private async step(tenantId: string): Promise<boolean> {
    if (await isSuspended(this.db, tenantId)) return false;
    const subscriptions = await listActive(this.db, tenantId);
    const head = await this.pages.head(tenantId);
    const told = await findFeed(this.db, tenantId);
    if (subscriptions.length === 0) this.tenants.delete(tenantId);
    // Before it lies what was let go of, or what nobody wanted to know.
    const after = subscriptions.length === 0 ? head.seq : Math.max(told ?? head.seq, head.floorSeq);
    const rows = await this.pages.rows(tenantId, after, Math.min(after + rowsPerStep, head.seq));
    const upTo = rows.at(-1)?.seq ?? after;
    if (upTo === told) return false;
    const changes = await this.pages.toChanges({ tenantId, userId: null }, rows);
    const deliveries = await this.deliveriesOf(tenantId, changes, subscriptions);
    await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `webhook feed ${tenantId}`);
      // Somebody else was faster.
      if ((await findFeed(tx, tenantId)) !== told) return;
      await insertDeliveries(tx, deliveries);
      await this.stopOverflowing(tx, tenantId, subscriptions);
      await setFeed(tx, tenantId, upTo);
    });
    if (deliveries.length > 0) this.worker.wake();
    return upTo < head.seq;
  }

  private async deliveriesOf(
    tenantId: string,
    changes: readonly Change[],
    subscriptions: readonly SubscriptionRow[],
  ): Promise<DeliveryRow[]> {
    const now = this.clock.now();
    const rows: DeliveryRow[] = [];
    const told = await this.withPeople(tenantId, changes);
    for (const subscription of subscriptions) {
      // Written by SubscriptionsService.
      const wanted = new Set(JSON.parse(subscription.events) as WebhookEventName[]);
      for (const change of told) {
        for (const { event, key, data } of eventsFor(subscription, change)) {
          if (!wanted.has(event)) continue;
          rows.push({
            tenantId,
            id: newId<DeliveryId>(),
            subscriptionId: subscription.id,
            event,
            eventKey: key,
            data: JSON.stringify(data),
            state: 'waiting',
            tries: 0,
            nextTryAt: now,
            attempts: '[]',
            createdAt: now,
          });
        }
      }
    }
    return rows;
  }

  /** Each change with whom it is about, and on which accounts. */
  private async withPeople(tenantId: string, changes: readonly Change[]): Promise<ToldChange[]> {
    const ofMessages = changes.flatMap((change) =>
      change.entity === 'message' && change.data !== null ? [change.data.conversationId as string] : [],
    );
    const changed = changes.flatMap((change) =>
      change.entity === 'conversation' && change.data !== null ? [change.data] : [],
    );
    const read = await this.load<Conversation>('conversation', tenantId, ofMessages);
    const conversations = new Map([...read, ...changed.map((one) => [one.id as string, one] as const)]);
    const contactIds = [...conversations.values()].map(({ contactId }) => contactId as string);
    const contacts = await this.load<Contact>('contact', tenantId, contactIds);
    const told = changes.flatMap((change) => (change.entity === 'contact' ? [change] : []));
    const known = new Set(told.flatMap(({ id, data }) => (data !== null && isKnownToCrm(data) ? [id] : [])));
    const accounts = await this.accountsOf(
      tenantId,
      told.map(({ id }) => id),
      known,
    );
    return changes.map((change): ToldChange => {
      const { data } = change;
      const conversationId =
        change.entity === 'message' ? change.data?.conversationId : change.entity === 'conversation' ? change.id : '';
      const contact = contacts.get(conversations.get(conversationId ?? '')?.contactId ?? '');
      const own = data !== null && 'accountId' in data ? [data.accountId as string] : [];
      return { change, contact, accountIds: change.entity === 'contact' ? (accounts.get(change.id) ?? []) : own };
    });
  }

  /**
   * A contact belongs to the company; an account sees those it has a conversation with (I-7), and where it does not make
   * contacts by itself, only those that a CRM knows.
   */
  private async accountsOf(
    tenantId: string,
    contactIds: readonly string[],
    known: ReadonlySet<string>,
  ): Promise<Map<string, string[]>> {
    if (contactIds.length === 0) return new Map();
    const rows = await this.db
      .selectFrom('conversation')
      .innerJoin('tenantWhatsappConfig as account', 'account.id', 'conversation.accountId')
      .select(['conversation.contactId', 'conversation.accountId', 'account.autoCreateContacts'])
      .where('conversation.tenantId', '=', tenantId)
      .where('conversation.contactId', 'in', contactIds)
      .execute();
    const seen = rows.filter(({ contactId, autoCreateContacts }) => autoCreateContacts === 1 || known.has(contactId));
    const byContact = Map.groupBy(seen, ({ contactId }) => contactId);
    return new Map([...byContact].map(([id, found]) => [id, found.map(({ accountId }) => accountId)]));
  }

  private async load<T>(kind: 'contact' | 'conversation', tenantId: string, ids: string[]): Promise<Map<string, T>> {
    const entities = await this.inbox.sources[kind].load({ tenantId, userId: null }, [...new Set(ids)]);
    // A source gives what it is called after; the compiler can't see that.
    return new Map(entities.map(({ id, data }) => [id, data as T]));
  }

  private async stopOverflowing(tx: Tx, tenantId: string, subscriptions: readonly SubscriptionRow[]): Promise<void> {
    const waiting = await countWaiting(tx, tenantId);
    for (const subscription of subscriptions) {
      if ((waiting.get(subscription.id) ?? 0) <= maxWaiting) continue;
      const stopReason = `More than ${maxWaiting} events waited: the address did not answer for too long`;
      await updateSubscription(tx, subscription, { active: 0, stopReason });
      await failWaiting(tx, tenantId, subscription.id);
      await this.audit.append(tx, {
        tenantId,
        actorId: null,
        action: 'outgoing_webhook.stopped',
        target: subscription.id,
        details: { reason: stopReason },
      });
    }
  }
}

interface ToldChange {
  change: Change;
  contact: Contact | undefined;
  accountIds: readonly string[];
}

/** It has an id of its own for them. */
function isKnownToCrm({ aliases }: Contact): boolean {
  return aliases.some(({ kind }) => kind === 'crm');
}

function eventsFor(subscription: SubscriptionRow, { change, contact, accountIds }: ToldChange): OutgoingEvent[] {
  if (change.data === null || !accountIds.includes(subscription.accountId)) return [];
  const since = { seq: subscription.startedSeq, at: subscription.createdAt };
  if (change.seq <= since.seq) return [];
  switch (change.entity) {
    case 'message':
      return eventsOfMessage(change.data, contact, since);
    case 'conversation':
      return [eventOfConversation(change.data, contact)];
    case 'contact':
      return [eventOfContact(change.data)];
    default:
      return [];
  }
}
