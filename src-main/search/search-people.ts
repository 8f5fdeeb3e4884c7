import type { Contact, ContactAlias } from '#shared/contact.ts';
import { foldText } from '#shared/fold-text.ts';
import type { AccountId, ContactId, ConversationId } from '#shared/ids.ts';
import type { FoundPerson } from '#shared/search.ts';
import type { Db, Param } from '../cache/database.ts';

/** Of everybody who fits, so many are looked at, whoever became known last first; where all are asked for, more. */
const lookedAt = 64;
const mostLookedAt = 200;
/** Of those that fit equally well the ones who wrote last come first, among so many times the people asked for. */
const comparedByTime = 3;

/** The SQL of people who go by a text. Exported for the test that asserts its plans. */
export const peopleSql =
  'SELECT rowid, words FROM search_person WHERE search_person MATCH ? ORDER BY rowid DESC LIMIT ?';
/** Less than three characters the index doesn't know: people whose name begins with them, from a bounded walk. */
export const shortNameSql = "SELECT rowid, words FROM search_person WHERE words LIKE ? ESCAPE '\\' LIMIT ?";

/** People by name or any alias: a phone in any form, a WhatsApp name, an id of a CRM. The best hits first. */
export function searchPeople(db: Db, text: string, limit: number): FoundPerson[] {
  const wanted = wantedOf(text);
  if (wanted.length === 0) return [];
  type Known = { rowid: number; words: string };
  const most = Math.max(lookedAt, limit);
  const known = wanted.every((part) => Array.from(part).length >= 3)
    ? db.all<Known>(peopleSql, wanted.map((part) => `"${part.replaceAll('"', '""')}"`).join(' AND '), most)
    : db.all<Known>(shortNameSql, `${wanted.join(' ').replace(/[\\%_]/g, '\\$&')}%`, most);
  const ranked = known
    .map(({ rowid, words }) => ({ rowid, rank: rankOf(words, wanted[0] ?? '') }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit * comparedByTime)
    .flatMap(({ rowid, rank }) => {
      const stored = db.get<Stored>('SELECT id, data, label FROM contact WHERE rowid = ?', rowid);
      if (stored === undefined) return [];
      const { found: person, at } = toPerson(db, stored, JSON.parse(stored.data) as Contact, wanted);
      return [{ person, rank, at }];
    })
    .toSorted((a, b) => a.rank - b.rank || b.at - a.at);
  // Somebody who was merged into another is found as that one, once.
  const once = new Map(ranked.map(({ person }) => [person.contactId, person] as const).toReversed());
  return ranked
    .map(({ person }) => person)
    .filter((person) => once.get(person.contactId) === person)
    .slice(0, limit);
}

interface Stored {
  id: ContactId;
  data: string;
  label: string;
}

/** Ids of people a name can mean, for `from:`. */
export function contactsNamed(db: Db, name: string): ContactId[] {
  return searchPeople(db, name, mostLookedAt).map(({ contactId }) => contactId);
}

/** A phone is compared by its digits, whatever stands between them; anything else word by word. */
function wantedOf(text: string): string[] {
  const folded = foldText(text).trim();
  const digits = folded.replace(/\D/g, '');
  if (digits.length >= 3 && /^[+\d\s()./-]+$/.test(folded)) return [digits.replace(/^00/, '')];
  return folded.split(/\s+/).filter((part) => part !== '');
}

/** 0: the name begins with it, 1: a word of the name does, 2: it is in the name, 3: an alias has it. */
function rankOf(words: string, wanted: string): number {
  // The first line, folded already: see person-words.ts.
  const folded = words.slice(0, words.indexOf('\n') + 1 || words.length);
  if (folded.startsWith(wanted)) return 0;
  if (folded.includes(` ${wanted}`)) return 1;
  return folded.includes(wanted) ? 2 : 3;
}

function toPerson(
  db: Db,
  { id, label }: Stored,
  contact: Contact,
  wanted: readonly string[],
): { found: FoundPerson; at: number } {
  // A merged contact's conversations go on under it; the person shown is whom it was merged into.
  const root = contact.mergedInto === null ? null : readLabel(db, contact.mergedInto);
  const { contactName, contactHandle } = JSON.parse(`{${root ?? label}}`) as Record<string, string>;
  const newest = newestConversation(db, [id, ...(contact.mergedInto === null ? [] : [contact.mergedInto])]);
  const isByName = wanted.every((part) => foldText(contactName ?? '').includes(part));
  return {
    found: {
      contactId: contact.mergedInto ?? id,
      name: contactName ?? '',
      handle: contactHandle ?? '',
      foundBy: isByName ? null : aliasWith(contact.aliases, wanted),
      conversationId: newest?.id ?? null,
      accountId: newest?.account_id ?? null,
    },
    at: newest === undefined ? 0 : -newest.newest_key,
  };
}

function readLabel(db: Db, id: ContactId): string | null {
  return db.get<{ label: string }>('SELECT label FROM contact WHERE id = ?', id)?.label ?? null;
}

function newestConversation(
  db: Db,
  contacts: readonly ContactId[],
): { id: ConversationId; account_id: AccountId; newest_key: number } | undefined {
  const params: Param[] = [JSON.stringify(contacts)];
  return db.get(
    `SELECT id, account_id, newest_key FROM conversation
     WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY newest_key LIMIT 1`,
    ...params,
  );
}

function aliasWith(aliases: readonly ContactAlias[], wanted: readonly string[]): ContactAlias | null {
  return aliases.find(({ value }) => wanted.some((part) => foldText(`@${value}`).includes(part))) ?? aliases[0] ?? null;
}
