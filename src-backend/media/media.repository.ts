import { type Selectable, sql } from 'kysely';
import type { Media, MediaState } from '#shared/content.ts';
import type { MediaId } from '#shared/ids.ts';
import { isInLibrary } from '../library/files-in-library.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { inChunks } from '../platform/database/many.ts';
import type { MediaAtMetaTable, MediaFileTable } from '../platform/database/tables.ts';

export type MediaRow = Selectable<MediaFileTable>;
type MediaAtMetaRow = Selectable<MediaAtMetaTable>;

// Written into the query: an index of some rows only is used for a condition known when the query is prepared.
const pending = sql.lit('pending');
const upload = sql.lit('upload');

/** What a message shows of the file. */
export function toMedia(row: MediaRow): Media {
  const { mimeType, filename, size, sha256 } = row;
  // Both written by this program.
  return { id: row.id as MediaId, mimeType, filename, size, sha256, state: row.state as MediaState };
}

/** Those that are known already stay as they are. True when one was new. */
export async function insertMedia(tx: Tx, rows: readonly MediaRow[]): Promise<boolean> {
  const inserted = await inChunks(rows, (chunk) =>
    tx
      .insertInto('mediaFile')
      .values(chunk)
      .onConflict((oc) => oc.columns(['tenantId', 'id']).doNothing())
      .returning('id')
      .execute(),
  );
  return inserted.length > 0;
}

export async function findMedia(db: Db, tenantId: string, id: string): Promise<MediaRow | undefined> {
  return (await findMediaRows(db, tenantId, [id]))[0];
}

export async function findMediaRows(db: Db, tenantId: string, ids: readonly string[]): Promise<MediaRow[]> {
  return await inChunks(ids, (chunk) =>
    db.selectFrom('mediaFile').selectAll().where('tenantId', '=', tenantId).where('id', 'in', chunk).execute(),
  );
}

export async function setMedia(tx: Tx, row: MediaRow, change: Partial<MediaRow>): Promise<void> {
  await tx.updateTable('mediaFile').set(change).where('tenantId', '=', row.tenantId).where('id', '=', row.id).execute();
}

/** What is to be fetched now, the longest waiting first. */
export async function listDueMedia(
  db: Db,
  due: { now: number; notAccounts: readonly string[]; limit: number },
): Promise<MediaRow[]> {
  return await db
    .selectFrom('mediaFile')
    .selectAll()
    .where('state', '=', pending)
    .where('nextAt', '<=', due.now)
    .where('leaseUntil', '<=', due.now)
    .$if(due.notAccounts.length > 0, (query) => query.where('accountId', 'not in', due.notAccounts))
    .orderBy('nextAt')
    .limit(due.limit)
    .execute();
}

/** When the next one is due; null when none waits. */
export async function findNextMedia(db: Db, after: number): Promise<number | null> {
  const row = await db
    .selectFrom('mediaFile')
    .select(({ fn }) => fn.min('nextAt').as('at'))
    .where('state', '=', pending)
    .where('nextAt', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Takes a file for one try; undefined when another was faster. */
export async function leaseMedia(
  db: Db,
  row: MediaRow,
  lease: { now: number; until: number },
): Promise<MediaRow | undefined> {
  return await db
    .updateTable('mediaFile')
    .set((eb) => ({ leaseUntil: lease.until, attempts: eb('attempts', '+', 1) }))
    .where('tenantId', '=', row.tenantId)
    .where('id', '=', row.id)
    .where('state', '=', 'pending')
    .where('leaseUntil', '<=', lease.now)
    .returningAll()
    .executeTakeFirst();
}

/** Nobody is at work on anything: what a process that died had taken is free again. */
export async function endLeases(db: Db): Promise<void> {
  await db
    .updateTable('mediaFile')
    .set({ leaseUntil: 0 })
    .where('state', '=', pending)
    .where('leaseUntil', '>', 0)
    .execute();
}

/** The number has a usable token again: nothing of it waits any longer. */
export async function hurryMedia(db: Db, tenantId: string, accountId: string, now: number): Promise<void> {
  await db
    .updateTable('mediaFile')
    .set({ nextAt: now })
    .where('tenantId', '=', tenantId)
    .where('accountId', '=', accountId)
    .where('state', '=', 'pending')
    .where('nextAt', '>', now)
    .execute();
}

export async function markUsed(db: Db, tenantId: string, ids: readonly string[], now: number): Promise<void> {
  await db
    .updateTable('mediaFile')
    .set({ usedAt: now })
    .where('tenantId', '=', tenantId)
    .where('id', 'in', ids)
    .where('source', '=', 'upload')
    .where('usedAt', 'is', null)
    .execute();
}

/** Deletes uploads from before `before` that never became part of a message, and are no quick reply's. */
export async function deleteUnusedUploads(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('mediaFile')
    .where('source', '=', upload)
    .where('usedAt', 'is', null)
    .where('createdAt', '<', before)
    .where((eb) => eb.not(isInLibrary(eb)))
    .execute();
}

/** Those of them that a file of some message is kept under. */
export async function listUsedBlobs(db: Db, blobs: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(blobs, (chunk) =>
    db.selectFrom('mediaFile').select('blob').where('blob', 'in', chunk).execute(),
  );
  return new Set(rows.flatMap(({ blob }) => (blob === null ? [] : [blob])));
}

/** Meta's id of a file for a number, while it lives. */
export async function findMetaId(
  db: Db,
  wanted: Pick<MediaAtMetaRow, 'tenantId' | 'mediaId' | 'accountId'>,
  now: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('mediaAtMeta')
    .select('metaId')
    .where('tenantId', '=', wanted.tenantId)
    .where('mediaId', '=', wanted.mediaId)
    .where('accountId', '=', wanted.accountId)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row?.metaId ?? null;
}

export async function putMetaId(db: Db, row: MediaAtMetaRow): Promise<void> {
  await db
    .insertInto('mediaAtMeta')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'mediaId', 'accountId']).doUpdateSet((eb) => ({
        metaId: eb.ref('excluded.metaId'),
        expiresAt: eb.ref('excluded.expiresAt'),
      })),
    )
    .execute();
}

/** Forgets what Meta called files that it no longer keeps. */
export async function deleteEndedMetaIds(db: Db, now: number): Promise<void> {
  await db.deleteFrom('mediaAtMeta').where('expiresAt', '<=', now).execute();
}
