import type { Db } from '../platform/database/database.ts';
import { findMergedIds, findRoot } from './contact-book.repository.ts';

/** The ids of all contacts that are one person with this one, whoever absorbed the others first; [] for no contact. */
export async function personOf(db: Db, tenantId: string, contactId: string): Promise<string[]> {
  const root = await findRoot(db, tenantId, contactId);
  return root === undefined ? [] : [root.id, ...(await findMergedIds(db, tenantId, root.id))];
}
