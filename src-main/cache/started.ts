import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { AccountId, ContactId, ConversationId, UserId } from '#shared/ids.ts';
import type { Peer } from '#shared/mutation.ts';
import { canonicalPhone, phoneVariants } from '#shared/phone.ts';
import { applyChanges } from './apply-changes.ts';
import type { Db } from './database.ts';
import type { Pending } from './pending.ts';

// Conversations that this desktop has started and the server has not told of yet. They stand in the cache as if it had,
// with version 0: whatever the server says of them is newer.

type Started = Pending & { mutation: { type: 'conversation.start' } };
export const isStarted = (pending: Pending): pending is Started => pending.mutation.type === 'conversation.start';

export function insertStarted(db: Db, { mutation, createdAt }: Started, me: UserId): void {
  const { conversationId: id, accountId, peer } = mutation;
  const contactId = 'contactId' in peer ? peer.contactId : ownContact(id);
  if (!('contactId' in peer)) {
    const aliases = [{ kind: 'phone' as const, value: canonicalPhone(peer.phone), seenAt: createdAt }];
    const contact: Contact = { id: contactId, version: 0, name: '', aliases, mergedInto: null, createdAt };
    applyChanges(db, [{ entity: 'contact', seq: 0, id: contactId, version: 0, data: contact }], me);
  }
  const conversation: Conversation = {
    id,
    version: 0,
    accountId,
    contactId,
    state: 'open',
    assigneeId: null,
    preview: null,
    lastMessageAt: createdAt,
    inboundCount: 0,
    lastInboundAt: null,
    windowClosesAt: null,
    waitingSince: null,
    createdAt,
  };
  applyChanges(db, [{ entity: 'conversation', seq: 0, id, version: 0, data: conversation }], me);
}

/** What the server has not made its own goes. */
export function removeStarted(db: Db, { mutation }: Started, me: UserId): void {
  const { conversationId } = mutation;
  const isOurs = (table: 'contact' | 'conversation', id: string): boolean =>
    db.get(`SELECT 1 FROM ${table} WHERE id = ? AND version = 0`, id) !== undefined;
  const gone = { seq: 0, version: 0, data: null };
  if (isOurs('conversation', conversationId)) {
    applyChanges(db, [{ ...gone, entity: 'conversation', id: conversationId }], me);
  }
  const contactId = ownContact(conversationId);
  if (isOurs('contact', contactId)) applyChanges(db, [{ ...gone, entity: 'contact', id: contactId }], me);
}

/** The conversation with somebody on a number, as far as this desktop knows of one. */
export function findConversationWith(db: Db, accountId: AccountId, peer: Peer): ConversationId | null {
  const contacts = 'contactId' in peer ? [peer.contactId] : contactsOfPhone(db, peer.phone);
  const sql = 'SELECT id FROM conversation WHERE contact_id = ? AND account_id = ?';
  for (const contactId of contacts) {
    const found = db.get<{ id: ConversationId }>(sql, contactId, accountId);
    if (found !== undefined) return found.id;
  }
  return null;
}

function contactsOfPhone(db: Db, phone: string): ContactId[] {
  const names = new Set([canonicalPhone(phone), ...phoneVariants(phone)]);
  // Digits only, so nothing in them means anything to LIKE.
  const like = [...names].map((name) => `%"value":"${name}"%`);
  const sql = `SELECT id, data FROM contact WHERE ${like.map(() => 'data LIKE ?').join(' OR ')}`;
  return db.all<{ id: ContactId; data: string }>(sql, ...like).flatMap(({ id, data }) => {
    // Written by this program from a checked value.
    const { aliases, mergedInto } = JSON.parse(data) as Contact;
    const isTheirs = aliases.some(({ kind, value }) => (kind === 'phone' || kind === 'wa_id') && names.has(value));
    return isTheirs ? [id, ...(mergedInto === null ? [] : [mergedInto])] : [];
  });
}

/** Until the server tells whose number it is, the person goes by the conversation's own id. */
const ownContact = (id: ConversationId): ContactId => id as string as ContactId;
