import type { Db, Tx } from '../../platform/database/database.ts';
import { inChunks } from '../../platform/database/many.ts';
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

/** Deletes up to `limit` keys that are older than their kind is kept: those of our own queue, rules and campaigns, and all others. */
export async function deleteIdempotencyKeys(
  db: Db,
  before: { ofCallers: number; ofPrograms: number },
  limit: number,
): Promise<number> {
  const old = await db
    .selectFrom('idempotencyKey')
    .select(['tenantId', 'scope', 'key'])
    .where((eb) =>
      eb.or([
        eb('createdAt', '<', before.ofPrograms),
        eb.and([
          eb('createdAt', '<', before.ofCallers),
          eb('scope', 'not in', ['queue', 'rule']),
          eb('scope', 'not like', 'campaign:%'),
        ]),
      ]),
    )
    .limit(limit)
    .execute();
  await inChunks(old, async (chunk) => {
    await db
      .deleteFrom('idempotencyKey')
      .where((eb) =>
        eb.or(
          chunk.map(({ tenantId, scope, key }) =>
            eb.and([eb('tenantId', '=', tenantId), eb('scope', '=', scope), eb('key', '=', key)]),
          ),
        ),
      )
      .execute();
    return [];
  });
  return old.length;
}
