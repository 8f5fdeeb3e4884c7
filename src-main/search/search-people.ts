import type { Contact, ContactAlias } from '#shared/contact.ts';
import { foldText } from '#shared/fold-text.ts';
import type { AccountId, ContactId, ConversationId } from '#shared/ids.ts';
import type { FoundPerson } from '#shared/search.ts';
import type { Db } from '../cache/database.ts';

/** Of everybody who fits, so many are looked at; where all are asked for, more. */
const lookedAt = 32;
const mostLookedAt = 200;
/** Of those that fit equally well the ones who wrote last come first, among so many times the people asked for. */
const comparedByTime = 2;

/** The SQL of people who go by a text. Exported for the test that asserts its plans. */
export const peopleSql = 'SELECT rowid, words FROM search_person WHERE search_person MATCH ? LIMIT ?';
/** Less than three characters the index doesn't know: people whose name begins with them, from a bounded walk. */
export const shortNameSql = "SELECT rowid, words FROM search_person WHERE words LIKE ? ESCAPE '\\' LIMIT ?";
/**
 * People by row id, each with the conversation with them that had the newest message: beside a min() SQLite gives the
 * other columns from its row. Exported for the test that asserts its plan.
 */
export const readPeopleSql = `SELECT contact.rowid, contact.id, contact.data, contact.label, contact.merged_into,
    conversation.id AS conversation_id, conversation.account_id, min(conversation.newest_key) AS newest_key
  FROM json_each(?) AS wanted
  CROSS JOIN contact ON contact.rowid = wanted.value
  LEFT JOIN conversation ON conversation.contact_id = contact.id
  GROUP BY wanted.key`;

interface Stored {
  rowid: number;
  id: ContactId;
  data: string;
  label: string;
  merged_into: ContactId | null;
  conversation_id: ConversationId | null;
  account_id: AccountId | null;
  newest_key: number | null;
}

/** People by name or any alias: a phone in any form, a WhatsApp name, an id of a CRM. The best hits first. */
export function searchPeople(db: Db, text: string, limit: number): FoundPerson[] {
  const wanted = wantedOf(text);
  if (wanted.length === 0) return [];
  type Known = { rowid: number; words: string };
  const most = Math.max(lookedAt, limit);
  const known = wanted.every((part) => Array.from(part).length >= 3)
    ? db.all<Known>(peopleSql, wanted.map((part) => `"${part.replaceAll('"', '""')}"`).join(' AND '), most)
    : db.all<Known>(shortNameSql, `${wanted.join(' ').replace(/[\\%_]/g, '\\$&')}%`, most);
  const ranks = new Map(
    known
      .map(({ rowid, words }) => [rowid, rankOf(words, wanted[0] ?? '')] as const)
      .toSorted(([, a], [, b]) => a - b)
      .slice(0, limit * comparedByTime),
  );
  const ranked = readPeople(db, [...ranks.keys()])
    .map((stored) => ({ stored: withRoot(db, stored), rank: ranks.get(stored.rowid) ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank || (a.stored.newest_key ?? 0) - (b.stored.newest_key ?? 0));
  // Somebody who was merged into another is found as that one, once.
  const once = new Map(ranked.map(({ stored }) => [stored.merged_into ?? stored.id, stored] as const).toReversed());
  return ranked
    .filter(({ stored }) => once.get(stored.merged_into ?? stored.id) === stored)
    .slice(0, limit)
    .map(({ stored }) => toPerson(stored, wanted));
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

const readPeople = (db: Db, rowids: readonly number[]): Stored[] =>
  db.all<Stored>(readPeopleSql, JSON.stringify(rowids));

/** A merged contact's conversations go on under it; the person shown is whom it was merged into. */
function withRoot(db: Db, stored: Stored): Stored {
  if (stored.merged_into === null) return stored;
  const sql = 'SELECT rowid, label FROM contact WHERE id = ?';
  const root = db.get<Pick<Stored, 'rowid' | 'label'>>(sql, stored.merged_into);
  if (root === undefined) return stored;
  const [ofRoot] = readPeople(db, [root.rowid]);
  const isNewer = (ofRoot?.newest_key ?? 0) < (stored.newest_key ?? 0);
  const { conversation_id, account_id, newest_key } = isNewer && ofRoot !== undefined ? ofRoot : stored;
  return { ...stored, label: root.label, conversation_id, account_id, newest_key };
}

function toPerson(stored: Stored, wanted: readonly string[]): FoundPerson {
  const { contactName, contactHandle } = JSON.parse(`{${stored.label}}`) as Record<string, string>;
  const isByName = wanted.every((part) => foldText(contactName ?? '').includes(part));
  return {
    contactId: stored.merged_into ?? stored.id,
    name: contactName ?? '',
    handle: contactHandle ?? '',
    // Written by this program as the contact's JSON.
    foundBy: isByName ? null : aliasWith((JSON.parse(stored.data) as Contact).aliases, wanted),
    conversationId: stored.conversation_id,
    accountId: stored.account_id,
  };
}

function aliasWith(aliases: readonly ContactAlias[], wanted: readonly string[]): ContactAlias | null {
  return aliases.find(({ value }) => wanted.some((part) => foldText(`@${value}`).includes(part))) ?? aliases[0] ?? null;
}
