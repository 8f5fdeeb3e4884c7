import { sql } from 'kysely';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, dialectOf } from '../platform/database/database.ts';
import type { TenantsService } from '../tenants/tenants.service.ts';
import { assignmentOf } from './assignment.ts';
import { findAssignment, storeAssignment } from './assignments.repository.ts';
import { type OldTable, oldTable } from './old-endpoints.ts';
import { type KnownTenant, type MovePlan, planMove } from './plan-move.ts';
import type { Endpoint } from './read-endpoints.ts';

/** Looks at everything and changes nothing. */
export async function planOf(
  db: Db,
  old: OldTable,
  inUse: readonly Endpoint[],
  companies: Pick<TenantsService, 'byReference'>,
): Promise<MovePlan> {
  const tenants = new Map<string, KnownTenant>();
  for (const reference of new Set(old.rows.map(({ tenant }) => tenant))) {
    const tenant = await companies.byReference(reference).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    });
    if (tenant === null) continue;
    const current = (await findAssignment(db, tenant.id))?.endpointName ?? null;
    // Our own row: the id was made by newId.
    tenants.set(reference, { tenantId: tenant.id as TenantId, slug: tenant.slug, current });
  }
  return planMove(old.rows, tenants, inUse);
}

/** Copies names and settings. A company that has an endpoint keeps it. Returns how many were new. */
export async function assignPlanned(db: Db, plan: MovePlan, clock: Clock): Promise<number> {
  const audit = new AuditLog(clock);
  return await db.transaction().execute(async (tx) => {
    let count = 0;
    for (const { tenantId, endpointName, settings } of plan.assignments) {
      if ((await findAssignment(tx, tenantId)) !== undefined) continue;
      await storeAssignment(tx, assignmentOf(undefined, { tenantId, endpointName }, settings, clock.now()));
      const details = { endpointName, moved: true };
      await audit.append(tx, { tenantId, actorId: null, action: 'endpoint.assigned', target: tenantId, details });
      count++;
    }
    return count;
  });
}

/** What still speaks against dropping the old table. */
export function missingOf(plan: MovePlan): string[] {
  const unset = plan.endpoints.filter(({ isSet }) => !isSet);
  const unassigned = plan.assignments.filter(({ current }) => current === null);
  return [
    ...plan.problems,
    ...unset.map(({ name }) => `WHATSAPP_ENDPOINTS has no "${name}" with the same address and key`),
    ...unassigned.map(
      ({ slug, endpointName }) => `${slug} is not assigned to "${endpointName}" yet: use --apply first`,
    ),
  ];
}

/** Wipes the credentials, then drops the table; nothing of them stays in the file of the database. */
export async function dropOldTable(db: Db, { rows, secretColumns }: OldTable, clock: Clock): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const plain = tx.withoutPlugins();
    for (const column of secretColumns) {
      await sql`update ${sql.table(oldTable)} set ${sql.ref(column)} = ''`.execute(plain);
    }
    await sql`drop table ${sql.table(oldTable)}`.execute(plain);
    await new AuditLog(clock).append(tx, {
      tenantId: '',
      actorId: null,
      action: 'endpoint.credentials_wiped',
      target: null,
      details: { rows: rows.length },
    });
  });
  if (dialectOf(db) === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
