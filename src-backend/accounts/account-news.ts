import type { AccountEvent } from '../inbox/incoming.ts';
import type { Tx } from '../platform/database/database.ts';
import type { ChangeEntry } from '../sync/change-log.ts';
import { listAccountRows, updateAccount } from './accounts.repository.ts';
import { readAccountNews, withNews } from './standing.ts';

/**
 * Takes over what webhooks say of a company's numbers and business accounts, in the caller's transaction, who writes the
 * entries into the change log. May see everything again: what is known changes nothing.
 */
export async function applyAccountNews(
  tx: Tx,
  tenantId: string,
  events: readonly AccountEvent[],
): Promise<ChangeEntry[]> {
  const news = events.flatMap(({ field, value, wabaId, at }) => {
    const read = readAccountNews(field, value);
    return read === null ? [] : [{ ...read, wabaId, at }];
  });
  if (news.length === 0) return [];
  const rows = (await listAccountRows(tx, tenantId)).filter(({ provider }) => provider === 'meta_cloud');
  const changed = new Map<string, string>();
  for (const { wabaId, digits, phoneNumberId, facts, at } of news) {
    for (const row of rows) {
      if (wabaId !== null && row.wabaId !== wabaId) continue;
      if (digits !== null && row.displayPhoneNumber.replace(/\D/g, '') !== digits) continue;
      if (phoneNumberId !== null && row.phoneNumberId !== phoneNumberId) continue;
      const standing = withNews(changed.get(row.id) ?? row.standing, facts, at);
      if (standing !== null) changed.set(row.id, standing);
    }
  }
  const entries: ChangeEntry[] = [];
  for (const [id, standing] of changed) {
    const row = await updateAccount(tx, tenantId, id, { standing });
    if (row !== undefined) entries.push({ entity: 'account', entityId: id, version: row.version });
  }
  return entries;
}
