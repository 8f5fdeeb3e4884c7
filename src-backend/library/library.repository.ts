import type { Selectable } from 'kysely';
import type { LibraryItem } from '#shared/library.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { LibraryItemTable } from '../platform/database/tables.ts';

export type LibraryItemRow = Selectable<LibraryItemTable>;

export function toLibraryItem(row: LibraryItemRow): LibraryItem {
  const { id, version, ownerId, content, updatedBy, updatedAt } = row;
  // What the database holds was checked when it came in; ids get their brand back here.
  return { id, version, ownerId, content: JSON.parse(content), updatedBy, updatedAt } as LibraryItem;
}

export async function findItem(db: Db, tenantId: string, id: string): Promise<LibraryItemRow | undefined> {
  return await db
    .selectFrom('libraryItem')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What this person sees: the team's and their own. `userId` null: only the team's. */
export async function listItems(db: Db, tenantId: string, userId: string | null): Promise<LibraryItemRow[]> {
  return await db
    .selectFrom('libraryItem')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where((eb) => eb.or([eb('ownerId', 'is', null), ...(userId === null ? [] : [eb('ownerId', '=', userId)])]))
    .orderBy('id')
    .execute();
}

export async function upsertItem(tx: Tx, row: LibraryItemRow): Promise<void> {
  await tx
    .insertInto('libraryItem')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
        version: eb.ref('excluded.version'),
        ownerId: eb.ref('excluded.ownerId'),
        content: eb.ref('excluded.content'),
        updatedBy: eb.ref('excluded.updatedBy'),
        updatedAt: eb.ref('excluded.updatedAt'),
      })),
    )
    .execute();
}

export async function deleteItem(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.deleteFrom('libraryItem').where('tenantId', '=', tenantId).where('id', '=', id).execute();
}
