import { canonicalPhone, phoneVariants, toRecipientDigits } from '#shared/phone.ts';
import type { Db } from '../platform/database/database.ts';
import { findAliases } from './contacts.repository.ts';

/**
 * Digits of recipients as people and programs write them. `1234567890` may be a national number of the account's country
 * and the whole number of somebody elsewhere, as we ourselves show it in lists: a person we know by it is meant.
 */
export async function readPhones(
  db: Db,
  tenantId: string,
  written: readonly string[],
  country: string | null,
): Promise<string[]> {
  const readings = written.map((text) => ({
    whole: toRecipientDigits(text, null),
    national: toRecipientDigits(text, country),
  }));
  const unclear = readings.filter(({ whole, national }) => whole !== national);
  if (unclear.length === 0) return readings.map(({ whole }) => whole);
  const aliases = await findAliases(db, tenantId, [...new Set(unclear.flatMap(({ whole }) => namesOf(whole)))], []);
  // Usernames may be digits too.
  const known = new Set(aliases.filter(({ kind }) => kind !== 'username').map(({ value }) => value));
  return readings.map(({ whole, national }) => (namesOf(whole).some((name) => known.has(name)) ? whole : national));
}

function namesOf(digits: string): string[] {
  return [canonicalPhone(digits), ...phoneVariants(digits)];
}
