import type { ConsentPurpose, ConsentState } from '#shared/contact.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { personOf } from './person.ts';
import { findProfiles, loadProfile, parseProfile, storeProfile } from './profiles.ts';

/** A yes or no that somebody gave. */
export interface NewConsent {
  contactId: string;
  purpose: ConsentPurpose;
  state: ConsentState;
  /** When they gave it, epoch ms. */
  at: number;
  /** Who heard it: `whatsapp`, or what a person wrote. */
  source: string;
  evidence: string | null;
  /** Who wrote it down; null for WhatsApp itself. */
  actorId: string | null;
}

/**
 * Adds to the ledger of yes and no, in which nothing is ever changed; told twice it is there once, and the newest by
 * `at` counts in whatever order they come. The contact must exist, and the caller holds `inbox <tenant>` and tells
 * desktops of the contact. Returns whether the ledger has grown.
 */
export async function recordConsent(tx: Tx, tenantId: string, consent: NewConsent, now: number): Promise<boolean> {
  const { contactId, purpose, state, at } = consent;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('contactConsent')
    .values({ tenantId, ...consent, recordedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  const profile = await loadProfile(tx, tenantId, contactId);
  const present = profile.consent[purpose];
  // Of a yes and a no of the same moment the no counts.
  const isNewer = present === undefined || at > present.at || (at === present.at && state === 'out');
  if (!isNewer) return true;
  const changed = { ...profile, consent: { ...profile.consent, [purpose]: { state, at } } };
  await storeProfile(tx, tenantId, contactId, changed);
  return true;
}

/** Is it in the ledger already? */
export async function isRecorded(tx: Tx, tenantId: string, consent: NewConsent): Promise<boolean> {
  const { contactId, purpose, at, state, source } = consent;
  const row = await tx
    .selectFrom('contactConsent')
    .select('at')
    .where('tenantId', '=', tenantId)
    .where('contactId', '=', contactId)
    .where('purpose', '=', purpose)
    .where('at', '=', at)
    .where('state', '=', state)
    .where('source', '=', source)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Did the contact, or whom it is merged with, refuse this purpose, or to be written to at all? Who never said anything
 * did not: what the law asks for before that is for the company to know.
 */
export async function isOptedOut(
  db: Db,
  tenantId: string,
  contactId: string,
  purpose: ConsentPurpose,
): Promise<boolean> {
  const profiles = await findProfiles(db, tenantId, await personOf(db, tenantId, contactId));
  return profiles.map(parseProfile).some(({ consent }) => {
    return consent[purpose]?.state === 'out' || consent.messages?.state === 'out';
  });
}
