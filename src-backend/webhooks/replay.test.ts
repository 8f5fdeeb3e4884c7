import type { Selectable } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { insertAccount } from '../accounts/accounts.repository.ts';
import type { Db } from '../platform/database/database.ts';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { migratedDatabase } from '../testing/migrated-database.ts';
import { anAccountRow } from '../testing/rows.ts';
import { TestClock } from '../testing/test-clock.ts';
import { aWebhook, bytesOf, testNumber } from '../testing/webhook-bodies.ts';
import { fromAda, webhookExamples } from '../testing/webhook-examples.ts';
import { ingestBatch } from '../whatsapp/ingest-batch.ts';
import { replayWebhooks } from './replay.ts';

const clock = new TestClock();
const changeLog = new ChangeLog(clock);
const tenantId = newId<TenantId>();
const { phoneNumberId, wabaId } = testNumber;
const account = anAccountRow({ tenantId, phoneNumberId, wabaId });
const open: OpenDatabase[] = [];
let db: Db;

beforeEach(async () => {
  db = await aCompany();
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

async function aCompany(): Promise<Db> {
  const database = await migratedDatabase();
  open.push(database);
  await database.db.transaction().execute(async (tx) => {
    await insertTenant(tx, tenantId, 'Acme', clock.now());
    await insertAccount(tx, account);
  });
  return database.db;
}

/** Each on its own, as they come in life. */
async function takeIn(bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    clock.advance(1234);
    await ingestBatch({ db, changeLog }, [
      { provider: 'meta_cloud', body: bytesOf(body), account: null, receivedAt: clock.now() },
    ]);
  }
}

const replay = (target = db) => replayWebhooks({ db: target, changeLog });

const tables = [
  'contact',
  'contactAlias',
  'conversation',
  'message',
  'statusEvent',
  'messageAct',
  'changeLog',
] as const;

/** Every row of the company's inbox. */
async function rowsOf(from: Db): Promise<object> {
  const all: Record<string, object[]> = {};
  for (const table of tables) all[table] = await from.selectFrom(table).selectAll().execute();
  all['webhookEvent'] = await from.selectFrom('webhookEvent').selectAll().execute();
  return all;
}

/** The same without what is numbered or timed by the taking in. */
async function meaningOf(from: Db): Promise<object> {
  const messages = await from
    .selectFrom('message')
    .innerJoin('conversation', 'conversation.id', 'message.conversationId')
    .innerJoin('contactAlias', 'contactAlias.contactId', 'conversation.contactId')
    .select(['message.id', 'wamid', 'content', 'extras', 'delivery', 'at', 'inboundNo', 'replyTo', 'direction'])
    .select(['windowClosesAt', 'waitingSince', 'inboundCount', 'contactAlias.value as alias'])
    .orderBy('wamid')
    .orderBy('alias')
    .execute();
  const wamids = new Map(messages.map(({ id, wamid }) => [id, wamid]));
  const aliases = await from.selectFrom('contactAlias').select(['kind', 'value', 'seenAt']).execute();
  return {
    messages: messages.map(({ id: _id, replyTo, ...rest }) => ({
      ...rest,
      replyTo: wamids.get(replyTo ?? '') ?? null,
    })),
    aliases: aliases.toSorted((a, b) => (a.value < b.value ? -1 : 1)),
    acts: await from.selectFrom('messageAct').select(['targetWamid', 'wamid', 'value']).orderBy('wamid').execute(),
    statuses: await from.selectFrom('statusEvent').select(['wamid', 'status', 'pricing']).orderBy('status').execute(),
  };
}

async function copyWebhooks(from: Db, to: Db): Promise<void> {
  const rows: Selectable<WebhookEventTable>[] = await from.selectFrom('webhookEvent').selectAll().execute();
  await to.insertInto('webhookEvent').values(rows).execute();
}

it('all kinds of webhooks: replayed once or twice, not one row differs; no dead letter', async () => {
  await takeIn(Object.values(webhookExamples));
  const before = await rowsOf(db);
  for (let turn = 0; turn < 2; turn++) {
    const { replayed, changed, dead } = await replay();
    expect({ changed, dead }).toEqual({ changed: 0, dead: 0 });
    expect(replayed).toBeGreaterThan(70);
  }
  expect(await rowsOf(db)).toEqual(before);
});

it('all kinds of webhooks: replayed into an empty inbox they give the same inbox', async () => {
  await takeIn(Object.values(webhookExamples));
  const other = await aCompany();
  await copyWebhooks(db, other);
  const { dead } = await replay(other);
  expect(dead).toBe(0);
  expect(await meaningOf(other)).toEqual(await meaningOf(db));
});

it('the same in the opposite order of arrival', async () => {
  await takeIn(Object.values(webhookExamples).toReversed());
  const before = await rowsOf(db);
  expect(await replay()).toMatchObject({ changed: 0, dead: 0 });
  expect(await rowsOf(db)).toEqual(before);
});

it('a number that is connected later gets what was kept for nobody', async () => {
  const text = { from: '16505551234', id: 'wamid.early', timestamp: '1794000000', type: 'text', text: { body: 'x' } };
  await takeIn([aWebhook({ messages: [text] }, 'messages', '222222222')]);
  expect(await replay()).toMatchObject({ changed: 0, dead: 1 });
  await db.transaction().execute(async (tx) => {
    await insertAccount(tx, anAccountRow({ tenantId, wabaId, phoneNumberId: '222222222' }));
  });
  expect(await replay()).toMatchObject({ replayed: 1, changed: 1, dead: 0 });
  expect(await replay()).toMatchObject({ replayed: 1, changed: 0, dead: 0 });
  expect(await db.selectFrom('message').select('wamid').execute()).toEqual([{ wamid: 'wamid.early' }]);
});

it('what was said to one company stays with it when the number goes to another', async () => {
  await takeIn([fromAda({ type: 'text', text: { body: 'for Acme' } }, 'wamid.mine')]);
  const other = newId<TenantId>();
  await db.updateTable('tenantWhatsappConfig').set({ configured: 0, isActive: 0, deletedAt: clock.now() }).execute();
  await db.transaction().execute(async (tx) => {
    await insertTenant(tx, other, 'Other', clock.now());
    await insertAccount(tx, anAccountRow({ tenantId: other, phoneNumberId, wabaId }));
  });
  expect(await replay()).toMatchObject({ replayed: 1, changed: 0, dead: 0 });
  expect(await db.selectFrom('message').select('tenantId').execute()).toEqual([{ tenantId }]);
});

it('one body that can’t be taken in costs none of its neighbours, and is a dead letter', async () => {
  await takeIn(['wamid.1', 'wamid.2', 'wamid.3'].map((id) => fromAda({ type: 'text', text: { body: id } }, id)));
  await db.deleteFrom('changeLog').execute();
  await db.updateTable('conversation').set({ previewMessageId: null }).execute();
  await db.deleteFrom('message').execute();
  // A message that the database itself will refuse, as a fault of ours would make it.
  await db.updateTable('webhookEvent').set({ tenantId: newId<TenantId>() }).where('id', '=', 2).execute();
  const { replayed, changed } = await replay();
  expect({ replayed, changed }).toEqual({ replayed: 3, changed: 2 });
  const wamids = await db.selectFrom('message').select('wamid').orderBy('wamid').execute();
  expect(wamids).toEqual([{ wamid: 'wamid.1' }, { wamid: 'wamid.3' }]);
});
