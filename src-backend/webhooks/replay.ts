import type { Selectable } from 'kysely';
import { Provider } from '#shared/account.ts';
import { toErrorShape } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';
import type { Appended, ChangeLog } from '../sync/change-log.ts';
import { projectDeliveries } from '../whatsapp/ingest-batch.ts';
import { findReceivers, findReceiversOfTenant } from '../whatsapp/receiving-accounts.ts';
import { type Delivered, deliveriesOf, factsOf, keepBodies, readBody } from '../whatsapp/signed-bodies.ts';

type Row = Selectable<WebhookEventTable>;
interface Parts {
  db: Db;
  changeLog: ChangeLog;
}

// Bodies have up to 4 MB.
const bodiesPerTransaction = 20;

export interface Replayed {
  replayed: number;
  /** How many of them said something that was not known. */
  changed: number;
  dead: number;
  /** For whoever has listeners to tell. */
  appended: [TenantId, Appended][];
}

/**
 * Takes kept bodies in again, in the order in which they came: all of them, or the one `only`. What is known does not
 * change, so it may be done at any time; what could not be read or had no receiver then may have one now.
 * What was said to one company stays with it, whoever has the number today.
 */
export async function replayWebhooks(parts: Parts, only?: number): Promise<Replayed> {
  const total: Replayed = { replayed: 0, changed: 0, dead: 0, appended: [] };
  let after = only === undefined ? 0 : only - 1;
  for (;;) {
    const rows = await parts.db
      .selectFrom('webhookEvent')
      .selectAll()
      .where('id', '>', after)
      .$if(only !== undefined, (query) => query.where('id', '=', only ?? 0))
      .orderBy('id')
      .limit(bodiesPerTransaction)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return total;
    add(total, await replayRows(parts, rows));
    if (only !== undefined) return total;
    after = last.id;
  }
}

function add(total: Replayed, { replayed, changed, dead, appended }: Replayed): void {
  total.replayed += replayed;
  total.changed += changed;
  total.dead += dead;
  total.appended.push(...appended);
}

async function replayRows(parts: Parts, rows: readonly Row[]): Promise<Replayed> {
  try {
    return await parts.db.transaction().execute((tx) => replayIn(tx, parts.changeLog, rows));
  } catch (error) {
    const [row] = rows;
    if (rows.length === 1 && row !== undefined) {
      await parts.db
        .updateTable('webhookEvent')
        .set({ state: 'dead', error: `It could not be taken in: ${toErrorShape(error).message}`.slice(0, 500) })
        .where('id', '=', row.id)
        .execute();
      return { replayed: 1, changed: 0, dead: 1, appended: [] };
    }
    // One bad body must not cost its neighbours: each on its own.
    const total: Replayed = { replayed: 0, changed: 0, dead: 0, appended: [] };
    for (const each of rows) add(total, await replayRows(parts, [each]));
    return total;
  }
}

async function replayIn(tx: Tx, changeLog: ChangeLog, rows: readonly Row[]): Promise<Replayed> {
  const deliveries: Delivered[] = [];
  const facts: { row: Row; now: ReturnType<typeof factsOf> }[] = [];
  for (const row of rows) {
    const [first, ...others] = await deliveriesAgain(tx, row);
    if (first === undefined) continue;
    deliveries.push(first, ...others);
    facts.push({ row, now: factsOf(first) });
    // It turns out to be for several companies: each keeps its own.
    await keepBodies(tx, others);
  }
  const { tenants } = await projectDeliveries({ tx, changeLog }, deliveries);
  for (const { row, now } of facts) {
    const isSame = Object.entries(now).every(([name, value]) => row[name as keyof typeof now] === value);
    if (!isSame) await tx.updateTable('webhookEvent').set(now).where('id', '=', row.id).execute();
  }
  return {
    replayed: rows.length,
    changed: deliveries.filter(({ isNew }) => isNew).length,
    dead: facts.filter(({ now }) => now.state === 'dead').length,
    appended: [...tenants].flatMap(([tenantId, appended]) => (appended === null ? [] : [[tenantId, appended]])),
  };
}

async function deliveriesAgain(tx: Tx, { provider, body, accountId, receivedAt, tenantId }: Row): Promise<Delivered[]> {
  const account = accountId === null || tenantId === null ? null : { id: accountId, tenantId };
  const read = readBody({ provider: Provider.parse(provider), body, account, receivedAt });
  const [numbers, wabas] = [[...(read.events?.numbers ?? [])], [...(read.events?.wabas ?? [])]];
  const receivers =
    tenantId === null
      ? await findReceivers(tx, numbers, wabas)
      : await findReceiversOfTenant(tx, tenantId, numbers, wabas);
  const deliveries = deliveriesOf(read, receivers);
  // Its id was made by newId.
  return tenantId === null ? deliveries : deliveries.map((each) => ({ ...each, tenantId: tenantId as TenantId }));
}
