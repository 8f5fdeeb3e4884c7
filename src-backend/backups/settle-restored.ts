import type { ErrorShape } from '#shared/error.ts';
import { restoredEpoch } from '#shared/restored-epoch.ts';
import type { SendState } from '#shared/message.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database/database.ts';

/**
 * Makes an old state of the database safe to go on with (R-7e). Nobody knows what happened after it: desktops load anew,
 * everybody signs in again, and nothing that waited goes out before a person says so.
 */
export async function settleRestored(db: Db, at: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('changeHead')
      .set({ epoch: restoredEpoch(at) })
      .execute();
    await tx.deleteFrom('refreshToken').execute();
    await tx
      .updateTable('clientSession')
      .set({ absoluteExpiresAt: at, idleExpiresAt: at })
      .where('revokedAt', 'is', null)
      .execute();
    await tx.deleteFrom('passwordLink').execute();
    await doubtWaiting(tx, at);
    await tx.updateTable('campaign').set({ state: 'paused' }).where('state', '=', 'running').execute();
    const problem: ErrorShape = {
      code: 'conflict',
      message:
        'It was planned before a backup was restored, and may have been sent since. Plan it again, or cancel it.',
    };
    await tx
      .updateTable('scheduledSend')
      .set({ problem: JSON.stringify(problem) })
      .where('problem', 'is', null)
      .execute();
    const audit = new AuditLog(new Clock());
    for (const { tenantId } of await tx.selectFrom('changeHead').select('tenantId').execute()) {
      await audit.append(tx, { tenantId, actorId: null, action: 'backup.restored', target: null });
    }
  });
}

/** What was queued, held or being sent may have gone out after the backup. */
async function doubtWaiting(tx: Tx, at: number): Promise<void> {
  await tx.deleteFrom('sendJob').where('reaction', 'is not', null).execute();
  const state: SendState = { state: 'uncertain', since: at, left: false, restored: true };
  await tx
    .updateTable('message')
    .set({ sendState: JSON.stringify(state) })
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('sendJob')
          .select('sendJob.id')
          .where('sendJob.state', '!=', 'uncertain')
          .whereRef('sendJob.messageId', '=', 'message.id')
          .whereRef('sendJob.tenantId', '=', 'message.tenantId'),
      ),
    )
    .execute();
  await tx.updateTable('sendJob').set({ state: 'uncertain' }).execute();
}
