import { type Account, CannotSendReason, CredentialSource, Provider, ReadReceipts } from '#shared/account.ts';
import type { AccountId } from '#shared/ids.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { TenantWhatsappConfigTable } from '../platform/database/tables.ts';
import { factsOf } from './standing.ts';

export type AccountRow = TenantWhatsappConfigTable;

export function toAccount(row: AccountRow): Account {
  return {
    // Our own row: the id was made by newId.
    id: row.id as AccountId,
    version: row.version,
    name: row.name,
    color: row.color,
    provider: Provider.parse(row.provider),
    credentialSource: CredentialSource.parse(row.credentialSource),
    phoneNumberId: row.phoneNumberId,
    wabaId: row.wabaId,
    displayPhoneNumber: row.displayPhoneNumber,
    country: row.country,
    cannotSend: row.cannotSend === null ? null : CannotSendReason.parse(row.cannotSend),
    qualityRating: row.qualityRating,
    readReceipts: ReadReceipts.parse(row.readReceipts),
    autoCreateContacts: row.autoCreateContacts === 1,
    createdAt: row.createdAt,
    ...(row.tokenExpiresAt === null ? {} : { tokenExpiresAt: row.tokenExpiresAt }),
    ...(row.standing === null ? {} : { standing: factsOf(row.standing) }),
    ...(row.endpointDownSince === null ? {} : { endpointDownSince: row.endpointDownSince }),
  };
}

/** Accounts of the tenant that were not removed, the oldest first. */
export async function listAccounts(db: Db, tenantId: string): Promise<Account[]> {
  return (await listAccountRows(db, tenantId)).map(toAccount);
}

export async function listAccountRows(db: Db, tenantId: string): Promise<AccountRow[]> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('deletedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function loadAccountsByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<Account[]> {
  const wanted = new Set(ids);
  return (await listAccounts(db, tenantId)).filter((account) => wanted.has(account.id));
}

export async function findAccount(db: Db, tenantId: string, id: string): Promise<AccountRow | undefined> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}

/** Of whatever tenant: only for webhooks, which name an account and no tenant. */
export async function findAccountOfAnyTenant(db: Db, id: string): Promise<AccountRow | undefined> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}

/** The one connected account of this number on the installation: only for webhooks. */
export async function findConnected(db: Db, phoneNumberId: string): Promise<AccountRow | undefined> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('phoneNumberId', '=', phoneNumberId)
    .where('configured', '=', 1)
    .where('isActive', '=', 1)
    .executeTakeFirst();
}

/** Connected accounts of all companies whose number is also used in the WhatsApp Business app. */
export async function listOnPhone(db: Db): Promise<AccountRow[]> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('onPhone', '=', 1)
    .where('deletedAt', 'is', null)
    .execute();
}

/** Nothing that desktops see. */
export async function storeOnPhone(db: Db, id: string): Promise<void> {
  await db.updateTable('tenantWhatsappConfig').set({ onPhone: 1 }).where('id', '=', id).execute();
}

/** The row of this number in the tenant, removed or not. */
export async function findByNumber(db: Db, tenantId: string, phoneNumberId: string): Promise<AccountRow | undefined> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('phoneNumberId', '=', phoneNumberId)
    .executeTakeFirst();
}

export async function listActiveVerifyTokens(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tenantWhatsappConfig')
    .select('verifyToken')
    .where('isActive', '=', 1)
    .where('deletedAt', 'is', null)
    .execute();
  return rows.map((row) => row.verifyToken);
}

/** Has any other account than `exceptId` this verify token? Tokens name an account on the shared callback. */
export async function isVerifyTokenTaken(db: Db, verifyToken: string, exceptId: string | null): Promise<boolean> {
  const row = await db
    .selectFrom('tenantWhatsappConfig')
    .select('id')
    .where('verifyToken', '=', verifyToken)
    .where('id', '!=', exceptId ?? '')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAccount(tx: Tx, row: AccountRow): Promise<void> {
  await tx.insertInto('tenantWhatsappConfig').values(row).execute();
}

/** Changes the row and counts its version up; undefined when the tenant has no such account. */
export async function updateAccount(
  tx: Tx,
  tenantId: string,
  id: string,
  change: Partial<Omit<AccountRow, 'id' | 'tenantId' | 'version'>>,
): Promise<AccountRow | undefined> {
  return await tx
    .updateTable('tenantWhatsappConfig')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function clearDefault(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .updateTable('tenantWhatsappConfig')
    .set({ isDefault: 0 })
    .where('tenantId', '=', tenantId)
    .where('isDefault', '=', 1)
    .execute();
}

/** How many messages of each account have not gone out yet; accounts without any are not in it. */
export async function countWaiting(db: Db, tenantId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sendJob')
    .select(['accountId', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('tenantId', '=', tenantId)
    .where('reaction', 'is', null)
    .groupBy('accountId')
    .execute();
  return new Map(rows.map(({ accountId, count }) => [accountId, Number(count)]));
}

/** Accounts of all companies whose own token Meta can be asked about. */
export async function listAccountsWithToken(db: Db): Promise<AccountRow[]> {
  return await db
    .selectFrom('tenantWhatsappConfig')
    .selectAll()
    .where('provider', '=', 'meta_cloud')
    .where('credentialSource', '=', 'stored')
    .where('accessToken', 'is not', null)
    .where('isActive', '=', 1)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute();
}

export async function listTenantsWithEndpoint(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tenantWhatsappConfig')
    .select('tenantId')
    .distinct()
    .where('credentialSource', '=', 'endpoint')
    .where('deletedAt', 'is', null)
    .execute();
  return rows.map(({ tenantId }) => tenantId);
}
