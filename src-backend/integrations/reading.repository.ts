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
