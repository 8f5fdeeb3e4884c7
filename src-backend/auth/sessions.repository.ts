import type { ClientId, SessionId, TenantId, UserId } from '#shared/ids.ts';
import { can, Role } from '#shared/permission.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ClientSessionTable, RefreshTokenTable } from '../platform/database/tables.ts';
import type { Principal } from './principal.ts';
import { roleLowered, type SessionEnding } from './session-events.ts';
import type { Standing } from './standing.ts';

/**
 * The session's standing as the database knows it now; null when it was revoked, has expired, lost its user, or its
 * company is suspended.
 */
export async function findStanding(db: Db, sessionId: string, now: number): Promise<Standing | null> {
  const row = await db
    .selectFrom('clientSession as session')
    .innerJoin('appUser as user', 'user.id', 'session.userId')
    .innerJoin('tenant', 'tenant.id', 'session.tenantId')
    .innerJoin('tenantGrant as grant', (join) =>
      join.onRef('grant.tenantId', '=', 'session.tenantId').onRef('grant.userId', '=', 'session.userId'),
    )
    .leftJoin('secondFactor as factor', (join) =>
      join.onRef('factor.tenantId', '=', 'session.tenantId').onRef('factor.userId', '=', 'session.userId'),
    )
    .select(['session.id', 'session.tenantId', 'session.userId', 'session.clientId', 'session.clientName'])
    .select(['grant.role', 'user.superadmin', 'tenant.secondFactorForAdmins', 'factor.confirmedAt'])
    .where('session.id', '=', sessionId)
    .where('session.revokedAt', 'is', null)
    .where('session.absoluteExpiresAt', '>', now)
    .where('user.active', '=', 1)
    .where('tenant.suspendedAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const role = Role.parse(row.role);
  // Rows are ours: the ids were made by newId, the role is held by a check constraint.
  const principal: Principal = {
    userId: row.userId as UserId,
    tenantId: row.tenantId as TenantId,
    role,
    superadmin: row.superadmin === 1,
    sessionId: row.id as SessionId,
    clientId: row.clientId as ClientId,
    clientName: row.clientName,
  };
  const isAdmin = can(role, 'security.write') || principal.superadmin;
  return { principal, mustEnrol: isAdmin && row.secondFactorForAdmins === 1 && row.confirmedAt === null };
}

export async function insertSession(tx: Tx, session: ClientSessionTable): Promise<void> {
  await tx.insertInto('clientSession').values(session).execute();
}

export async function findSession(db: Db, id: string): Promise<ClientSessionTable | undefined> {
  return await db.selectFrom('clientSession').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function endingOf(db: Db, id: string): Promise<SessionEnding> {
  return (await findSession(db, id))?.revokedReason === roleLowered ? 'expired' : 'revoked';
}

export async function prolongSession(tx: Tx, id: string, now: number, idleExpiresAt: number): Promise<void> {
  await tx.updateTable('clientSession').set({ lastUsedAt: now, idleExpiresAt }).where('id', '=', id).execute();
}

/**
 * True iff it was this call that revoked it. Its refresh tokens open nothing any more; they stay until they would have
 * expired, so that a desktop that was away learns from them that it was revoked (S-36).
 */
export async function revokeSession(tx: Tx, id: string, reason: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('clientSession')
    .set({ revokedAt: now, revokedReason: reason })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Sessions of the tenant, or of one of its users, that are neither revoked nor over, the one used last first. */
export async function listOpenSessions(
  db: Db,
  of: { tenantId: string; userId?: string },
  now: number,
): Promise<ClientSessionTable[]> {
  return await db
    .selectFrom('clientSession')
    .selectAll()
    .where('tenantId', '=', of.tenantId)
    .$if(of.userId !== undefined, (query) => query.where('userId', '=', of.userId ?? ''))
    .where('revokedAt', 'is', null)
    .where('idleExpiresAt', '>', now)
    .where('absoluteExpiresAt', '>', now)
    .orderBy('lastUsedAt', 'desc')
    .orderBy('id')
    .execute();
}

/** Revokes them all but `except`. Returns which those were. */
export async function revokeOpenSessions(
  tx: Tx,
  of: { tenantId: string; userId?: string; except?: string },
  reason: string,
  now: number,
): Promise<SessionId[]> {
  const revoked: SessionId[] = [];
  for (const { id } of await listOpenSessions(tx, of, now)) {
    // Our own row: the id was made by newId.
    if (id !== of.except && (await revokeSession(tx, id, reason, now))) revoked.push(id as SessionId);
  }
  return revoked;
}

/** When the owner of the session last proved who they are. */
export async function findProvedAt(db: Db, id: string): Promise<number> {
  const row = await db.selectFrom('clientSession').select('provedAt').where('id', '=', id).executeTakeFirst();
  return row?.provedAt ?? 0;
}

export async function storeProof(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable('clientSession').set({ provedAt: now }).where('id', '=', id).execute();
}

/** Forgets the refresh tokens of a user's sessions that have expired; the sessions stay for the audit. */
export async function forgetExpiredTokens(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  now: number,
): Promise<void> {
  await tx
    .deleteFrom('refreshToken')
    .where('sessionId', 'in', (eb) =>
      eb
        .selectFrom('clientSession')
        .select('id')
        .where('tenantId', '=', tenantId)
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
