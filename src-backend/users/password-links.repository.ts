import type { Db, Tx } from '../platform/database/database.ts';
import type { PasswordLinkTable } from '../platform/database/tables.ts';

export async function insertPasswordLink(tx: Tx, row: PasswordLinkTable): Promise<void> {
  await tx.insertInto('passwordLink').values(row).execute();
}

/** Of whatever tenant: whoever comes by a link is nobody yet. */
export async function findPasswordLink(db: Db, hash: string): Promise<PasswordLinkTable | undefined> {
  return await db.selectFrom('passwordLink').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** True iff it was this call that ended it: exactly one of several racers wins. */
export async function endPasswordLink(tx: Tx, tenantId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passwordLink')
    .set({ endedAt: now })
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function endPasswordLinksOf(tx: Tx, tenantId: string, userId: string, now: number): Promise<void> {
  await tx
    .updateTable('passwordLink')
    .set({ endedAt: now })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Invitations that can still be used, the newest first. */
export async function listInvitations(db: Db, tenantId: string, now: number): Promise<PasswordLinkTable[]> {
  return await db
    .selectFrom('passwordLink')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('purpose', '=', 'invitation')
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
}
