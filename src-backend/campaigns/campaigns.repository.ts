import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../platform/database/database.ts';
import { inChunks } from '../platform/database/many.ts';
import type { CampaignRecipientTable, CampaignTable } from '../platform/database/tables.ts';
import { notSuspended } from '../tenants/suspended.ts';

export type CampaignRow = Selectable<CampaignTable>;
export type RecipientRow = Selectable<CampaignRecipientTable>;

/** Whose campaigns: a company's, or only those of one account. */
export interface Scope {
  tenantId: string;
  accountId?: string | undefined;
}

const campaigns = (db: Db, { tenantId, accountId }: Scope) =>
  db
    .selectFrom('campaign')
    .where('tenantId', '=', tenantId)
    .$if(accountId !== undefined, (query) => query.where('accountId', '=', accountId ?? ''));

export async function findCampaign(db: Db, scope: Scope, id: string): Promise<CampaignRow | undefined> {
  return await campaigns(db, scope).selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findByRequestKey(
  db: Db,
  scope: Required<Scope>,
  requestKey: string,
): Promise<CampaignRow | undefined> {
  return await campaigns(db, scope).selectAll().where('requestKey', '=', requestKey).executeTakeFirst();
}

/** Newest first, and how many there are in all. */
export async function pageOfCampaigns(
  db: Db,
  scope: Scope,
  page: { limit: number; offset: number },
): Promise<{ rows: CampaignRow[]; total: number }> {
  const wanted = campaigns(db, scope);
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total: Number(total) };
}

/** Of every company that is not suspended: what the worker has to do. */
export async function listRunning(db: Db): Promise<CampaignRow[]> {
  return await db
    .selectFrom('campaign')
    .selectAll()
    // Written into the query, for the index of the running ones.
    .where('state', '=', sql.lit('running'))
    .where(notSuspended('campaign.tenantId'))
    .orderBy('id')
    .execute();
}

export async function insertCampaign(tx: Tx, row: CampaignRow, recipients: readonly RecipientRow[]): Promise<void> {
  await tx.insertInto('campaign').values(row).execute();
  await inChunks(recipients, (chunk) =>
    tx
      .insertInto('campaignRecipient')
      .values(chunk)
      .execute()
      .then(() => []),
  );
}

/** Undefined when it is in none of the states `from` (any more). */
export async function changeState(
  tx: Tx,
  { tenantId, id }: Pick<CampaignRow, 'tenantId' | 'id'>,
  from: readonly string[],
  change: Pick<CampaignRow, 'state' | 'finishedAt'>,
): Promise<CampaignRow | undefined> {
  return await tx
    .updateTable('campaign')
    .set(change)
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst();
}

const recipients = (db: Db, { tenantId, id }: Pick<CampaignRow, 'tenantId' | 'id'>) =>
  db.selectFrom('campaignRecipient').where('tenantId', '=', tenantId).where('campaignId', '=', id);

/** Those to write to next, in the order in which they were named. */
export async function listWaiting(
  db: Db,
  campaign: Pick<CampaignRow, 'tenantId' | 'id'>,
  limit: number,
): Promise<RecipientRow[]> {
  return await recipients(db, campaign)
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('position')
    .limit(limit)
    .execute();
}

export async function setRecipient(
  db: Db,
  { tenantId, campaignId, position }: RecipientRow,
  change: Pick<RecipientRow, 'state' | 'messageId' | 'error'>,
): Promise<void> {
  await db
    .updateTable('campaignRecipient')
    .set(change)
    .where('tenantId', '=', tenantId)
    .where('campaignId', '=', campaignId)
    .where('position', '=', position)
    .execute();
}

export async function skipWaiting(
  tx: Tx,
  { tenantId, id }: Pick<CampaignRow, 'tenantId' | 'id'>,
  error: string,
): Promise<void> {
  await tx
    .updateTable('campaignRecipient')
    .set({ state: 'skipped', error })
    .where('tenantId', '=', tenantId)
    .where('campaignId', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** How many of its messages still stand in the send queue, in doubt or not. */
export async function countUnsent(db: Db, campaign: Pick<CampaignRow, 'tenantId' | 'id'>): Promise<number> {
  const { count } = await db
    .selectFrom('campaignRecipient as recipient')
    .innerJoin('sendJob as job', (join) =>
      join.onRef('job.tenantId', '=', 'recipient.tenantId').onRef('job.messageId', '=', 'recipient.messageId'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recipient.tenantId', '=', campaign.tenantId)
    .where('recipient.campaignId', '=', campaign.id)
    .where('job.state', 'in', ['ready', 'leased', 'held'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** In the order in which they were named. */
export async function listRecipients(
  db: Db,
  campaign: Pick<CampaignRow, 'tenantId' | 'id'>,
  page?: { limit: number; offset: number },
): Promise<RecipientRow[]> {
  const wanted = recipients(db, campaign).selectAll().orderBy('position');
  return await (page === undefined ? wanted : wanted.limit(page.limit).offset(page.offset)).execute();
}

export async function countRecipients(db: Db, campaign: Pick<CampaignRow, 'tenantId' | 'id'>): Promise<number> {
  const { count } = await recipients(db, campaign)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
