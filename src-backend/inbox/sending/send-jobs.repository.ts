import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../platform/database/database.ts';
import { inChunks } from '../../platform/database/many.ts';
import type { SendJobTable } from '../../platform/database/tables.ts';
import { notSuspended } from '../../tenants/suspended.ts';

export type SendJobRow = Selectable<SendJobTable>;

/**
 * Jobs that may go out now: the first of each conversation, unless one of it is on its way. A job that is held or waits
 * keeps those behind it back; one in doubt does not (ruling 47). Those of a suspended company wait.
 */
export async function listDueJobs(
  db: Db,
  due: { now: number; notAccounts: readonly string[]; limit: number },
): Promise<SendJobRow[]> {
  return await db
    .selectFrom('sendJob as job')
    .selectAll()
    .where('state', '=', 'ready')
    .where('notBefore', '<=', due.now)
    .where(notSuspended('job.tenantId'))
    .$if(due.notAccounts.length > 0, (query) => query.where('accountId', 'not in', due.notAccounts))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sendJob as other')
            .select('other.id')
            .whereRef('other.tenantId', '=', 'job.tenantId')
            .whereRef('other.conversationId', '=', 'job.conversationId')
            .where((eb) =>
              eb.or([
                eb('other.state', '=', 'leased'),
                eb.and([
                  eb('other.state', 'in', ['ready', 'held']),
                  // A reaction takes no number of the log: it stands behind the last one that was given.
                  eb.or([
                    eb('other.seq', '<', eb.ref('job.seq')),
                    eb.and([eb('other.seq', '=', eb.ref('job.seq')), eb('other.id', '<', eb.ref('job.id'))]),
                  ]),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('notBefore')
    .orderBy('seq')
    .limit(due.limit)
    .execute();
}

/** When the next waiting job may be due; null when none waits. */
export async function findNextDue(db: Db, after: number): Promise<number | null> {
  const row = await db
    .selectFrom('sendJob')
    .select((eb) => eb.fn.min('notBefore').as('at'))
    .where('state', '=', 'ready')
    .where('notBefore', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function insertJob(tx: Tx, job: SendJobRow): Promise<void> {
  await tx.insertInto('sendJob').values(job).execute();
}

export async function findJob(db: Db, tenantId: string, id: string): Promise<SendJobRow | undefined> {
  return await db
    .selectFrom('sendJob')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listJobs(
  db: Db,
  filter: { tenantId?: string; accountId?: string; state: string },
): Promise<SendJobRow[]> {
  const { tenantId, accountId, state } = filter;
  return await db
    .selectFrom('sendJob')
    .selectAll()
    .where('state', '=', state)
    .$if(tenantId !== undefined, (query) => query.where('tenantId', '=', tenantId ?? ''))
    .$if(accountId !== undefined, (query) => query.where('accountId', '=', accountId ?? ''))
    .orderBy('seq')
    .execute();
}

/** Takes a ready job for an attempt; undefined when another was faster. The row comes back as it is now. */
export async function leaseJob(
  tx: Tx,
  job: SendJobRow,
  now: number,
  leaseUntil: number,
): Promise<SendJobRow | undefined> {
  return await tx
    .updateTable('sendJob')
    .set((eb) => ({
      state: 'leased',
      leaseUntil,
      fence: eb('fence', '+', 1),
      attempts: eb('attempts', '+', 1),
      firstTriedAt: job.firstTriedAt ?? now,
    }))
    .where('tenantId', '=', job.tenantId)
    .where('id', '=', job.id)
    .where('state', '=', 'ready')
    .returningAll()
    .executeTakeFirst();
}

export async function setJobs(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  change: Partial<Pick<SendJobRow, 'state' | 'notBefore' | 'attempts' | 'firstTriedAt'>>,
): Promise<void> {
  await inChunks(ids, (chunk) =>
    db.updateTable('sendJob').set(change).where('tenantId', '=', tenantId).where('id', 'in', chunk).execute(),
  );
}

export async function deleteJob(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.deleteFrom('sendJob').where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** Written before the call: if the process dies now, the message is known to be in doubt (R-6d). */
export async function insertAttempt(tx: Tx, job: SendJobRow, now: number): Promise<void> {
  await tx
    .insertInto('sendAttempt')
    .values({
      tenantId: job.tenantId,
      jobId: job.id,
      messageId: job.messageId,
      number: job.fence,
      startedAt: now,
      finishedAt: null,
      outcome: null,
      code: null,
    })
    .execute();
}

export async function finishAttempt(
  tx: Tx,
  job: SendJobRow,
  end: { at: number; outcome: string; code: number | null },
): Promise<void> {
  await tx
    .updateTable('sendAttempt')
    .set({ finishedAt: end.at, outcome: end.outcome, code: end.code })
    .where('tenantId', '=', job.tenantId)
    .where('jobId', '=', job.id)
    .where('number', '=', job.fence)
    .execute();
}

/** Meta's code of the attempt before this one; null when there was none, or it had no code. */
export async function findFormerCode(db: Db, job: SendJobRow): Promise<number | null> {
  const row = await db
    .selectFrom('sendAttempt')
    .select('code')
    .where('tenantId', '=', job.tenantId)
    .where('jobId', '=', job.id)
    .where('number', '<', job.fence)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.code ?? null;
}
