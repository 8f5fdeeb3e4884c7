import type { ContactNote } from '#shared/contact.ts';
import type { ContactId, ContactNoteId, UserId } from '#shared/ids.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ContactNoteTable } from '../platform/database/tables.ts';

/** A note never changes: it is written, and perhaps taken away. */
export const noteVersion = 1;

export async function insertNote(tx: Tx, row: ContactNoteTable): Promise<void> {
  await tx.insertInto('contactNote').values(row).execute();
}

export async function deleteNote(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.deleteFrom('contactNote').where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** The newest first. */
export async function listNotes(db: Db, tenantId: string, contactIds: readonly string[]): Promise<ContactNoteTable[]> {
  return await db
    .selectFrom('contactNote')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('contactId', 'in', contactIds)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

export async function findNotes(db: Db, tenantId: string, ids: readonly string[]): Promise<ContactNoteTable[]> {
  return await db
    .selectFrom('contactNote')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}

/** In order of id, from after `afterId`. */
export async function pageNotes(
  db: Db,
  tenantId: string,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<ContactNoteTable[]> {
  return await db
    .selectFrom('contactNote')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Our own row: its ids were made by newId. */
export function toNote({ id, contactId, text, authorId, createdAt }: ContactNoteTable): ContactNote {
  return {
    id: id as ContactNoteId,
    version: noteVersion,
    contactId: contactId as ContactId,
    text,
    authorId: authorId as UserId,
    createdAt,
  };
}
