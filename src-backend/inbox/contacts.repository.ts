import type { Selectable } from 'kysely';
import type { Contact } from '#shared/contact.ts';
import type { Db } from '../platform/database/database.ts';
import { inChunks, readMany, writeMany } from '../platform/database/many.ts';
import { findProfiles, toProfile } from '../contacts/profiles.ts';
import type { ContactAliasTable, ContactProfileTable, ContactTable } from '../platform/database/tables.ts';

export type ContactRow = Selectable<ContactTable>;
export type AliasRow = Selectable<ContactAliasTable>;

/** `profile`: what the company itself says of them. */
export function toContact(row: ContactRow, aliases: readonly AliasRow[], profile?: ContactProfileTable): Contact {
  // What the database holds was checked when it came in; ids get their brand back here.
  return {
    id: row.id,
    version: row.version,
    name: profile?.ownName ?? row.name,
    aliases: aliases.map(({ kind, value, seenAt }) => ({ kind, value, seenAt })),
    mergedInto: row.mergedInto,
    createdAt: row.createdAt,
    ...(profile === undefined ? {} : toProfile(profile)),
  } as Contact;
}

export async function loadContactsByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<Contact[]> {
  return await withAliases(db, tenantId, await findContactRows(db, tenantId, ids));
}

/** Contacts in order of id, from after `afterId`. */
export async function listContacts(db: Db, tenantId: string, afterId: string, limit: number): Promise<Contact[]> {
  const rows = await db
    .selectFrom('contact')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return await withAliases(db, tenantId, rows);
}

async function withAliases(db: Db, tenantId: string, rows: readonly ContactRow[]): Promise<Contact[]> {
  const ids = rows.map((row) => row.id);
  const aliases = await inChunks(ids, (chunk) =>
    db
      .selectFrom('contactAlias')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('contactId', 'in', chunk)
      .orderBy('kind')
      .orderBy('value')
      .execute(),
  );
  const byContact = Map.groupBy(aliases, (alias) => alias.contactId);
  const profiles = new Map((await findProfiles(db, tenantId, ids)).map((profile) => [profile.contactId, profile]));
  return rows.map((row) => toContact(row, byContact.get(row.id) ?? [], profiles.get(row.id)));
}

const rowsById = readMany<ContactRow>(1, (db, [tenantId = ''], ids) =>
  db.selectFrom('contact').selectAll().where('tenantId', '=', tenantId).where('id', 'in', ids),
);

/** Rows as they are, for those who go on to change them. */
export async function findContactRows(db: Db, tenantId: string, ids: readonly string[]): Promise<ContactRow[]> {
  return await rowsById(db, [tenantId], ids);
}

const aliasesByName = readMany<AliasRow>(
  5,
  (db, [tenantId = '', phone = '', waId = '', username = '', scope = ''], names) =>
    db
      .selectFrom('contactAlias')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('kind', 'in', [phone, waId, username])
      .where('scope', '=', scope)
      .where('value', 'in', names),
);

const aliasesByBsuid = readMany<AliasRow>(3, (db, [tenantId = '', kind = '', scope = ''], bsuids) =>
  db
    .selectFrom('contactAlias')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('kind', '=', kind)
    .where('scope', '=', scope)
    .where('value', 'in', bsuids),
);

/** Whom the given phones (canonical form), wa_ids, usernames and business-scoped ids belong to. */
export async function findAliases(
  db: Db,
  tenantId: string,
  names: readonly string[],
  bsuids: readonly { scope: string; value: string }[],
): Promise<AliasRow[]> {
  const found = await aliasesByName(db, [tenantId, 'phone', 'wa_id', 'username', ''], names);
  for (const [scope, ofScope] of Map.groupBy(bsuids, (bsuid) => bsuid.scope)) {
    const values = ofScope.map(({ value }) => value);
    found.push(...(await aliasesByBsuid(db, [tenantId, 'bsuid', scope], values)));
  }
  return found;
}

export async function findBsuidsOf(db: Db, tenantId: string, contactId: string, scope: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contactAlias')
    .select('value')
    .where('tenantId', '=', tenantId)
    .where('contactId', '=', contactId)
    .where('kind', '=', 'bsuid')
    .where('scope', '=', scope)
    .execute();
  return rows.map((row) => row.value);
}

/** The way to reach a contact: the wa_id or phone seen last, else the business-scoped id of the account's WABA. */
export async function findRecipient(
  db: Db,
  tenantId: string,
  contactId: string,
  wabaId: string,
): Promise<{ to: string } | { recipient: string } | null> {
  const aliases = await db
    .selectFrom('contactAlias')
    .selectAll()
    .where('tenantId', '=', tenantId)
    // Merged contacts are one person; their aliases stay where they are (ruling 45).
    .where('contactId', 'in', (eb) =>
      eb
        .selectFrom('contact as own')
        .innerJoin('contact as same', 'same.tenantId', 'own.tenantId')
        .select('same.id')
        .where('own.tenantId', '=', tenantId)
        .where('own.id', '=', contactId)
        .where(({ or, eb }) =>
          or([
            eb('same.id', '=', eb.ref('own.id')),
            eb('same.id', '=', eb.ref('own.mergedInto')),
            eb('same.mergedInto', '=', eb.ref('own.id')),
          ]),
        ),
    )
    .where('kind', 'in', ['phone', 'wa_id', 'bsuid'])
    // wa_id before phone among equals: it is written as WhatsApp writes it.
    .orderBy('seenAt', 'desc')
    .orderBy('kind', 'desc')
    .execute();
  const phone = aliases.find((alias) => alias.kind !== 'bsuid');
  if (phone !== undefined) return { to: `+${phone.value}` };
  const bsuid = aliases.find((alias) => alias.kind === 'bsuid' && alias.scope === wabaId);
  return bsuid === undefined ? null : { recipient: bsuid.value };
}

const upsertRows = writeMany<ContactRow>(['id', 'tenantId', 'name', 'mergedInto', 'version', 'createdAt'], (db, rows) =>
  db
    .insertInto('contact')
    .values(rows)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        mergedInto: eb.ref('excluded.mergedInto'),
        version: eb.ref('excluded.version'),
      })),
    ),
);

export async function upsertContacts(tx: Db, rows: readonly ContactRow[]): Promise<void> {
  await upsertRows(tx, rows);
}

const upsertAliasRows = writeMany<AliasRow>(['tenantId', 'kind', 'scope', 'value', 'contactId', 'seenAt'], (db, rows) =>
  db
    .insertInto('contactAlias')
    .values(rows)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'kind', 'scope', 'value']).doUpdateSet((eb) => ({
        contactId: eb.ref('excluded.contactId'),
        seenAt: eb.ref('excluded.seenAt'),
      })),
    ),
);

/** Adds aliases, renews when they were seen, or gives them to another contact. */
export async function upsertAliases(tx: Db, rows: readonly AliasRow[]): Promise<void> {
  await upsertAliasRows(tx, rows);
}
