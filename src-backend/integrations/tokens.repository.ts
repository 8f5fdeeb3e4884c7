import type { Selectable } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import type { IntegrationTokenTable } from '../platform/database/tables.ts';

export type TokenRow = Selectable<IntegrationTokenTable>;

/** A token with what is asked of its account and its creator. */
export interface KnownToken extends TokenRow {
  accountName: string;
  wabaId: string;
  displayPhoneNumber: string;
  accountDeletedAt: number | null;
  tenantSuspendedAt: number | null;
  creatorName: string;
  creatorEmail: string;
}

function tokens(db: Db) {
  return db
    .selectFrom('integrationToken as token')
    .innerJoin('tenantWhatsappConfig as account', (join) =>
      join.onRef('account.tenantId', '=', 'token.tenantId').onRef('account.id', '=', 'token.accountId'),
    )
    .innerJoin('appUser as creator', 'creator.id', 'token.createdBy')
    .innerJoin('tenant', 'tenant.id', 'token.tenantId')
    .selectAll('token')
    .select([
      'account.name as accountName',
      'account.wabaId',
      'account.displayPhoneNumber',
      'account.deletedAt as accountDeletedAt',
      'tenant.suspendedAt as tenantSuspendedAt',
      'creator.name as creatorName',
      'creator.email as creatorEmail',
    ]);
}

/** Of whatever tenant, revoked or not: the token itself says whose it is. */
export async function findTokenByHash(db: Db, hash: string): Promise<KnownToken | undefined> {
  return await tokens(db).where('token.hash', '=', hash).executeTakeFirst();
}

/** Revoked or not. */
export async function findToken(db: Db, tenantId: string, id: string): Promise<TokenRow | undefined> {
  return await db
    .selectFrom('integrationToken')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Active tokens of accounts that are there, in the order of the accounts. */
export async function listActiveTokens(db: Db, tenantId: string): Promise<KnownToken[]> {
  return await tokens(db)
    .where('token.tenantId', '=', tenantId)
    .where('token.revokedAt', 'is', null)
    .where('account.deletedAt', 'is', null)
    .orderBy('account.createdAt')
    .orderBy('account.id')
    .execute();
}

export async function insertToken(tx: Tx, row: TokenRow): Promise<void> {
  await tx.insertInto('integrationToken').values(row).execute();
}

/** Ends the active token of the account; undefined when it has none. */
export async function revokeActive(
  tx: Tx,
  tenantId: string,
  accountId: string,
  now: number,
): Promise<{ id: string; lastFour: string } | undefined> {
  return await tx
    .updateTable('integrationToken')
    .set({ revokedAt: now })
    .where('tenantId', '=', tenantId)
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .returning(['id', 'lastFour'])
    .executeTakeFirst();
}

export async function updateUse(
  tx: Tx,
  token: { tenantId: string; id: string },
  use: Partial<Pick<TokenRow, 'lastUsedAt' | 'lastNetwork' | 'lastUserAgent' | 'alert'>>,
): Promise<void> {
  await tx
    .updateTable('integrationToken')
    .set(use)
    .where('tenantId', '=', token.tenantId)
    .where('id', '=', token.id)
    .execute();
}

/** Notes that the token came from this network. `isNew`: for the first time; `isFirst`: from anywhere at all. */
export async function noteNetwork(
  tx: Tx,
  token: { tenantId: string; id: string },
  network: string,
  now: number,
): Promise<{ isNew: boolean; isFirst: boolean }> {
  const known = await tx
    .selectFrom('integrationTokenNetwork')
    .select('network')
    .where('tenantId', '=', token.tenantId)
    .where('tokenId', '=', token.id)
    .execute();
  if (known.some((row) => row.network === network)) return { isNew: false, isFirst: false };
  await tx
    .insertInto('integrationTokenNetwork')
    .values({ tenantId: token.tenantId, tokenId: token.id, network, firstSeenAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { isNew: true, isFirst: known.length === 0 };
}

/** Adds requests to the hour, forgets hours before `keepFrom`, and returns all that are kept, the oldest first. */
export async function countRequests(
  tx: Tx,
  token: { tenantId: string; id: string },
  hour: number,
  requests: number,
  keepFrom: number,
): Promise<{ hour: number; requests: number }[]> {
  const { tenantId, id: tokenId } = token;
  await tx
    .insertInto('integrationTokenHour')
    .values({ tenantId, tokenId, hour, requests })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'tokenId', 'hour'])
        .doUpdateSet((eb) => ({ requests: eb('integrationTokenHour.requests', '+', requests) })),
    )
    .execute();
  await tx
    .deleteFrom('integrationTokenHour')
    .where('tenantId', '=', tenantId)
    .where('tokenId', '=', tokenId)
    .where('hour', '<', keepFrom)
    .execute();
  return await tx
    .selectFrom('integrationTokenHour')
    .select(['hour', 'requests'])
    .where('tenantId', '=', tenantId)
    .where('tokenId', '=', tokenId)
    .orderBy('hour')
    .execute();
}
