import type { Selectable } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import type { WebhookSubscriptionTable } from '../platform/database/tables.ts';

export type SubscriptionRow = Selectable<WebhookSubscriptionTable>;

/** Those of accounts that are there. */
const subscriptions = (db: Db) =>
  db
    .selectFrom('webhookSubscription as subscription')
    .innerJoin('tenantWhatsappConfig as account', (join) =>
      join.onRef('account.tenantId', '=', 'subscription.tenantId').onRef('account.id', '=', 'subscription.accountId'),
    )
    .selectAll('subscription')
    .where('account.deletedAt', 'is', null);

export async function listSubscriptions(db: Db, tenantId: string): Promise<SubscriptionRow[]> {
  return await subscriptions(db)
    .where('subscription.tenantId', '=', tenantId)
    .orderBy('subscription.createdAt')
    .orderBy('subscription.id')
    .execute();
}

export async function listActive(db: Db, tenantId: string): Promise<SubscriptionRow[]> {
  return await subscriptions(db)
    .where('subscription.tenantId', '=', tenantId)
    .where('subscription.active', '=', 1)
    .execute();
}

export async function findSubscription(db: Db, tenantId: string, id: string): Promise<SubscriptionRow | undefined> {
  return await subscriptions(db)
    .where('subscription.tenantId', '=', tenantId)
    .where('subscription.id', '=', id)
    .executeTakeFirst();
}

/** Companies that want to be told of anything. */
export async function listSubscribedTenants(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('webhookSubscription')
    .select('tenantId')
    .distinct()
    .where('active', '=', 1)
    .execute();
  return rows.map(({ tenantId }) => tenantId);
}

export async function insertSubscription(tx: Tx, row: SubscriptionRow): Promise<void> {
  await tx.insertInto('webhookSubscription').values(row).execute();
}

export async function updateSubscription(
  tx: Tx,
  { tenantId, id }: Pick<SubscriptionRow, 'tenantId' | 'id'>,
  change: Partial<Pick<SubscriptionRow, 'url' | 'events' | 'active' | 'stopReason' | 'startedSeq'>>,
): Promise<void> {
  await tx
    .updateTable('webhookSubscription')
    .set(change)
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** With everything that waits to be delivered. */
export async function deleteSubscription(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.deleteFrom('webhookSubscription').where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** How far the company's change log has been told; null when nobody ever asked. */
export async function findFeed(db: Db, tenantId: string): Promise<number | null> {
  const row = await db.selectFrom('webhookFeed').select('seq').where('tenantId', '=', tenantId).executeTakeFirst();
  return row?.seq ?? null;
}

export async function setFeed(tx: Tx, tenantId: string, seq: number): Promise<void> {
  await tx
    .insertInto('webhookFeed')
    .values({ tenantId, seq })
    .onConflict((conflict) => conflict.column('tenantId').doUpdateSet({ seq }))
    .execute();
}
