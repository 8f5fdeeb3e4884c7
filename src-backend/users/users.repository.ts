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

/** The tenants a user belongs to, the oldest grant's tenant first. */
export async function listTenantsOf(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tenantGrant as grant')
    .innerJoin('tenant', 'tenant.id', 'grant.tenantId')
    .select('grant.tenantId')
    .where('grant.userId', '=', userId)
    .orderBy('tenant.createdAt')
    .orderBy('tenant.id')
    .execute();
  return rows.map((row) => row.tenantId);
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
