import type { Db, Tx } from '../platform/database/database.ts';
import type { SecondFactorTable } from '../platform/database/tables.ts';

interface Member {
  tenantId: string;
  userId: string;
}

export async function findSecondFactor(db: Db, { tenantId, userId }: Member): Promise<SecondFactorTable | undefined> {
  return await db
    .selectFrom('secondFactor')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

export async function insertSecondFactor(tx: Tx, row: SecondFactorTable): Promise<void> {
  await tx.insertInto('secondFactor').values(row).execute();
}

/** True iff there was one. Its recovery codes go with it. */
export async function deleteSecondFactor(tx: Tx, { tenantId, userId }: Member): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('secondFactor')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function confirmSecondFactor(tx: Tx, { tenantId, userId }: Member, now: number): Promise<void> {
  await tx
    .updateTable('secondFactor')
    .set({ confirmedAt: now })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .execute();
}

/** True iff no code of this time step or a later one was taken before: exactly one of several racers wins. */
export async function takeStep(tx: Tx, { tenantId, userId }: Member, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('secondFactor')
    .set({ lastStep: step })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('lastStep', '<', step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** True iff it was one of theirs, which it now no longer is. */
export async function takeRecoveryCode(tx: Tx, { tenantId, userId }: Member, hash: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('recoveryCode')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function replaceRecoveryCodes(tx: Tx, member: Member, hashes: readonly string[]): Promise<void> {
  const { tenantId, userId } = member;
  await tx.deleteFrom('recoveryCode').where('tenantId', '=', tenantId).where('userId', '=', userId).execute();
  await tx
    .insertInto('recoveryCode')
    .values(hashes.map((hash) => ({ tenantId, userId, hash })))
    .execute();
}

export async function countRecoveryCodes(db: Db, { tenantId, userId }: Member): Promise<number> {
  const { count } = await db
    .selectFrom('recoveryCode')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
