import { type Selectable, sql } from 'kysely';
import type { Erasure, ErasureCounts, ErasureOrder, ErasureState } from '#shared/erasure.ts';
import { AppError } from '#shared/error.ts';
import type { ContactId, ErasureId, UserId } from '#shared/ids.ts';
import type { OpenClient } from '../auth/sessions.service.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ErasureTable } from '../platform/database/tables.ts';
import type { Scope } from './scope.ts';

export type ErasureRow = Selectable<ErasureTable>;

export async function insertErasure(tx: Tx, row: ErasureRow): Promise<void> {
  await tx.insertInto('erasure').values(row).execute();
}

/** Writes the change iff the erasure is still in this state. False: it is not. */
export async function changeErasure(
  tx: Tx,
  { tenantId, id }: Pick<ErasureRow, 'tenantId' | 'id'>,
  from: ErasureState,
  change: Partial<ErasureRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('erasure')
    .set(change)
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Throws `not_found`. */
export async function getErasure(db: Db, tenantId: string, id: string): Promise<ErasureRow> {
  const row = await db
    .selectFrom('erasure')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not_found', 'There is no such receipt');
  return row;
}

export async function listErasures(db: Db, tenantId: string, state?: ErasureState): Promise<ErasureRow[]> {
  return await db
    .selectFrom('erasure')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

/** Those that wait for their time or were interrupted, of all companies, the first to come first. */
export async function listOpenErasures(db: Db): Promise<ErasureRow[]> {
  return await db
    .selectFrom('erasure')
    .selectAll()
    // Written into the query, for the index of the open ones.
    .where('state', 'in', [sql.lit('waiting'), sql.lit('erasing')])
    .orderBy('beginsAt')
    .execute();
}

/** They are asked to confirm. */
export async function insertDesktops(
  tx: Tx,
  { tenantId, id }: ErasureRow,
  clients: readonly OpenClient[],
): Promise<void> {
  if (clients.length === 0) return;
  await tx
    .insertInto('erasureDesktop')
    .values(clients.map((client) => ({ tenantId, erasureId: id, ...client, confirmedAt: null })))
    .execute();
}

export async function confirmDesktop(
  db: Db,
  { tenantId, id, clientId }: { tenantId: string; id: string; clientId: string },
  now: number,
): Promise<void> {
  await db
    .updateTable('erasureDesktop')
    .set({ confirmedAt: now })
    .where('tenantId', '=', tenantId)
    .where('erasureId', '=', id)
    .where('clientId', '=', clientId)
    .where('confirmedAt', 'is', null)
    .execute();
}

/** The receipt as it stands. */
export async function toErasure(db: Db, row: ErasureRow, now: number): Promise<Erasure> {
  const desktops = await db
    .selectFrom('erasureDesktop as desktop')
    .leftJoin('clientSession as session', 'session.id', 'desktop.sessionId')
    .select(['desktop.name', 'desktop.userId', 'desktop.confirmedAt'])
    .select(['session.revokedAt', 'session.idleExpiresAt', 'session.absoluteExpiresAt'])
    .where('desktop.tenantId', '=', row.tenantId)
    .where('desktop.erasureId', '=', row.id)
    .orderBy('desktop.name')
    .execute();
  const isGone = (one: (typeof desktops)[number]): boolean =>
    one.revokedAt !== null || (one.idleExpiresAt ?? 0) <= now || (one.absoluteExpiresAt ?? 0) <= now;
  // Written by this program; ids were made by newId.
  const counts = JSON.parse(row.counts) as ErasureCounts;
  const state = row.state as ErasureState;
  return {
    id: row.id as ErasureId,
    contactId: row.contactId as ContactId,
    state,
    requestedBy: row.requestedBy as UserId,
    requestedAt: row.requestedAt,
    beginsAt: row.beginsAt,
    finishedAt: row.finishedAt,
    progress: { done: state === 'waiting' || state === 'cancelled' ? 0 : counts.messages, total: row.total },
    counts,
    keptOptOut: row.keptOptOut === 1,
    desktops: desktops.map((one) => ({
      name: one.name,
      userId: one.userId as UserId,
      confirmedAt: one.confirmedAt,
      gone: one.confirmedAt === null && isGone(one),
    })),
  };
}

export function toOrder(row: ErasureRow): ErasureOrder {
  // Written by this program; ids were made by newId.
  const { contactIds, conversationIds, mediaIds } = JSON.parse(row.scope) as Scope;
  const { version, finishedAt } = row;
  return { id: row.id as ErasureId, version, contactIds, conversationIds, mediaIds, at: finishedAt ?? 0 };
}
