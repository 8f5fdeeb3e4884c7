import type { ClientId, SessionId, TenantId, UserId } from '#shared/ids.ts';
import { Role } from '#shared/permission.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ClientSessionTable, RefreshTokenTable } from '../platform/database/tables.ts';
import type { Principal } from './principal.ts';

/** The session's principal as the database knows it now; null when it was revoked, has expired or lost its user. */
export async function findPrincipal(db: Db, sessionId: string, now: number): Promise<Principal | null> {
  const row = await db
    .selectFrom('clientSession as session')
    .innerJoin('appUser as user', 'user.id', 'session.userId')
    .innerJoin('tenantGrant as grant', (join) =>
      join.onRef('grant.tenantId', '=', 'session.tenantId').onRef('grant.userId', '=', 'session.userId'),
    )
    .select(['session.id', 'session.tenantId', 'session.userId', 'session.clientId', 'grant.role', 'user.superadmin'])
    .where('session.id', '=', sessionId)
    .where('session.revokedAt', 'is', null)
    .where('session.absoluteExpiresAt', '>', now)
    .where('user.active', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return null;
  // Rows are ours: the ids were made by newId, the role is held by a check constraint.
  return {
    userId: row.userId as UserId,
    tenantId: row.tenantId as TenantId,
    role: Role.parse(row.role),
    superadmin: row.superadmin === 1,
    sessionId: row.id as SessionId,
    clientId: row.clientId as ClientId,
  };
}

export async function insertSession(tx: Tx, session: ClientSessionTable): Promise<void> {
  await tx.insertInto('clientSession').values(session).execute();
}

export async function findSession(db: Db, id: string): Promise<ClientSessionTable | undefined> {
  return await db.selectFrom('clientSession').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function prolongSession(tx: Tx, id: string, now: number, idleExpiresAt: number): Promise<void> {
  await tx.updateTable('clientSession').set({ lastUsedAt: now, idleExpiresAt }).where('id', '=', id).execute();
}

/** True iff it was this call that revoked it. Its refresh tokens are of no use to anyone any more and go. */
export async function revokeSession(tx: Tx, id: string, reason: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('clientSession')
    .set({ revokedAt: now, revokedReason: reason })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('refreshToken').where('sessionId', '=', id).execute();
  return numUpdatedRows > 0n;
}

/** Forgets the refresh tokens of a user's sessions that have expired; the sessions stay for the audit. */
export async function forgetExpiredTokens(tx: Tx, userId: string, now: number): Promise<void> {
  await tx
    .deleteFrom('refreshToken')
    .where('sessionId', 'in', (eb) =>
      eb
        .selectFrom('clientSession')
        .select('id')
        .where('userId', '=', userId)
        .where((or) => or.or([or('idleExpiresAt', '<=', now), or('absoluteExpiresAt', '<=', now)])),
    )
    .execute();
}

export async function insertRefreshToken(tx: Tx, token: RefreshTokenTable): Promise<void> {
  await tx.insertInto('refreshToken').values(token).execute();
}

export async function findRefreshToken(db: Db, hash: string): Promise<RefreshTokenTable | undefined> {
  return await db.selectFrom('refreshToken').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** True iff it was this call that spent it: exactly one of several racers wins. */
export async function spendRefreshToken(tx: Tx, hash: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('refreshToken')
    .set({ spentAt: now })
    .where('hash', '=', hash)
    .where('spentAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
