import type { Selectable } from 'kysely';
import type { ScheduledSend } from '#shared/library.ts';
import type { Db, Tx } from '../../platform/database/database.ts';
import type { ScheduledSendTable } from '../../platform/database/tables.ts';

export type ScheduledSendRow = Selectable<ScheduledSendTable>;

export function toScheduledSend(row: ScheduledSendRow): ScheduledSend {
  const { id, version, conversationId, userId, replyTo, sendAt } = row;
  // What the database holds was checked when it came in; ids get their brand back here.
  return {
    id,
    version,
    conversationId,
    userId,
    content: JSON.parse(row.content),
    replyTo,
    sendAt,
    problem: row.problem === null ? null : JSON.parse(row.problem),
  } as ScheduledSend;
}

const ofTenant = (db: Db, tenantId: string) =>
  db.selectFrom('scheduledSend').selectAll().where('tenantId', '=', tenantId);

export async function findScheduled(db: Db, tenantId: string, id: string): Promise<ScheduledSendRow | undefined> {
  return await ofTenant(db, tenantId).where('id', '=', id).executeTakeFirst();
}

export async function listScheduled(db: Db, tenantId: string): Promise<ScheduledSendRow[]> {
  return await ofTenant(db, tenantId).orderBy('id').execute();
}

/** Those of any company that are due and have no problem, the first ones first. */
export async function listDueSends(db: Db, now: number, limit: number): Promise<ScheduledSendRow[]> {
  return await db
    .selectFrom('scheduledSend')
    .selectAll()
    .where('problem', 'is', null)
    .where('sendAt', '<=', now)
    .orderBy('sendAt')
    .limit(limit)
    .execute();
}

/** When the next one is due, epoch ms; null when none is waiting. */
export async function findNextSend(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('scheduledSend')
    .select((eb) => eb.fn.min('sendAt').as('at'))
    .where('problem', 'is', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function upsertScheduled(tx: Tx, row: ScheduledSendRow): Promise<void> {
  await tx
    .insertInto('scheduledSend')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
        version: eb.ref('excluded.version'),
        content: eb.ref('excluded.content'),
        replyTo: eb.ref('excluded.replyTo'),
        sendAt: eb.ref('excluded.sendAt'),
        userId: eb.ref('excluded.userId'),
        problem: eb.ref('excluded.problem'),
      })),
    )
    .execute();
}

export async function deleteScheduled(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.deleteFrom('scheduledSend').where('tenantId', '=', tenantId).where('id', '=', id).execute();
}
