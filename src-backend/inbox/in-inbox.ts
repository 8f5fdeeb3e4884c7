import type { TenantId } from '#shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, serialise } from '../platform/database/database.ts';
import type { ChangeLog } from '../sync/change-log.ts';
import { InboxWork } from './inbox-work.ts';

interface InboxParts {
  db: Db;
  clock: Clock;
  changeLog: ChangeLog;
}

/** Changes one company's inbox in a transaction of its own, behind the others of that company, and tells desktops. */
export async function inInbox(
  { db, clock, changeLog }: InboxParts,
  tenantId: TenantId,
  act: (work: InboxWork) => Promise<void>,
): Promise<void> {
  const appended = await db.transaction().execute(async (tx) => {
    await serialise(tx, `inbox ${tenantId}`);
    const work = new InboxWork(tx, tenantId, clock.now(), changeLog);
    await act(work);
    return await work.flush();
  });
  if (appended !== null) changeLog.announce(tenantId, appended);
}
