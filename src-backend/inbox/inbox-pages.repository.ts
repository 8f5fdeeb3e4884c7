import type { Contact } from '#shared/contact.ts';
import type { Conversation, ConversationState } from '#shared/conversation.ts';
import type { AccountId, ConversationId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { loadContactsByIds } from './contacts.repository.ts';
import { loadConversationsByIds } from './conversations.repository.ts';
import { toMessage } from './messages.repository.ts';
import type { Db } from '../platform/database/database.ts';

export interface Page {
  limit: number;
  offset: number;
}

export interface ConversationFilter {
  accountId?: AccountId | undefined;
  /** A state leaves out what is archived. */
  status?: ConversationState | 'archived' | undefined;
}

/** A conversation as a list shows it. `unread`: inbound messages that nobody of the team has seen (ruling 50). */
export interface ListedConversation {
  conversation: Conversation;
  contact: Contact | undefined;
  unread: number;
}

/** A page of conversations, newest first, and how many there are in all. */
export async function pageOfConversations(
  db: Db,
  tenantId: string,
  filter: ConversationFilter,
  { limit, offset }: Page,
): Promise<{ rows: ListedConversation[]; total: number }> {
  const { accountId, status } = filter;
  const wanted = db
    .selectFrom('conversation')
    .where('tenantId', '=', tenantId)
    .$if(accountId !== undefined, (query) => query.where('accountId', '=', accountId ?? ''))
    .$if(status === 'archived', (query) => query.where('archivedAt', 'is not', null))
    .$if(status !== undefined && status !== 'archived', (query) =>
      query.where('archivedAt', 'is', null).where('state', '=', status ?? ''),
    );
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const ids = await wanted
    .select('id')
    .orderBy('lastMessageAt', 'desc')
    .orderBy('lastMessageSeq', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const rows = await loadListed(
    db,
    tenantId,
    ids.map(({ id }) => id),
  );
  return { rows, total: Number(total) };
}

/** In the order of `ids`; those that don't exist are left out. */
async function loadListed(db: Db, tenantId: string, ids: readonly string[]): Promise<ListedConversation[]> {
  const conversations = await loadConversationsByIds(db, tenantId, ids);
  const byId = new Map(conversations.map((conversation) => [conversation.id as string, conversation]));
  const contacts = await loadPeople(
    db,
    tenantId,
    conversations.map(({ contactId }) => contactId),
  );
  const read = await highestMarks(db, tenantId, ids);
  return ids.flatMap((id) => {
    const conversation = byId.get(id);
    if (conversation === undefined) return [];
    const unread = Math.max(0, conversation.inboundCount - (read.get(id) ?? 0));
    return [{ conversation, contact: contacts.get(conversation.contactId), unread }];
  });
}

/** The people behind these contacts: of one that was merged into another, that other. */
async function loadPeople(db: Db, tenantId: string, ids: readonly string[]): Promise<Map<string, Contact>> {
  const people = new Map<string, Contact>();
  const contacts = await loadContactsByIds(db, tenantId, [...new Set(ids)]);
  for (const contact of contacts) {
    let person = contact;
    while (person.mergedInto !== null) {
      const [next] = await loadContactsByIds(db, tenantId, [person.mergedInto]);
      if (next === undefined) break;
      person = next;
    }
    people.set(contact.id, person);
  }
  return people;
}

async function highestMarks(db: Db, tenantId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('readMark')
    .select(['conversationId', (eb) => eb.fn.max('inboundNo').as('inboundNo')])
    .where('tenantId', '=', tenantId)
    .where('conversationId', 'in', ids)
    .groupBy('conversationId')
    .execute();
  return new Map(rows.map(({ conversationId, inboundNo }) => [conversationId, inboundNo]));
}

/** Undefined also for another company's. */
export async function findListed(db: Db, tenantId: string, id: string): Promise<ListedConversation | undefined> {
  return (await loadListed(db, tenantId, [id]))[0];
}

/** A page of a conversation's messages, newest first, and how many there are in all. */
export async function pageOfMessages(
  db: Db,
  tenantId: string,
  conversationId: ConversationId,
  { limit, offset }: Page,
): Promise<{ rows: Message[]; total: number }> {
  const wanted = db.selectFrom('message').where('tenantId', '=', tenantId).where('conversationId', '=', conversationId);
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(toMessage), total: Number(total) };
}
