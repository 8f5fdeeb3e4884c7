import type { Db } from '../platform/database/database.ts';
import type { TemplateSyncTable } from '../platform/database/tables.ts';
import type { Waba } from './template-graph.ts';

export type SyncRow = TemplateSyncTable;

export async function findSync(db: Db, { tenantId, wabaId }: Waba): Promise<SyncRow | undefined> {
  return await db
    .selectFrom('templateSync')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('wabaId', '=', wabaId)
    .executeTakeFirst();
}

export async function listSyncs(db: Db, tenantId: string): Promise<SyncRow[]> {
  return await db.selectFrom('templateSync').selectAll().where('tenantId', '=', tenantId).orderBy('wabaId').execute();
}

/** `finishedAt` stays that of the last one that worked. */
export async function beginSync(db: Db, { tenantId, wabaId }: Waba, startedAt: number): Promise<void> {
  const figures = { startedAt, seen: 0, added: 0, updated: 0, removed: 0, error: null };
  await db
    .insertInto('templateSync')
    .values({ tenantId, wabaId, ...figures, finishedAt: null })
    .onConflict((oc) => oc.columns(['tenantId', 'wabaId']).doUpdateSet(figures))
    .execute();
}

export async function noteSeen(db: Db, waba: Waba, seen: number): Promise<void> {
  await endSync(db, waba, { seen });
}

export async function endSync(
  db: Db,
  { tenantId, wabaId }: Waba,
  end: Partial<Omit<SyncRow, 'tenantId' | 'wabaId'>>,
): Promise<void> {
  await db.updateTable('templateSync').set(end).where('tenantId', '=', tenantId).where('wabaId', '=', wabaId).execute();
}
