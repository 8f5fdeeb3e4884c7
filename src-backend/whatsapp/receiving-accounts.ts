import { sql } from 'kysely';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import type { Db } from '../platform/database/database.ts';
import { inChunks, readMany } from '../platform/database/many.ts';
import type { TenantWhatsappConfigTable } from '../platform/database/tables.ts';
import type { ReceivingAccount } from '../inbox/take-in.ts';

type Row = Pick<TenantWhatsappConfigTable, 'id' | 'tenantId' | 'wabaId' | 'phoneNumberId'>;

const accountRows = (db: Db) =>
  db.selectFrom('tenantWhatsappConfig').select(['id', 'tenantId', 'wabaId', 'phoneNumberId']);

const rowsByNumber = readMany<Row>(0, (db, _fixed, numbers) =>
  accountRows(db)
    .where('phoneNumberId', 'in', numbers)
    .where('configured', '=', sql.lit(1))
    // The active one last, so that it wins in the map.
    .orderBy('isActive'),
);

/** Whom webhooks may be for. */
export interface Receivers {
  byNumber: ReadonlyMap<string, ReceivingAccount>;
  byWaba: ReadonlyMap<string, readonly ReceivingAccount[]>;
}

/**
 * The accounts behind Meta's ids of phone numbers and business accounts. Only those whose credentials Meta has confirmed
 * count: anyone can type a number, and must not receive another company's messages by it. A switched-off account still
 * takes in.
 */
export async function findReceivers(
  db: Db,
  phoneNumberIds: readonly string[],
  wabaIds: readonly string[],
): Promise<Receivers> {
  const rows = await rowsByNumber(db, [], phoneNumberIds);
  // Only what is about no number asks for them: never a message.
  const ofWabas = await inChunks(wabaIds, (chunk) =>
    accountRows(db)
      .where('provider', '=', 'meta_cloud')
      .where('wabaId', 'in', chunk)
      .where('configured', '=', 1)
      .where('deletedAt', 'is', null)
      .orderBy('id')
      .execute(),
  );
  return toReceivers(rows, ofWabas);
}

/** The same for what was said to one company, as long as it has the account at all. */
export async function findReceiversOfTenant(
  db: Db,
  tenantId: string,
  phoneNumberIds: readonly string[],
  wabaIds: readonly string[],
): Promise<Receivers> {
  const ofTenant = accountRows(db).where('tenantId', '=', tenantId);
  return toReceivers(
    await inChunks(phoneNumberIds, (chunk) => ofTenant.where('phoneNumberId', 'in', chunk).execute()),
    await inChunks(wabaIds, (chunk) =>
      ofTenant.where('provider', '=', 'meta_cloud').where('wabaId', 'in', chunk).orderBy('id').execute(),
    ),
  );
}

function toReceivers(byNumber: readonly Row[], byWaba: readonly Row[]): Receivers {
  const accounts = new Map<string, ReceivingAccount>();
  const toAccount = ({ id, tenantId, wabaId, phoneNumberId }: Row): ReceivingAccount => {
    // Our own row: the id was made by newId.
    const account = accounts.get(id) ?? { id, tenantId: tenantId as TenantId, wabaId, phoneNumberId };
    accounts.set(id, account);
    return account;
  };
  return {
    byNumber: new Map(byNumber.map((row) => [row.phoneNumberId, toAccount(row)])),
    byWaba: Map.groupBy(byWaba.map(toAccount), ({ wabaId }) => wabaId),
  };
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
