import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import { inChunks } from '../platform/database/many.ts';
import type { WebhookDeliveryTable } from '../platform/database/tables.ts';
import { notSuspended } from '../tenants/suspended.ts';

export type DeliveryRow = Selectable<WebhookDeliveryTable>;

// Written into the query: an index of some rows only is used for a condition known when the query is prepared.
const waiting = sql.lit('waiting');

/** What has been told before is left out. */
export async function insertDeliveries(tx: Tx, rows: readonly DeliveryRow[]): Promise<void> {
  await inChunks(rows, async (chunk) => {
    await tx
      .insertInto('webhookDelivery')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['tenantId', 'subscriptionId', 'eventKey']).doNothing())
      .execute();
    return [];
  });
}

/** Of active subscriptions of companies that are not suspended, those that have waited longest first. */
export async function listDue(
  db: Db,
  due: { now: number; notSubscriptions: readonly string[]; limit: number },
): Promise<DeliveryRow[]> {
  return await db
    .selectFrom('webhookDelivery as delivery')
    .innerJoin('webhookSubscription as subscription', (join) =>
      join
        .onRef('subscription.tenantId', '=', 'delivery.tenantId')
        .onRef('subscription.id', '=', 'delivery.subscriptionId'),
    )
    .selectAll('delivery')
    .where('delivery.state', '=', waiting)
    .where('delivery.nextTryAt', '<=', due.now)
    .$if(due.notSubscriptions.length > 0, (query) =>
      query.where('delivery.subscriptionId', 'not in', due.notSubscriptions),
    )
    .where('subscription.active', '=', 1)
    .where(notSuspended('delivery.tenantId'))
    .orderBy('delivery.nextTryAt')
    .orderBy('delivery.id')
    .limit(due.limit)
    .execute();
}

/** When the next one is due that isn't yet; null when none is. */
export async function findNextDue(db: Db, after: number): Promise<number | null> {
  const row = await db
    .selectFrom('webhookDelivery')
    .select((eb) => eb.fn.min('nextTryAt').as('at'))
    .where('state', '=', waiting)
    .where('nextTryAt', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function findDelivery(
  db: Db,
  tenantId: string,
  subscriptionId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  return await db
    .selectFrom('webhookDelivery')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('subscriptionId', '=', subscriptionId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function updateDelivery(
  db: Db,
  { tenantId, id }: Pick<DeliveryRow, 'tenantId' | 'id'>,
  change: Partial<Pick<DeliveryRow, 'state' | 'tries' | 'nextTryAt' | 'attempts'>>,
): Promise<void> {
  await db.updateTable('webhookDelivery').set(change).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** Newest first, and how many there are in all. */
export async function pageOfDeliveries(
  db: Db,
  of: { tenantId: string; subscriptionId: string; state: string | undefined },
  page: { limit: number; offset: number },
): Promise<{ rows: DeliveryRow[]; total: number }> {
  const wanted = db
    .selectFrom('webhookDelivery')
    .where('tenantId', '=', of.tenantId)
    .where('subscriptionId', '=', of.subscriptionId)
    .$if(of.state !== undefined, (query) => query.where('state', '=', of.state ?? ''));
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total: Number(total) };
}

/** How many wait, by subscription. */
export async function countWaiting(db: Db, tenantId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('webhookDelivery')
    .select(['subscriptionId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('tenantId', '=', tenantId)
    .where('state', '=', 'waiting')
    .groupBy('subscriptionId')
    .execute();
  return new Map(rows.map(({ subscriptionId, count }) => [subscriptionId, Number(count)]));
}

/** Ends whatever still waits for a subscription that was stopped. */
export async function failWaiting(tx: Tx, tenantId: string, subscriptionId: string): Promise<void> {
  await tx
    .updateTable('webhookDelivery')
    .set({ state: 'failed' })
    .where('tenantId', '=', tenantId)
    .where('subscriptionId', '=', subscriptionId)
    .where('state', '=', 'waiting')
    .execute();
}

export async function purge(db: Db, deliveredBefore: number, failedBefore: number): Promise<void> {
  await db
    .deleteFrom('webhookDelivery')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'delivered'), eb('createdAt', '<', deliveredBefore)]),
        eb.and([eb('state', '=', 'failed'), eb('createdAt', '<', failedBefore)]),
      ]),
    )
    .execute();
}
