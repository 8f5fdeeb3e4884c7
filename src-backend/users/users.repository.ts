import type { UserId } from '#shared/ids.ts';
import { Role } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { AppUserTable, TenantGrantTable } from '../platform/database/tables.ts';

type MemberRow = Pick<AppUserTable, 'id' | 'name' | 'email' | 'active'> & Pick<TenantGrantTable, 'role' | 'version'>;

/** A member as colleagues see them. */
export function toUser(row: MemberRow): User {
  const { id, version, name, email, role, active } = row;
  // Our own row: the id was made by newId.
  return { id: id as UserId, version, name, email, role: Role.parse(role), active: active === 1 };
}

/** Members of the tenant, by name; with `ids` only those. */
export async function loadUsers(db: Db, tenantId: string, ids?: readonly string[]): Promise<User[]> {
  const rows = await db
    .selectFrom('tenantGrant as grant')
    .innerJoin('appUser as user', 'user.id', 'grant.userId')
    .select(['user.id', 'user.name', 'user.email', 'user.active', 'grant.role', 'grant.version'])
    .where('grant.tenantId', '=', tenantId)
    .$if(ids !== undefined, (query) => query.where('grant.userId', 'in', ids ?? []))
    .orderBy('user.name')
    .orderBy('user.id')
    .execute();
  return rows.map(toUser);
}

export async function loadUsersByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<User[]> {
  return await loadUsers(db, tenantId, ids);
}

export async function findUserByEmail(db: Db, email: string): Promise<AppUserTable | undefined> {
  return await db.selectFrom('appUser').selectAll().where('email', '=', email).executeTakeFirst();
}

/** The tenants a user belongs to and that are not suspended, the oldest grant's tenant first. */
export async function listTenantsOf(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tenantGrant as grant')
    .innerJoin('tenant', 'tenant.id', 'grant.tenantId')
    .select('grant.tenantId')
    .where('grant.userId', '=', userId)
    .where('tenant.suspendedAt', 'is', null)
    .orderBy('tenant.createdAt')
    .orderBy('tenant.id')
    .execute();
  return rows.map((row) => row.tenantId);
}

/** Somebody as those see them who decide about their rights. */
export type Member = MemberRow & Pick<AppUserTable, 'superadmin' | 'passwordHash'>;

export async function findMember(db: Db, tenantId: string, userId: string): Promise<Member | undefined> {
  return await db
    .selectFrom('tenantGrant as grant')
    .innerJoin('appUser as user', 'user.id', 'grant.userId')
    .select(['user.id', 'user.name', 'user.email', 'user.active', 'user.superadmin', 'user.passwordHash'])
    .select(['grant.role', 'grant.version'])
    .where('grant.tenantId', '=', tenantId)
    .where('grant.userId', '=', userId)
    .executeTakeFirst();
}

/** How the members of a tenant sign in, by user id; those who never did are not in it. */
export async function loadSignIns(
  db: Db,
  tenantId: string,
  now: number,
): Promise<Map<string, { lastSeenAt: number; signIns: number }>> {
  const rows = await db
    .selectFrom('clientSession')
    .select((eb) => ['userId', eb.fn.max('lastUsedAt').as('lastSeenAt')])
    .select((eb) =>
      eb.fn
        .sum(
          eb
            .case()
            .when(
              eb.and([eb('revokedAt', 'is', null), eb('idleExpiresAt', '>', now), eb('absoluteExpiresAt', '>', now)]),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('signIns'),
    )
    .where('tenantId', '=', tenantId)
    .groupBy('userId')
    .execute();
  return new Map(
    rows.map(({ userId, lastSeenAt, signIns }) => [
      userId,
      { lastSeenAt: Number(lastSeenAt), signIns: Number(signIns) },
    ]),
  );
}

/** Those of a tenant who have a second factor in use, and those who hold the installation's right. */
export async function loadMarked(
  db: Db,
  tenantId: string,
): Promise<{ secondFactor: Set<string>; superadmin: Set<string> }> {
  const factors = await db
    .selectFrom('secondFactor')
    .select('userId')
    .where('tenantId', '=', tenantId)
    .where('confirmedAt', 'is not', null)
    .execute();
  const superadmins = await db
    .selectFrom('tenantGrant as grant')
    .innerJoin('appUser as user', 'user.id', 'grant.userId')
    .select('user.id')
    .where('grant.tenantId', '=', tenantId)
    .where('user.superadmin', '=', 1)
    .execute();
  return {
    secondFactor: new Set(factors.map(({ userId }) => userId)),
    superadmin: new Set(superadmins.map(({ id }) => id)),
  };
}

export async function findPasswordHash(db: Db, userId: string): Promise<string | null> {
  const row = await db.selectFrom('appUser').select('passwordHash').where('id', '=', userId).executeTakeFirst();
  return row?.passwordHash ?? null;
}

/** How many others could do what this admin can: of the tenant, and of the whole installation. */
export async function countOtherAdmins(
  tx: Tx,
  tenantId: string,
  userId: string,
): Promise<{ admins: number; superadmins: number }> {
  const count = await tx
    .selectFrom('tenantGrant as grant')
    .innerJoin('appUser as user', 'user.id', 'grant.userId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('grant.tenantId', '=', tenantId)
    .where('grant.role', '=', 'admin')
    .where('user.active', '=', 1)
    .where('user.id', '!=', userId)
    .executeTakeFirstOrThrow();
  const superadmins = await tx
    .selectFrom('appUser')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('superadmin', '=', 1)
    .where('active', '=', 1)
    .where('id', '!=', userId)
    .executeTakeFirstOrThrow();
  return { admins: Number(count.count), superadmins: Number(superadmins.count) };
}

/** Writes name, activity and rights; returns the synced entity's new version. */
export async function storeMember(tx: Tx, tenantId: string, member: Member): Promise<number> {
  const { id, name, active, superadmin, role } = member;
  await tx.updateTable('appUser').set({ name, active, superadmin }).where('id', '=', id).execute();
  const { version } = await tx
    .updateTable('tenantGrant')
    .set((eb) => ({ role, version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('userId', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export async function isSecondFactorForAdmins(db: Db, tenantId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tenant')
    .select('secondFactorForAdmins')
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return row?.secondFactorForAdmins === 1;
}

export async function storeSecondFactorForAdmins(tx: Tx, tenantId: string, isAsked: boolean): Promise<void> {
  await tx
    .updateTable('tenant')
    .set({ secondFactorForAdmins: isAsked ? 1 : 0 })
    .where('id', '=', tenantId)
    .execute();
}

export async function insertUser(tx: Tx, user: AppUserTable): Promise<void> {
  await tx.insertInto('appUser').values(user).execute();
}

export async function insertGrant(tx: Tx, grant: TenantGrantTable): Promise<void> {
  await tx.insertInto('tenantGrant').values(grant).execute();
}

export async function storePasswordHash(db: Db, userId: string, passwordHash: string): Promise<void> {
  await db.updateTable('appUser').set({ passwordHash }).where('id', '=', userId).execute();
}
