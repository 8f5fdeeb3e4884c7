import { createHash } from 'node:crypto';
import type { Db } from '../platform/database/database.ts';
import type { AuditEntryTable } from '../platform/database/tables.ts';

// S-64: every entry holds the hash of itself and the one before, so that nobody can edit, remove, add or move an entry
// without changing all that follow. That the newest ones were cut off shows only against the anchor outside.

/** Where a chain stands: its last entry. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export type ChainFault = 'missing' | 'changed' | 'cut_off' | 'anchor_differs';

export interface ChainVerdict extends ChainHead {
  /** null: every entry is as it was written. `seq`: the first entry that is not. */
  fault: { kind: ChainFault; seq: number } | null;
}

/** `previous`: the hash of the entry before, '' for the first. */
export function entryHash(previous: string, entry: Omit<AuditEntryTable, 'hash'>): string {
  const { tenantId, seq, at, madeAt, actorId, action, target, details, origin } = entry;
  // The fields in this order, details as they are stored: there is one way to write it. Entries without an origin are
  // written as they were before there was one.
  const fields = [tenantId, seq, at, madeAt, actorId, action, target, details, ...(origin ? [origin] : [])];
  const text = JSON.stringify(fields);
  return createHash('sha256').update(`${previous}\n${text}`).digest('hex');
}

/** The last entry of a company's chain; seq 0 before there is one. `tenantId` '' is the installation's own chain. */
export async function chainHead(db: Db, tenantId: string): Promise<ChainHead> {
  const last = await db
    .selectFrom('auditEntry')
    .select(['seq', 'hash'])
    .where('tenantId', '=', tenantId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0, hash: '' };
}

const pageSize = 1000;

/**
 * Reads the chain of a company and holds it against `known`: heads that were written down outside earlier. `after`: where
 * somebody has come to already, who then reads at least `atLeast` entries more; without it all of them.
 */
export async function verifyChain(
  db: Db,
  tenantId: string,
  known: readonly ChainHead[] = [],
  { after = { seq: 0, hash: '' }, atLeast = Number.POSITIVE_INFINITY }: { after?: ChainHead; atLeast?: number } = {},
): Promise<ChainVerdict & { isWhole: boolean }> {
  const anchors = new Map(known.map(({ seq, hash }) => [seq, hash]));
  let head = after;
  for (;;) {
    const rows = await db
      .selectFrom('auditEntry')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('seq', '>', head.seq)
      .orderBy('seq')
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      if (row.seq !== head.seq + 1) return { ...head, fault: { kind: 'missing', seq: head.seq + 1 }, isWhole: true };
      if (row.hash !== entryHash(head.hash, row))
        return { ...head, fault: { kind: 'changed', seq: row.seq }, isWhole: true };
      const anchored = anchors.get(row.seq);
      if (anchored !== undefined && anchored !== row.hash) {
        return { ...head, fault: { kind: 'anchor_differs', seq: row.seq }, isWhole: true };
      }
      head = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < pageSize) break;
    if (head.seq - after.seq >= atLeast) return { ...head, fault: null, isWhole: false };
  }
  const beyond = known.find(({ seq }) => seq > head.seq);
  return { ...head, fault: beyond === undefined ? null : { kind: 'cut_off', seq: head.seq + 1 }, isWhole: true };
}

/** Every chain there is, the installation's own included. */
export async function listChains(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('auditEntry').select('tenantId').distinct().orderBy('tenantId').execute();
  return rows.map((row) => row.tenantId);
}
