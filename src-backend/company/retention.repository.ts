import { type Selectable, sql } from 'kysely';
import type { Deletable } from '../inbox/delete-messages.ts';
import { isInLibrary } from '../library/files-in-library.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { MediaFileTable } from '../platform/database/tables.ts';

/** Ids of conversations that hold something from before `before`, in order, from after `after`. */
export async function conversationsWithOlder(
  db: Db,
  tenantId: string,
  page: { before: number; after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '>', page.after)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('message')
          .select('message.id')
          .whereRef('message.conversationId', '=', 'conversation.id')
          .where('message.at', '<', page.before),
      ),
    )
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The oldest first. What has not gone out yet is not old, however long it is held. */
export async function listOldMessages(
  tx: Tx,
  tenantId: string,
  page: { conversationId: string; before: number; limit: number },
): Promise<Deletable[]> {
  return await tx
    .selectFrom('message')
    .select(['id', 'accountId', 'wamid'])
    .where('tenantId', '=', tenantId)
    .where('conversationId', '=', page.conversationId)
    .where('at', '<', page.before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sendJob')
            .select('sendJob.id')
            .whereRef('sendJob.tenantId', '=', 'message.tenantId')
            .whereRef('sendJob.messageId', '=', 'message.id'),
        ),
      ),
    )
    .orderBy('at')
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

/** Files that are kept and came, or were first sent, before `before`. */
export async function listOldFiles(
  db: Db,
  tenantId: string,
  page: { before: number; limit: number },
): Promise<Selectable<MediaFileTable>[]> {
  return await ofFiles(db, tenantId)
    .selectAll()
    .where((eb) => eb(eb.fn.coalesce('usedAt', 'createdAt'), '<', page.before))
    .orderBy('createdAt')
    .limit(page.limit)
    .execute();
}

/** Uploads that are in no message yet are not anybody's message, and what the library keeps is the company's own. */
function ofFiles(db: Db, tenantId: string) {
  return db
    .selectFrom('mediaFile')
    .where('tenantId', '=', tenantId)
    .where('blob', 'is not', null)
    .where((eb) => eb.or([eb('messageId', 'is not', null), eb('usedAt', 'is not', null)]))
    .where((eb) => eb.not(isInLibrary(eb)));
}

/** All there are, and those from before `before`. */
export async function countMessages(
  db: Db,
  tenantId: string,
  before: number,
): Promise<{ total: number; older: number }> {
  const { total, older } = await db
    .selectFrom('message')
    .select((eb) => [eb.fn.countAll<number>().as('total'), olderThan('at', before)])
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return { total: Number(total), older: Number(older ?? 0) };
}

export async function countFiles(
  db: Db,
  tenantId: string,
  before: number,
): Promise<{ total: number; older: number; olderBytes: number }> {
  const at = sql`coalesce(used_at, created_at)`;
  const { total, older, olderBytes } = await ofFiles(db, tenantId)
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      sql<number | null>`sum(case when ${at} < ${before} then 1 else 0 end)`.as('older'),
      sql<number | null>`sum(case when ${at} < ${before} then coalesce(size, 0) else 0 end)`.as('olderBytes'),
    ])
    .executeTakeFirstOrThrow();
  return { total: Number(total), older: Number(older ?? 0), olderBytes: Number(olderBytes ?? 0) };
}

export async function countWebhooks(
  db: Db,
  tenantId: string,
  before: number,
): Promise<{ total: number; older: number }> {
  const { total, older } = await db
    .selectFrom('webhookEvent')
    .select((eb) => [eb.fn.countAll<number>().as('total'), olderThan('received_at', before)])
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return { total: Number(total), older: Number(older ?? 0) };
}

const olderThan = (column: string, before: number) =>
  sql<number | null>`sum(case when ${sql.ref(column)} < ${before} then 1 else 0 end)`.as('older');
