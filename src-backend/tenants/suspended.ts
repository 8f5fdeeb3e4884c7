import { type SqlBool, sql } from 'kysely';
import { AppError } from '#shared/error.ts';
import type { Db } from '../platform/database/database.ts';

// A suspended company stands still: its people and programs are refused, and nothing of it leaves. What customers write
// is taken in all the same. Read where it matters and never remembered, so that it holds at once on every node.

/** A condition of queries that look for work: the company in this column (`job.tenantId`) is not suspended. */
export const notSuspended = (column: string) =>
  sql<SqlBool>`not exists (
    select 1 from tenant as owner where owner.id = ${sql.ref(column)} and owner.suspended_at is not null)`;

export async function isSuspended(db: Db, tenantId: string): Promise<boolean> {
  const row = await db.selectFrom('tenant').select('suspendedAt').where('id', '=', tenantId).executeTakeFirst();
  return row !== undefined && row.suspendedAt !== null;
}

export function companySuspended(): AppError {
  return new AppError('forbidden', 'This company is suspended: ask whoever runs this Parley server to resume it', {
    details: { reason: 'company_suspended' },
  });
}
