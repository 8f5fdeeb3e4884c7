import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../platform/database/database.ts';
import { inChunks } from '../../platform/database/many.ts';
import type { SendJobTable } from '../../platform/database/tables.ts';

export type SendJobRow = Selectable<SendJobTable>;

/**
 * Jobs that may go out now: the first of each conversation, unless one of it is on its way. A job that is held or waits
 * keeps those behind it back; one in doubt does not (ruling 47).
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
    .$if(due.notAccounts.length > 0, (query) => query.where('accountId', 'not in', due.notAccounts))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sendJob as other')
            .select('other.messageId')
            .whereRef('other.tenantId', '=', 'job.tenantId')
            .whereRef('other.conversationId', '=', 'job.conversationId')
            .where((eb) =>
              eb.or([
                eb('other.state', '=', 'leased'),
                eb.and([eb('other.state', 'in', ['ready', 'held']), eb('other.seq', '<', eb.ref('job.seq'))]),
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

export async function findJob(db: Db, tenantId: string, messageId: string): Promise<SendJobRow | undefined> {
  return await db
    .selectFrom('sendJob')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('messageId', '=', messageId)
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
    .where('messageId', '=', job.messageId)
    .where('state', '=', 'ready')
    .returningAll()
    .executeTakeFirst();
}

export async function setJobs(
  db: Db,
  tenantId: string,
  messageIds: readonly string[],
  change: Partial<Pick<SendJobRow, 'state' | 'notBefore' | 'attempts' | 'firstTriedAt'>>,
): Promise<void> {
  await inChunks(messageIds, (chunk) =>
    db.updateTable('sendJob').set(change).where('tenantId', '=', tenantId).where('messageId', 'in', chunk).execute(),
  );
}

export async function deleteJob(tx: Tx, tenantId: string, messageId: string): Promise<void> {
  await tx.deleteFrom('sendJob').where('tenantId', '=', tenantId).where('messageId', '=', messageId).execute();
}

/** Written before the call: if the process dies now, the message is known to be in doubt (R-6d). */
export async function insertAttempt(tx: Tx, job: SendJobRow, now: number): Promise<void> {
  await tx
    .insertInto('sendAttempt')
    .values({
      tenantId: job.tenantId,
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
    .where('messageId', '=', job.messageId)
    .where('number', '=', job.fence)
    .execute();
}
