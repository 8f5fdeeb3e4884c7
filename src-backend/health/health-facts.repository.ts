import { sql } from 'kysely';
import type { AccountId } from '#shared/ids.ts';
import type { HealthBoard, HealthSample } from '#shared/wire/health-routes.ts';
import type { Db, Tx } from '../platform/database/database.ts';

/** So many of the newest webhooks are looked at: more would be a walk through the whole store. */
const webhooksLookedAt = 300;
const minuteMs = 60_000;

/** How long the database takes for a small question. `elapsed`: a clock that never jumps. */
export async function timeDatabase(db: Db, elapsed: () => number): Promise<number> {
  const before = elapsed();
  await sql`select count(*) from (select 1 from tenant limit 1) as t`.execute(db);
  return Math.round(elapsed() - before);
}

export async function readSending(db: Db, tenantId: string): Promise<HealthBoard['sending']> {
  const rows = await db
    .selectFrom('sendJob as job')
    .innerJoin('message', (join) =>
      join.onRef('message.tenantId', '=', 'job.tenantId').onRef('message.id', '=', 'job.messageId'),
    )
    .select((eb) => ['job.state', eb.fn.countAll().as('count'), eb.fn.min('message.at').as('oldestAt')])
    .where('job.tenantId', '=', tenantId)
    .groupBy('job.state')
    .execute();
  const count = (...states: string[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + Number(row.count), 0);
  const oldest = rows.filter(({ state }) => state === 'ready' || state === 'leased').map((row) => Number(row.oldestAt));
  return {
    waiting: count('ready', 'leased'),
    held: count('held'),
    uncertain: count('uncertain'),
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** `inMinute`: how many came within a minute before `now`. */
export async function readWebhooks(
  db: Db,
  tenantId: string,
  now: number,
): Promise<HealthBoard['webhooks'] & { inMinute: number }> {
  const rows = await db
    .selectFrom('webhookEvent')
    .select(['id', 'receivedAt', 'receivers', 'state'])
    .where('tenantId', '=', tenantId)
    .orderBy('id', 'desc')
    .limit(webhooksLookedAt)
    .execute();
  const accounts = new Map<string, number>();
  for (const { receivers, receivedAt } of rows) {
    for (const id of receivers.split(',')) if (id !== '' && !accounts.has(id)) accounts.set(id, receivedAt);
  }
  const [newest] = rows;
  return {
    lastAt: newest?.receivedAt ?? null,
    lagMs: newest === undefined ? null : await readLag(db, newest.id, newest.receivedAt),
    // Our own rows: the ids were made by newId.
    accounts: [...accounts].map(([accountId, lastAt]) => ({ accountId: accountId as AccountId, lastAt })),
    dead: rows.filter(({ state }) => state === 'dead').length,
    inMinute: rows.filter(({ receivedAt }) => receivedAt > now - minuteMs).length,
  };
}

/** Meta says in seconds when something happened; null where a body doesn't. */
async function readLag(db: Db, id: number, receivedAt: number): Promise<number | null> {
  const row = await db.selectFrom('webhookEvent').select('body').where('id', '=', id).executeTakeFirst();
  const [, seconds] = /"timestamp"\s*:\s*"?(\d{10})\b/.exec(row?.body.toString('utf8') ?? '') ?? [];
  return seconds === undefined ? null : Math.max(0, receivedAt - Number(seconds) * 1000);
}

export async function listSamples(db: Db, tenantId: string, from: number): Promise<HealthSample[]> {
  const rows = await db
    .selectFrom('healthSample')
    .select(['at', 'waiting', 'webhooks', 'lagMs', 'databaseMs', 'memoryBytes'])
    .where('tenantId', '=', tenantId)
    .where('at', '>=', from)
    .orderBy('at')
    .execute();
  return rows;
}

/** Another node may have written this minute's already. */
export async function addSample(tx: Tx, tenantId: string, sample: HealthSample): Promise<void> {
  await tx
    .insertInto('healthSample')
    .values({ tenantId, ...sample })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetSamples(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('healthSample').where('at', '<', before).execute();
}

export async function listRunningTenants(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('tenant').select('id').where('suspendedAt', 'is', null).execute();
  return rows.map(({ id }) => id);
}
