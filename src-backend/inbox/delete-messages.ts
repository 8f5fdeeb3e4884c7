import type { Tx } from '../platform/database/database.ts';
import type { MessageTable } from '../platform/database/tables.ts';

export type Deletable = Pick<MessageTable, 'id' | 'accountId' | 'wamid'>;

/**
 * Deletes messages with everything that was written down because of them; their files' rows and what templates they were
 * made of go with them by themselves. The caller has at most a few hundred, and sees to their conversations.
 * Returns under what names the bytes of their files are kept.
 */
export async function deleteMessages(tx: Tx, tenantId: string, rows: readonly Deletable[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const files = await tx
    .selectFrom('mediaFile')
    .select('blob')
    .where('tenantId', '=', tenantId)
    .where('messageId', 'in', ids)
    .execute();
  for (const table of ['statusEvent', 'sendAttempt', 'sendJob', 'idempotencyKey'] as const) {
    await tx.deleteFrom(table).where('tenantId', '=', tenantId).where('messageId', 'in', ids).execute();
  }
  for (const [accountId, ofAccount] of Map.groupBy(rows, (row) => row.accountId)) {
    const wamids = ofAccount.map(({ wamid }) => wamid).filter((wamid) => wamid !== null);
    if (wamids.length === 0) continue;
    await tx
      .deleteFrom('messageAct')
      .where('tenantId', '=', tenantId)
      .where('accountId', '=', accountId)
      .where((eb) => eb.or([eb('targetWamid', 'in', wamids), eb('wamid', 'in', wamids)]))
      .execute();
    await tx
      .deleteFrom('statusEvent')
      .where('tenantId', '=', tenantId)
      .where('accountId', '=', accountId)
      .where('wamid', 'in', wamids)
      .execute();
  }
  await tx.deleteFrom('message').where('tenantId', '=', tenantId).where('id', 'in', ids).execute();
  return files.flatMap(({ blob }) => (blob === null ? [] : [blob]));
}
