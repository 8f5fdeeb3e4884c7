import type { Db, Tx } from '../../platform/database/database.ts';
import type { IdempotencyKeyTable } from '../../platform/database/tables.ts';

export async function findIdempotencyKey(
  db: Db,
  tenantId: string,
  { scope, key }: { scope: string; key: string },
): Promise<IdempotencyKeyTable | undefined> {
  return await db
    .selectFrom('idempotencyKey')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function insertIdempotencyKey(tx: Tx, row: IdempotencyKeyTable): Promise<void> {
  await tx.insertInto('idempotencyKey').values(row).execute();
}
