import { randomBytes } from 'node:crypto';
import type { TenantId } from '#shared/ids.ts';
import type { Tenant } from '#shared/tenant.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { TenantTable } from '../platform/database/tables.ts';

export function toTenant(row: TenantTable): Tenant {
  const { id, version, externalId, slug, name } = row;
  // Our own row: the id was made by newId.
  return { id: id as TenantId, version, externalId, slug, name };
}

export async function loadTenantsByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<Tenant[]> {
  // A tenant sees itself and no other.
  if (!ids.includes(tenantId)) return [];
  const rows = await db.selectFrom('tenant').selectAll().where('id', '=', tenantId).execute();
  return rows.map(toTenant);
}

export async function hasTenants(db: Db): Promise<boolean> {
  return (await db.selectFrom('tenant').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** The tenant that an id, an external id or a slug names (ruling 3). No two of them can be the same text. */
export async function findTenant(db: Db, reference: string): Promise<TenantTable | undefined> {
  return await db
    .selectFrom('tenant')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', reference), eb('externalId', '=', reference), eb('slug', '=', reference)]))
    .executeTakeFirst();
}

/** Every tenant with the number of its active people, by name; with `id` only that one. */
export async function listTenantRows(db: Db, id?: string): Promise<(TenantTable & { users: number })[]> {
  const rows = await db
    .selectFrom('tenant')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('tenantGrant as grant')
        .innerJoin('appUser as user', 'user.id', 'grant.userId')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('grant.tenantId', '=', 'tenant.id')
        .where('user.active', '=', 1)
        .as('users'),
    )
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, users: Number(row.users) }));
}

/** Returns the new version. */
export async function storeTenant(
  tx: Tx,
  { id, name, slug, suspendedAt }: Pick<TenantTable, 'id' | 'name' | 'slug' | 'suspendedAt'>,
): Promise<number> {
  const { version } = await tx
    .updateTable('tenant')
    .set((eb) => ({ name, slug, suspendedAt, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Writes a new tenant under the given slug, or one made from its name. */
export async function insertTenant(tx: Tx, id: TenantId, name: string, now: number, slug?: string): Promise<Tenant> {
  const row: TenantTable = {
    id,
    externalId: `t_${randomBytes(8).toString('hex')}`,
    slug: slug ?? (await freeSlug(tx, slugOf(name))),
    name,
    whatsappConfigured: 0,
    version: 1,
    createdAt: now,
    suspendedAt: null,
    secondFactorForAdmins: 0,
  };
  await tx.insertInto('tenant').values(row).execute();
  return toTenant(row);
}

/** True iff it was this call that marked it; the version is then one higher. */
export async function markWhatsappConfigured(tx: Tx, id: string): Promise<Tenant | null> {
  const row = await tx
    .updateTable('tenant')
    .set((eb) => ({ whatsappConfigured: 1, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('whatsappConfigured', '=', 0)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toTenant(row);
}

/** `Café Größe & Co.` → `cafe-grosse-co`; a name without Latin letters becomes `company`. */
export function slugOf(name: string): string {
  const plain = name.replace(/ß/g, 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'company' : slug;
}

async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const rows = await tx.selectFrom('tenant').select('slug').where('slug', 'like', `${wanted}%`).execute();
  const taken = new Set(rows.map((row) => row.slug));
  let slug = wanted;
  for (let number = 2; taken.has(slug); number++) slug = `${wanted}-${number}`;
  return slug;
}
