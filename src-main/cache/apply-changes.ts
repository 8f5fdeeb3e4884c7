import type { Change } from '#shared/change.ts';
import type { Contact, ContactNote } from '#shared/contact.ts';
import type { ReadMark } from '#shared/conversation.ts';
import type { ContactId, ConversationId, MessageId, UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { readSince } from './cache.ts';
import { conversationsOfContact, deleteTags, labelOf, upsertConversation } from './conversations.ts';
import { nameKeyOf } from './contact-list.ts';
import type { Db } from './database.ts';
import { deleteMessages, upsertMessage } from './threads.ts';

/** What a run of changes did to the cache. Conversations in `touched` still have to be rendered. */
export interface Effects {
  touched: Set<ConversationId>;
  /** People about whom something changed, their notes included. */
  contacts: Set<ContactId>;
  messages: ThreadMessage[];
  inserted: Set<MessageId>;
  removed: { conversationId: ConversationId; messageId: MessageId }[];
  directory: boolean;
  /** The library or the planned messages. */
  library: boolean;
  /** The admin operations of this desktop. */
  operations: boolean;
  templates: boolean;
  company: boolean;
  /** Somebody is to be forgotten. */
  erasures: boolean;
  /** Conversations or people are gone: the screen reads again what it shows. */
  reload: boolean;
}

/**
 * Writes changes into the cache, each iff its version is higher than what is stored, so that a page applied twice does
 * nothing the second time (R-5b). Runs inside the caller's transaction.
 */
export function applyChanges(db: Db, changes: readonly Change[], me: UserId): Effects {
  const effects: Effects = {
    touched: new Set(),
    contacts: new Set(),
    messages: [],
    inserted: new Set(),
    removed: [],
    directory: false,
    library: false,
    operations: false,
    templates: false,
    company: false,
    erasures: false,
    reload: false,
  };
  const since = readSince(db);
  const deletedMessages: string[] = [];
  for (const change of changes) {
    switch (change.entity) {
      case 'tenant':
      case 'user':
      case 'account':
        effects.directory = applyEntity(db, change) || effects.directory;
        break;
      case 'libraryItem':
      case 'scheduledSend':
        effects.library = applyEntity(db, change) || effects.library;
        break;
      case 'template':
        effects.templates = applyEntity(db, change) || effects.templates;
        break;
      case 'company':
        effects.company = applyEntity(db, change) || effects.company;
        break;
      case 'erasure':
        effects.erasures = applyEntity(db, change) || effects.erasures;
        break;
      case 'contactNote': {
        const contactId = change.data?.contactId ?? contactOfNote(db, change.id);
        if (applyEntity(db, change) && contactId !== null) effects.contacts.add(contactId);
        break;
      }
      case 'contact':
        if (change.data === null) {
          effects.reload = db.run('DELETE FROM contact WHERE id = ?', change.id) === 1 || effects.reload;
        } else {
          // Whom they are, or were, one person with is shown with them.
          const people = [change.data.id, change.data.mergedInto, mergedInto(db, change.data.id)];
          if (!applyContact(db, change.data)) break;
          for (const person of new Set(people.filter((id) => id !== null))) {
            effects.contacts.add(person);
            for (const id of conversationsOfContact(db, person)) effects.touched.add(id);
          }
        }
        break;
      case 'conversation':
        if (change.data === null) effects.reload = deleteConversation(db, change.id) || effects.reload;
        else if (upsertConversation(db, change.data)) effects.touched.add(change.data.id);
        break;
      case 'readMark':
        if (change.data?.userId === me && applyReadMark(db, change.data)) {
          effects.touched.add(change.data.conversationId);
        }
        break;
      case 'message': {
        if (change.data === null) {
          deletedMessages.push(change.id);
          break;
        }
        const upserted = upsertMessage(db, change.data, since);
        if (upserted === 'unchanged') break;
        effects.messages.push({ ...change.data, outbox: null });
        if (upserted === 'inserted') effects.inserted.add(change.data.id);
        break;
      }
    }
  }
  if (deletedMessages.length > 0) effects.removed = deleteMessages(db, deletedMessages);
  return effects;
}

function applyEntity(db: Db, { entity, id, version, data }: Change): boolean {
  if (data === null) return db.run('DELETE FROM entity WHERE kind = ? AND id = ?', entity, id) === 1;
  const sql = `INSERT INTO entity VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, data = excluded.data WHERE excluded.version > version`;
  return db.run(sql, entity, id, version, JSON.stringify(data)) === 1;
}

function contactOfNote(db: Db, id: string): ContactId | null {
  const sql = "SELECT data FROM entity WHERE kind = 'contactNote' AND id = ?";
  const row = db.get<{ data: string }>(sql, id);
  // Written by this program from a checked note.
  return row === undefined ? null : (JSON.parse(row.data) as ContactNote).contactId;
}

function applyContact(db: Db, contact: Contact): boolean {
  const sql = `INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, data = excluded.data, label = excluded.label
    WHERE excluded.version > version`;
  const { id, version, name, mergedInto } = contact;
  const key = nameKeyOf(name);
  if (db.run(sql, id, version, JSON.stringify(contact), labelOf(contact), key, mergedInto) === 0) return false;
  // What the indexes hold is written only when it is another: most news of somebody are that they wrote.
  const place = `UPDATE contact SET name_key = ?, merged_into = ?
    WHERE id = ? AND (name_key, merged_into) IS NOT (?, ?)`;
  db.run(place, key, mergedInto, id, key, mergedInto);
  return true;
}

function mergedInto(db: Db, id: ContactId): ContactId | null {
  const sql = 'SELECT merged_into FROM contact WHERE id = ?';
  return db.get<{ merged_into: ContactId | null }>(sql, id)?.merged_into ?? null;
}

function applyReadMark(db: Db, mark: ReadMark): boolean {
  const sql = `INSERT INTO read_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, inbound_no = max(inbound_no, excluded.inbound_no),
      unread = excluded.unread, pinned = excluded.pinned, muted = excluded.muted, mentioned_at = excluded.mentioned_at,
      handed_draft = excluded.handed_draft
    WHERE excluded.version > version`;
  const { conversationId, version, inboundNo, unread, pinned, muted, mentionedAt, handedDraft } = mark;
  const flags = [unread, pinned, muted].map((flag) => Number(flag === true));
  const handed = handedDraft === undefined ? null : JSON.stringify(handedDraft);
  return db.run(sql, conversationId, version, inboundNo, ...flags, mentionedAt ?? null, handed) === 1;
}

/** False when it was not there. */
function deleteConversation(db: Db, id: string): boolean {
  db.run('DELETE FROM message WHERE conversation_id = ?', id);
  db.run('DELETE FROM thread WHERE conversation_id = ?', id);
  db.run('DELETE FROM read_mark WHERE conversation_id = ?', id);
  const tags = db.get<{ tags: string | null }>('SELECT tags FROM conversation WHERE id = ?', id)?.tags;
  deleteTags(db, id, tags ?? null);
  return db.run('DELETE FROM conversation WHERE id = ?', id) === 1;
}
