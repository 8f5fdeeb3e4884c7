import type { Contact } from '#shared/contact.ts';
import type { ContactId } from '#shared/ids.ts';
import type { ConversationRow, Double } from '#shared/inbox.ts';
import { phoneVariants } from '#shared/phone.ts';
import { nameKeyOf } from './contact-list.ts';
import type { Db } from './database.ts';

const mostSuggested = 3;
const mostLookedAt = 20;

/** Exported for the test of their plans. */
export const sameNameSql = 'SELECT id FROM contact WHERE merged_into IS NULL AND name_key = ? LIMIT ?';
export const samePhoneSql = `SELECT contact.id, contact.data FROM search_person
  CROSS JOIN contact ON contact.rowid = search_person.rowid WHERE search_person MATCH ? LIMIT ?`;

/** Others who may be this person, who is known as all of `same`. */
export function findDoubles(db: Db, same: readonly Contact[]): Double[] {
  const reasons = new Map<ContactId, Set<'name' | 'phone'>>();
  const add = (id: ContactId, reason: 'name' | 'phone'): void => {
    if (!same.some((one) => one.id === id)) reasons.set(id, (reasons.get(id) ?? new Set()).add(reason));
  };
  const names = new Set(same.map(({ name }) => nameKeyOf(name)));
  for (const name of names) {
    // A first name alone is that of many.
    if (!/\S\s+\S/.test(name)) continue;
    for (const { id } of db.all<{ id: ContactId }>(sameNameSql, name, mostLookedAt)) add(id, 'name');
  }
  for (const phone of phonesOf(same)) {
    for (const { id, data } of db.all<{ id: ContactId; data: string }>(samePhoneSql, `"${phone}"`, mostLookedAt)) {
      // Written by this program as the contact's JSON; the index finds parts of numbers, too.
      const other = JSON.parse(data) as Contact;
      if (other.mergedInto === null && phonesOf([other]).has(phone)) add(id, 'phone');
    }
  }
  return [...reasons].slice(0, mostSuggested).flatMap(([id, why]) => {
    const stored = db.get<{ label: string }>('SELECT label FROM contact WHERE id = ?', id);
    if (stored === undefined) return [];
    const label = JSON.parse(`{${stored.label}}`) as Pick<ConversationRow, 'contactName' | 'contactHandle'>;
    return [{ id, name: label.contactName, handle: label.contactHandle, reasons: [...why] }];
  });
}

/** In every way of writing them. */
function phonesOf(contacts: readonly Contact[]): Set<string> {
  const phones = contacts
    .flatMap(({ aliases }) => aliases)
    .filter(({ kind, value }) => (kind === 'phone' || kind === 'wa_id') && /^\d{7,}$/.test(value));
  return new Set(phones.flatMap(({ value }) => phoneVariants(value)));
}
