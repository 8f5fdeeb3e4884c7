import type { MutationResult } from '#shared/mutation.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { MutationTable } from '../../platform/database/tables.ts';

export async function findMutation(tx: Tx, tenantId: string, id: string): Promise<MutationTable | undefined> {
  return await tx
    .selectFrom('mutation')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertMutation(
  tx: Tx,
  mutation: Omit<MutationTable, 'result'> & { result: MutationResult },
): Promise<void> {
  await tx
    .insertInto('mutation')
    .values({ ...mutation, result: JSON.stringify(mutation.result) })
    .execute();
}
