import type { Db, Tx } from '../platform/database/database.ts';
import type { TenantEndpointConfigTable } from '../platform/database/tables.ts';

export type AssignmentRow = TenantEndpointConfigTable;

export async function findAssignment(db: Db, tenantId: string): Promise<AssignmentRow | undefined> {
  return await db.selectFrom('tenantEndpointConfig').selectAll().where('tenantId', '=', tenantId).executeTakeFirst();
}

/** Of all companies, or of one. */
export async function listAssignments(db: Db, tenantId?: string): Promise<AssignmentRow[]> {
  return await db
    .selectFrom('tenantEndpointConfig')
    .selectAll()
    .$if(tenantId !== undefined, (query) => query.where('tenantId', '=', tenantId ?? ''))
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** A company has one at most: what was there is replaced. */
export async function storeAssignment(tx: Tx, row: AssignmentRow): Promise<void> {
  await tx
    .insertInto('tenantEndpointConfig')
    .values(row)
    .onConflict((oc) => oc.column('tenantId').doUpdateSet(row))
    .execute();
}

export async function changeAssignment(
  tx: Tx,
  tenantId: string,
  change: Partial<Omit<AssignmentRow, 'tenantId' | 'id'>>,
): Promise<void> {
  await tx.updateTable('tenantEndpointConfig').set(change).where('tenantId', '=', tenantId).execute();
}

/** False when there was none. Its history goes with it. */
export async function deleteAssignment(tx: Tx, tenantId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('tenantEndpointConfig')
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Assignments that are due for a look, the longest waiting first. */
export async function listDueAssignments(db: Db, now: number): Promise<AssignmentRow[]> {
  return await db
    .selectFrom('tenantEndpointConfig')
    .selectAll()
    .where('nextCheckAt', '<=', now)
    .orderBy('nextCheckAt')
    .limit(500)
    .execute();
}

export async function findNextCheck(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('tenantEndpointConfig')
    .select((eb) => eb.fn.min('nextCheckAt').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** True for the one of several nodes that takes the look upon itself. */
export async function claimCheck(db: Db, { tenantId, nextCheckAt }: AssignmentRow, next: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tenantEndpointConfig')
    .set({ nextCheckAt: next })
    .where('tenantId', '=', tenantId)
    .where('nextCheckAt', '=', nextCheckAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
