import type { Contact, ContactAlias } from '#shared/contact.ts';
import { foldText } from '#shared/fold-text.ts';
import type { AccountId, ContactId, ConversationId } from '#shared/ids.ts';
import type { FoundPerson } from '#shared/search.ts';
import type { Db } from '../cache/database.ts';

/** Of everybody who fits, so many are looked at; where all are asked for, more. */
const lookedAt = 48;
const mostLookedAt = 200;
/** Of those that fit equally well the ones who wrote last come first, among so many times the people asked for. */
const comparedByTime = 2;

/** The SQL of people who go by a text. Exported for the test that asserts its plans. */
export const peopleSql = 'SELECT rowid, words FROM search_person WHERE search_person MATCH ? LIMIT ?';
/** Less than three characters the index doesn't know: people whose name begins with them, from a bounded walk. */
export const shortNameSql = "SELECT rowid, words FROM search_person WHERE words LIKE ? ESCAPE '\\' LIMIT ?";
/** Somebody with the conversation with them that had the newest message. */
const personSql = `SELECT contact.id, contact.data, contact.label, contact.merged_into,
    conversation.id AS conversation_id, conversation.account_id, conversation.newest_key
  FROM contact LEFT JOIN conversation ON conversation.contact_id = contact.id
  WHERE contact.rowid = ? ORDER BY conversation.newest_key LIMIT 1`;

interface Stored {
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
  const ranked = known
    .map(({ rowid, words }) => ({ rowid, rank: rankOf(words, wanted[0] ?? '') }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit * comparedByTime)
    .flatMap(({ rowid, rank }) => {
      const stored = db.get<Stored>(personSql, rowid);
      return stored === undefined ? [] : [{ stored: withRoot(db, stored), rank }];
    })
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

/** A merged contact's conversations go on under it; the person shown is whom it was merged into. */
function withRoot(db: Db, stored: Stored): Stored {
  if (stored.merged_into === null) return stored;
  const root = db.get<Stored & { rowid: number }>('SELECT rowid, label FROM contact WHERE id = ?', stored.merged_into);
  if (root === undefined) return stored;
  const ofRoot = db.get<Stored>(personSql, root.rowid);
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
