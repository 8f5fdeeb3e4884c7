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
  const { tenantId, seq, at, madeAt, actorId, action, target, details } = entry;
  // The fields in this order, details as they are stored: there is one way to write it.
  const text = JSON.stringify([tenantId, seq, at, madeAt, actorId, action, target, details]);
  return createHash('sha256').update(`${previous}\n${text}`).digest('hex');
}

/** The last entry of a company's chain; seq 0 before there is one. `tenantId` '' is the installation's own chain. */
export async function chainHead(db: Db, tenantId: string): Promise<ChainHead> {
  const last = await db
    .selectFrom('auditEntry')
    .select(['seq', 'hash'])
    .where('tenantId', '=', tenantId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return last ?? { seq: 0, hash: '' };
}

const pageSize = 1000;

/** Reads the whole chain of a company and holds it against `known`: heads that were written down outside earlier. */
export async function verifyChain(db: Db, tenantId: string, known: readonly ChainHead[] = []): Promise<ChainVerdict> {
  const anchors = new Map(known.map(({ seq, hash }) => [seq, hash]));
  let head: ChainHead = { seq: 0, hash: '' };
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
      if (row.seq !== head.seq + 1) return { ...head, fault: { kind: 'missing', seq: head.seq + 1 } };
      if (row.hash !== entryHash(head.hash, row)) return { ...head, fault: { kind: 'changed', seq: row.seq } };
      const anchored = anchors.get(row.seq);
      if (anchored !== undefined && anchored !== row.hash) {
        return { ...head, fault: { kind: 'anchor_differs', seq: row.seq } };
      }
      head = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < pageSize) break;
  }
  const beyond = known.find(({ seq }) => seq > head.seq);
  return { ...head, fault: beyond === undefined ? null : { kind: 'cut_off', seq: head.seq + 1 } };
}

/** Every chain there is, the installation's own included. */
export async function listChains(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('auditEntry').select('tenantId').distinct().orderBy('tenantId').execute();
  return rows.map((row) => row.tenantId);
}
