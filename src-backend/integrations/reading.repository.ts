import type { Db } from '../platform/database/database.ts';

// Which conversations and messages a program may see: those of its account, without the team's private notes.

export interface Scope {
  tenantId: string;
  accountId: string;
}
export interface Page {
  limit: number;
  offset: number;
}

const conversations = (db: Db, { tenantId, accountId }: Scope) =>
  db.selectFrom('conversation').where('tenantId', '=', tenantId).where('accountId', '=', accountId);

const messages = (db: Db, { tenantId, accountId }: Scope) =>
  db
    .selectFrom('message')
    .where('tenantId', '=', tenantId)
    .where('accountId', '=', accountId)
    .where('direction', 'in', ['inbound', 'outbound']);

/** Newest first, and how many there are in all. */
export async function pageOfConversationIds(
  db: Db,
  scope: Scope,
  { limit, offset }: Page,
): Promise<{ ids: string[]; total: number }> {
  const wanted = conversations(db, scope);
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .select('id')
    .orderBy('lastMessageAt', 'desc')
    .orderBy('lastMessageSeq', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { ids: rows.map(({ id }) => id), total: Number(total) };
}

export async function hasConversation(db: Db, scope: Scope, id: string): Promise<boolean> {
  return (await conversations(db, scope).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** Newest first, and how many there are in all. */
export async function pageOfMessageIds(
  db: Db,
  scope: Scope,
  conversationId: string,
  { limit, offset }: Page,
): Promise<{ ids: string[]; total: number }> {
  const wanted = messages(db, scope).where('conversationId', '=', conversationId);
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .select('id')
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { ids: rows.map(({ id }) => id), total: Number(total) };
}

/** By our id or by WhatsApp's. */
export async function findMessageId(db: Db, scope: Scope, id: string): Promise<string | undefined> {
  const row = await messages(db, scope)
    .select('id')
    .where((eb) => eb.or([eb('id', '=', id), eb('wamid', '=', id)]))
    .executeTakeFirst();
  return row?.id;
}

/** The newest message of a conversation that is no note. */
export async function findLastMessageId(db: Db, scope: Scope, conversationId: string): Promise<string | undefined> {
  const row = await messages(db, scope)
    .select('id')
    .where('conversationId', '=', conversationId)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** How far anybody of the team has read each conversation (ruling 50). */
export async function highestReadMarks(
  db: Db,
  tenantId: string,
  conversationIds: readonly string[],
): Promise<Map<string, number>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('readMark')
    .select(['conversationId', (eb) => eb.fn.max('inboundNo').as('inboundNo')])
    .where('tenantId', '=', tenantId)
    .where('conversationId', 'in', conversationIds)
    .groupBy('conversationId')
    .execute();
  return new Map(rows.map(({ conversationId, inboundNo }) => [conversationId, inboundNo]));
}
