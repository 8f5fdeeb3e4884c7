import type { Contact } from '#shared/contact.ts';
import { foldText } from '#shared/fold-text.ts';
import type { ContactId } from '#shared/ids.ts';
import type { ContactLine, ContactPage, ContactQuery, TagCount } from '#shared/inbox.ts';
import { canonicalPhone } from '#shared/phone.ts';
import { searchPeople } from '../search/search-people.ts';
import { createdContact, overlayContact } from './contact-overlay.ts';
import type { Db, Param } from './database.ts';
import type { Pending } from './pending.ts';

/** Whoever has no name stands behind all who have one. */
export const nameKeyOf = (name: string): string => foldText(name).trim() || '\u{10FFFF}';

const mostFound = 200;
/** By a part of the name, from the index of names alone. Exported for the test of its plan. */
export const namedSql = `SELECT id FROM contact INDEXED BY contact_by_name
  WHERE merged_into IS NULL AND instr(name_key, ?) > 0 ORDER BY name_key, id LIMIT ?`;

/** The pages of a filter. Exported for the test of its plan. */
export function contactPageSql({ tag, only }: Pick<ContactQuery, 'tag' | 'only'>): { sql: string; params: Param[] } {
  const tagged = `EXISTS (SELECT 1 FROM json_each(data, '$.tags') WHERE value = ?)`;
  const marketing = `data ->> '$.consent.marketing.state'`;
  const wanted = {
    in: ` AND ${marketing} = 'in'`,
    out: ` AND ${marketing} = 'out'`,
    blocked: ` AND json_array_length(data, '$.blocked') > 0`,
  };
  const where = `${tag === null ? '' : ` AND ${tagged}`}${only === null ? '' : wanted[only]}`;
  return {
    sql: `SELECT data FROM contact INDEXED BY contact_by_name
      WHERE merged_into IS NULL AND (name_key, id) > (?, ?)${where} ORDER BY name_key, id LIMIT ?`,
    params: tag === null ? [] : [tag],
  };
}

/** One page of the people there are, in order of their names; of those a text finds, the best first and no more pages. */
export function contactPage(db: Db, query: ContactQuery, pending: readonly Pending[]): ContactPage {
  const { text, after, limit } = query;
  const ofContacts = pending.filter(({ mutation }) => mutation.type.startsWith('contact.'));
  const added = ofContacts.map(createdContact).filter((contact) => contact !== null);
  if (text.trim() !== '') return { contacts: found(db, query, added, ofContacts), next: null };
  const [key = '', id = ''] = after === null ? [] : after.split('\n');
  const { sql, params } = contactPageSql(query);
  const stored = db.all<{ data: string }>(sql, key, id, ...params, limit + 1).map(({ data }) => parse(data));
  const mine = added.filter((contact) => isWanted(contact, query) && isBehind(contact, key, id));
  const ordered = [...stored, ...mine].toSorted(byName);
  const once = [...new Map(ordered.map((contact) => [contact.id, contact])).values()];
  const page = once.slice(0, limit);
  const last = once.length > limit ? page.at(-1) : undefined;
  return {
    contacts: page.map((contact) => toLine(overlayContact(contact, ofContacts))),
    next: last === undefined ? null : `${nameKeyOf(last.name)}\n${last.id}`,
  };
}

function found(db: Db, query: ContactQuery, added: readonly Contact[], pending: readonly Pending[]): ContactLine[] {
  // Whoever has just come is not in the search index yet, but is found by name.
  const named = db.all<{ id: ContactId }>(namedSql, foldText(query.text).trim(), mostFound).map(({ id }) => id);
  const ids = [...new Set([...searchPeople(db, query.text, mostFound).map(({ contactId }) => contactId), ...named])];
  const sql = 'SELECT data FROM json_each(?) AS wanted JOIN contact ON contact.id = wanted.value ORDER BY wanted.key';
  const stored = db.all<{ data: string }>(sql, JSON.stringify(ids)).map(({ data }) => parse(data));
  const text = foldText(query.text).trim();
  const digits = text.replace(/\D/g, '');
  const mine = added.filter(
    ({ name, aliases }) =>
      foldText(name).includes(text) || (digits.length > 2 && aliases.some(({ value }) => value.includes(digits))),
  );
  const all = new Map([...mine, ...stored].map((contact) => [contact.id, contact]));
  return [...all.values()]
    .map((contact) => overlayContact(contact, pending))
    .filter((contact) => contact.mergedInto === null && isWanted(contact, query))
    .map(toLine);
}

/** The tags in use, those of most people first. */
export function contactTags(db: Db): TagCount[] {
  const sql = `SELECT value AS tag, count(*) AS count FROM contact, json_each(data, '$.tags')
    GROUP BY value ORDER BY count DESC, tag LIMIT 100`;
  return db.all<TagCount & Record<string, Param>>(sql).map(({ tag, count }) => ({ tag, count }));
}

/** Of these phones those that somebody has, as they were given, whichever way they are written. */
export function knownPhones(
  db: Db,
  phones: readonly string[],
  pending: readonly Pending[],
): { phone: string; contactId: ContactId }[] {
  const sql = `SELECT coalesce(contact.merged_into, contact.id) AS id, alias.value ->> '$.value' AS phone
    FROM contact, json_each(contact.data, '$.aliases') AS alias WHERE alias.value ->> '$.kind' IN ('phone', 'wa_id')`;
  const stored = db.all<{ id: ContactId; phone: string }>(sql);
  const added = pending.flatMap(({ mutation, state }) =>
    mutation.type === 'contact.create' && state !== 'rejected'
      ? [{ id: mutation.contactId, phone: mutation.phone }]
      : [],
  );
  const owners = new Map([...stored, ...added].map(({ id, phone }) => [canonicalPhone(phone), id]));
  return phones.flatMap((phone) => {
    const contactId = owners.get(canonicalPhone(phone));
    return contactId === undefined ? [] : [{ phone, contactId }];
  });
}

// Written by this program from a parsed contact.
const parse = (data: string): Contact => JSON.parse(data) as Contact;

function isWanted({ tags, consent, blocked }: Contact, { tag, only }: ContactQuery): boolean {
  if (tag !== null && tags?.includes(tag) !== true) return false;
  if (only === 'blocked') return (blocked?.length ?? 0) > 0;
  return only === null || consent?.marketing?.state === only;
}

function isBehind(contact: Contact, key: string, id: string): boolean {
  const own = nameKeyOf(contact.name);
  return own === key ? contact.id > id : compare(own, key) > 0;
}

const byName = (a: Contact, b: Contact): number => compare(nameKeyOf(a.name), nameKeyOf(b.name)) || compare(a.id, b.id);
/** As SQLite compares text: by its bytes. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function toLine({ id, name, aliases, tags, consent, blocked }: Contact): ContactLine {
  const handle =
    aliases.find(({ kind }) => kind === 'phone' || kind === 'wa_id') ??
    aliases.find(({ kind }) => kind === 'username') ??
    aliases[0];
  return {
    id,
    name,
    handle: handle?.kind === 'username' ? `@${handle.value}` : (handle?.value ?? ''),
    tags: tags ?? [],
    consent: consent?.marketing?.state ?? null,
    isBlocked: (blocked?.length ?? 0) > 0,
  };
}
