import { Consent, type Contact } from '#shared/contact.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { readMany } from '../platform/database/many.ts';
import type { ContactProfileTable } from '../platform/database/tables.ts';

/** What a company itself says of a contact. */
export interface Profile {
  ownName: string | null;
  attributes: NonNullable<Contact['attributes']>;
  tags: readonly string[];
  blockedBy: readonly string[];
  consent: Consent;
}

const byContact = readMany<ContactProfileTable>(1, (db, [tenantId = ''], ids) =>
  db.selectFrom('contactProfile').selectAll().where('tenantId', '=', tenantId).where('contactId', 'in', ids),
);

export async function findProfiles(db: Db, tenantId: string, ids: readonly string[]): Promise<ContactProfileTable[]> {
  return await byContact(db, [tenantId], ids);
}

/** The part of a contact that comes from it; what is empty is absent. */
export function toProfile(row: ContactProfileTable): Partial<Contact> {
  const { attributes, tags, blockedBy, consent } = parseProfile(row);
  return {
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    // Our own rows: the ids were made by newId.
    ...(blockedBy.length === 0 ? {} : { blocked: [...blockedBy] as NonNullable<Contact['blocked']> }),
    ...(Object.keys(consent).length === 0 ? {} : { consent }),
  };
}

/** An empty one for whom nothing was said yet. */
export async function loadProfile(db: Db, tenantId: string, contactId: string): Promise<Profile> {
  const [row] = await findProfiles(db, tenantId, [contactId]);
  return row === undefined
    ? { ownName: null, attributes: {}, tags: [], blockedBy: [], consent: {} }
    : parseProfile(row);
}

export async function storeProfile(tx: Tx, tenantId: string, contactId: string, profile: Profile): Promise<void> {
  const row = {
    ownName: profile.ownName,
    attributes: JSON.stringify(profile.attributes),
    tags: JSON.stringify(profile.tags),
    blockedBy: JSON.stringify(profile.blockedBy),
    consent: JSON.stringify(profile.consent),
  };
  await tx
    .insertInto('contactProfile')
    .values({ tenantId, contactId, ...row })
    .onConflict((conflict) => conflict.columns(['tenantId', 'contactId']).doUpdateSet(row))
    .execute();
}

export function parseProfile(row: ContactProfileTable): Profile {
  return {
    ownName: row.ownName,
    // Written by storeProfile above, after they were checked.
    attributes: JSON.parse(row.attributes) as Profile['attributes'],
    tags: JSON.parse(row.tags) as string[],
    blockedBy: JSON.parse(row.blockedBy) as string[],
    consent: Consent.parse(JSON.parse(row.consent)),
  };
}
