import type { Db, Tx } from '../platform/database/database.ts';
import type { EndpointHealthTable } from '../platform/database/tables.ts';

/** As many stretches are kept of each company. */
const mostStretches = 50;

export interface Finding {
  status: 'healthy' | 'unhealthy';
  problem: string | null;
  responseMs: number | null;
}

/** Adds a look to the newest stretch, or begins a new one when something is different. */
export async function addFinding(tx: Tx, tenantId: string, now: number, finding: Finding): Promise<void> {
  const [last] = await listHistory(tx, tenantId, 1);
  const { status, problem, responseMs } = finding;
  if (last !== undefined && last.status === status && last.problem === problem) {
    await tx
      .updateTable('endpointHealth')
      .set({ until: now, checks: last.checks + 1, responseMs })
      .where('tenantId', '=', tenantId)
      .where('since', '=', last.since)
      .execute();
    return;
  }
  // Clocks stand, and go back; the order stays.
  const since = Math.max(now, (last?.since ?? 0) + 1);
  await tx
    .insertInto('endpointHealth')
    .values({ tenantId, since, until: since, checks: 1, ...finding })
    .execute();
  const [oldest] = (await listHistory(tx, tenantId, mostStretches)).slice(-1);
  if (oldest === undefined) return;
  await tx.deleteFrom('endpointHealth').where('tenantId', '=', tenantId).where('since', '<', oldest.since).execute();
}

/** The newest first. */
export async function listHistory(
  db: Db,
  tenantId: string,
  limit: number = mostStretches,
): Promise<EndpointHealthTable[]> {
  return await db
    .selectFrom('endpointHealth')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .orderBy('since', 'desc')
    .limit(limit)
    .execute();
}

export async function clearHistory(tx: Tx, tenantId: string): Promise<void> {
  await tx.deleteFrom('endpointHealth').where('tenantId', '=', tenantId).execute();
}
