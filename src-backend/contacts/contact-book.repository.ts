import { type ExpressionBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ContactAliasTable, ContactConsentTable, ContactTable, Database } from '../platform/database/tables.ts';

export async function findContact(db: Db, tenantId: string, id: string): Promise<ContactTable | undefined> {
  return await db
    .selectFrom('contact')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whoever the contact was merged into, at the end of all pointers. */
export async function findRoot(db: Db, tenantId: string, id: string): Promise<ContactTable | undefined> {
  let contact = await findContact(db, tenantId, id);
  while (contact !== undefined && contact.mergedInto !== null) {
    contact = await findContact(db, tenantId, contact.mergedInto);
  }
  return contact;
}

/** Everybody merged into the contact, directly or through others. */
export async function findMergedIds(db: Db, tenantId: string, id: string): Promise<string[]> {
  const found: string[] = [];
  let level = [id];
  while (level.length > 0) {
    const rows = await db
      .selectFrom('contact')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('mergedInto', 'in', level)
      .execute();
    level = rows.map((row) => row.id);
    found.push(...level);
  }
  return found;
}

export async function insertContact(tx: Tx, row: ContactTable): Promise<void> {
  await tx.insertInto('contact').values(row).execute();
}

/** Writes the pointer; returns the synced entity's new version. */
export async function bumpContact(
  tx: Tx,
  { tenantId, id, mergedInto }: Pick<ContactTable, 'tenantId' | 'id' | 'mergedInto'>,
): Promise<number> {
  const { version } = await tx
    .updateTable('contact')
    .set((eb) => ({ mergedInto, version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

type AliasKey = Pick<ContactAliasTable, 'kind' | 'scope' | 'value'>;

export async function findAlias(
  db: Db,
  tenantId: string,
  { kind, scope, value }: AliasKey,
): Promise<ContactAliasTable | undefined> {
  return await db
    .selectFrom('contactAlias')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('kind', '=', kind)
    .where('scope', '=', scope)
    .where('value', '=', value)
    .executeTakeFirst();
}

export async function insertAlias(tx: Tx, row: ContactAliasTable): Promise<void> {
  await tx.insertInto('contactAlias').values(row).execute();
}

/** True iff the contact had it. */
export async function deleteAlias(
  tx: Tx,
  tenantId: string,
  contactId: string,
  { kind, value }: Pick<AliasKey, 'kind' | 'value'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('contactAlias')
    .where('tenantId', '=', tenantId)
    .where('contactId', '=', contactId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function hasAliasOfKind(db: Db, tenantId: string, contactId: string, kind: string): Promise<boolean> {
  const row = await db
    .selectFrom('contactAlias')
    .select('value')
    .where('tenantId', '=', tenantId)
    .where('contactId', '=', contactId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listConsents(
  db: Db,
  tenantId: string,
  contactIds: readonly string[],
): Promise<ContactConsentTable[]> {
  return await db
    .selectFrom('contactConsent')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('contactId', 'in', contactIds)
    .orderBy('at', 'desc')
    .orderBy('recordedAt', 'desc')
    .limit(500)
    .execute();
}

export interface ContactSearch {
  search?: string | undefined;
  tag?: string | undefined;
  limit: number;
  offset: number;
}

/** Ids of contacts that are nobody else's double, newest first. */
export async function searchContacts(
  db: Db,
  tenantId: string,
  { search, tag, limit, offset }: ContactSearch,
): Promise<{ ids: string[]; total: number }> {
  const matching = db
    .selectFrom('contact')
    .leftJoin('contactProfile as profile', (join) =>
      join.onRef('profile.tenantId', '=', 'contact.tenantId').onRef('profile.contactId', '=', 'contact.id'),
    )
    .where('contact.tenantId', '=', tenantId)
    .where('contact.mergedInto', 'is', null)
    .$if(search !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          like(eb.fn.coalesce('profile.ownName', 'contact.name'), search ?? ''),
          eb.exists(ownAliases(eb, search ?? '')),
        ]),
      ),
    )
    // Tags are an array of texts as JSON; a quote inside of one is written with a backslash there as here.
    .$if(tag !== undefined, (query) => query.where((eb) => like(eb.ref('profile.tags'), JSON.stringify(tag))));
  const rows = await matching
    .select('contact.id')
    .orderBy('contact.createdAt', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { ids: rows.map((row) => row.id), total: Number(total) };
}

/** Aliases of the contact, or of who was merged into it, that hold the text. */
function ownAliases(eb: ExpressionBuilder<Database, 'contact'>, text: string) {
  const digits = text.replace(/[\s()+.-]/g, '');
  return eb
    .selectFrom('contactAlias as alias')
    .innerJoin('contact as owner', (join) =>
      join.onRef('owner.tenantId', '=', 'alias.tenantId').onRef('owner.id', '=', 'alias.contactId'),
    )
    .select('alias.value')
    .whereRef('alias.tenantId', '=', 'contact.tenantId')
    .where((inner) =>
      inner.or([
        inner('owner.id', '=', inner.ref('contact.id')),
        inner('owner.mergedInto', '=', inner.ref('contact.id')),
      ]),
    )
    .where((inner) => like(inner.ref('alias.value'), /^\d+$/.test(digits) ? digits : text));
}

/** Case matters to neither; what people type is never a pattern. */
function like(column: unknown, text: string) {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${column}) like ${pattern} escape '\\'`;
}
