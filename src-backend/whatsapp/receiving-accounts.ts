import { sql } from 'kysely';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import type { Db } from '../platform/database/database.ts';
import { readMany } from '../platform/database/many.ts';
import type { TenantWhatsappConfigTable } from '../platform/database/tables.ts';
import type { ReceivingAccount } from '../inbox/take-in.ts';

const rowsByNumber = readMany<Pick<TenantWhatsappConfigTable, 'id' | 'tenantId' | 'wabaId' | 'phoneNumberId'>>(
  1,
  (db, [provider = ''], numbers) =>
    db
      .selectFrom('tenantWhatsappConfig')
      .select(['id', 'tenantId', 'wabaId', 'phoneNumberId'])
      .where('provider', '=', provider)
      .where('phoneNumberId', 'in', numbers)
      .where('configured', '=', sql.lit(1))
      // The active one last, so that it wins in the map.
      .orderBy('isActive'),
);

/**
 * The accounts behind Meta's phone number ids. Only numbers whose credentials Meta has confirmed count: anyone can type
 * a number, and must not receive another company's messages by it. A switched-off account still takes in.
 */
export async function findAccountsByNumber(
  db: Db,
  phoneNumberIds: readonly string[],
): Promise<Map<string, ReceivingAccount>> {
  const rows = await rowsByNumber(db, ['meta_cloud'], phoneNumberIds);
  return new Map(
    rows.map(({ phoneNumberId, id, tenantId, wabaId }) => [
      phoneNumberId,
      // Our own row: the id was made by newId.
      { id, tenantId: tenantId as TenantId, wabaId },
    ]),
  );
}

/** The account that a callback address names, whoever's it is. Throws `not_found`. */
export async function getCallbackAccount(db: Db, id: AccountId): Promise<{ id: string; tenantId: string }> {
  const row = await db
    .selectFrom('tenantWhatsappConfig')
    .select(['id', 'tenantId'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not_found', 'There is no such account');
  return row;
}
