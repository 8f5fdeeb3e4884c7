import type { Selectable } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import type { QuickReplyTable } from '../platform/database/tables.ts';

export type QuickReplyRow = Selectable<QuickReplyTable>;

export async function listQuickReplies(db: Db, tenantId: string): Promise<QuickReplyRow[]> {
  return await db
    .selectFrom('quickReply')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .orderBy('shortcutKey')
    .execute();
}

export async function findQuickReply(db: Db, tenantId: string, id: string): Promise<QuickReplyRow | undefined> {
  return await db
    .selectFrom('quickReply')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertQuickReply(tx: Tx, row: QuickReplyRow): Promise<void> {
  await tx.insertInto('quickReply').values(row).execute();
}

export async function updateQuickReply(tx: Tx, { tenantId, id, ...change }: QuickReplyRow): Promise<void> {
  await tx.updateTable('quickReply').set(change).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** False when there was none. */
export async function deleteQuickReply(tx: Tx, tenantId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('quickReply')
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
