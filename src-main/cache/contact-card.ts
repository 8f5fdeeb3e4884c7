import type { Contact, ContactNote } from '#shared/contact.ts';
import type { ContactId, UserId } from '#shared/ids.ts';
import { readContact } from './cache.ts';
import { createdContact, overlayContact, overlayNotes } from './contact-overlay.ts';
import { rowColumns, rowJson, type StoredConversation } from './conversations.ts';
import type { Db } from './database.ts';
import { findDoubles } from './doubles.ts';
import type { Pending } from './pending.ts';

/** Those who were merged into one of these. Exported for the test of its plan. */
export const mergedSql = `SELECT id FROM contact WHERE merged_into IN (SELECT value FROM json_each(?))`;
const conversationsSql = `SELECT ${rowColumns} FROM conversation
  WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY newest_key, id LIMIT 200`;
/** Exported for the test of its plan. */
export const notesSql = `SELECT data FROM entity INDEXED BY note_by_contact
  WHERE kind = 'contactNote' AND data ->> '$.contactId' IN (SELECT value FROM json_each(?))`;

/** A ContactCard as JSON; null when nobody has this id. */
export function contactCardJson(db: Db, id: ContactId, pending: readonly Pending[], me: UserId): string | null {
  const read = (one: ContactId): Contact | null => readContactHere(db, one, pending);
  const asked = read(id);
  if (asked === null) return null;
  const root = rootOf(asked, read);
  const same = new Map([[root.id, root]]);
  // Whoever points at one of them, until nobody new does: by the server's word or by this desktop's.
  for (let size = 0; size < same.size;) {
    size = same.size;
    const stored = db.all<{ id: ContactId }>(mergedSql, JSON.stringify([...same.keys()])).map((row) => row.id);
    const local = pending.flatMap(({ mutation }) => (mutation.type === 'contact.merge' ? [mutation.contactId] : []));
    for (const one of [...stored, ...local].map(read)) {
      if (one !== null && one.mergedInto !== null && same.has(one.mergedInto)) same.set(one.id, one);
    }
  }
  const ids = JSON.stringify([...same.keys()]);
  const rows = db.all<StoredConversation>(conversationsSql, ids).map(rowJson);
  // Written by this program as JSON of notes.
  const stored = db.all<{ data: string }>(notesSql, ids).map(({ data }) => JSON.parse(data) as ContactNote);
  const rest = {
    contact: root,
    same: [...same.values()].filter((one) => one !== root),
    notes: overlayNotes(stored, new Set(same.keys()), pending, me),
    doubles: findDoubles(db, [...same.values()]),
  };
  return `${JSON.stringify(rest).slice(0, -1)},"conversations":[${rows.join(',')}]}`;
}

/** A contact as this desktop's user should see it, also one that only this desktop has yet. */
export function readContactHere(db: Db, id: ContactId, pending: readonly Pending[]): Contact | null {
  const own = pending.find(({ mutation }) => mutation.type === 'contact.create' && mutation.contactId === id);
  const stored = readContact(db, id) ?? (own === undefined ? null : createdContact(own));
  return stored === null ? null : overlayContact(stored, pending);
}

function rootOf(contact: Contact, read: (id: ContactId) => Contact | null): Contact {
  const seen = new Set([contact.id]);
  let root = contact;
  while (root.mergedInto !== null && !seen.has(root.mergedInto)) {
    const next = read(root.mergedInto);
    if (next === null) break;
    seen.add(next.id);
    root = next;
  }
  return root;
}
