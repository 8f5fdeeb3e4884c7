import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Erasure, type ErasureOrder, erasureWaitMs } from '#shared/erasure.ts';
import { type AccountId, newId } from '#shared/ids.ts';
import { AutoReplies } from '../company/auto-replies.ts';
import { CampaignRunner } from '../campaigns/campaign-runner.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { aReply, connectNumber, conversationsOf, mutate, postWebhook, sent, synced } from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';
import { ErasureRunner } from './erasure-runner.ts';

const phone = '16505557777';
const canaries = [phone, 'Zebulon Quarz', 'a secret only Zebulon told', 'knows a lot about quartz', 'CRM-QUARZ-1'];

let graph: FakeGraph;
let test: TestApp;
let admin: SignedIn;
let agent: SignedIn;
let accountId: AccountId;
let contactId: string;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  admin = await test.signIn(await test.addTenant(), 'admin');
  agent = await test.signIn(admin.tenantId, 'agent');
  accountId = await connectNumber(test, admin.tenantId);
  await customerWrites('16505550001', 'Somebody Else', 'I stay');
  await customerWrites(phone, 'Zebulon Quarz', 'a secret only Zebulon told');
  contactId = await contactOf(phone);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

let wamids = 0;
async function customerWrites(from: string, name: string, text: string): Promise<void> {
  const timestamp = Math.floor(test.clock.now() / 1000);
  await postWebhook(test, anInbound({ wamid: `wamid.e${++wamids}`, text, timestamp, from, name }));
}
async function contactOf(from: string): Promise<string> {
  const row = await test.db
    .selectFrom('contactAlias')
    .select('contactId')
    .where('value', '=', from)
    .executeTakeFirstOrThrow();
  return row.contactId;
}

/** Everything that can be known of the person: in every table there is. */
async function fill(): Promise<void> {
  const as = agent;
  const call = async (path: string, body: object): Promise<Answer> =>
    await test.call('POST', `/api/contacts/${contactId}/${path}`, { as, body });
  await call('notes', { text: 'knows a lot about quartz' });
  await call('aliases', { kind: 'crm', crm: 'sales', value: 'CRM-QUARZ-1' });
  await call('consent', {
    purpose: 'marketing',
    state: 'out',
    source: 'phone call',
    evidence: 'Zebulon Quarz said so',
  });
  await test.call('PATCH', `/api/contacts/${contactId}`, { as, body: { attributes: { nickname: 'Zebulon Quarz' } } });
  const conversation = (await conversationsOf(test, as)).find((one) => one.contactId === contactId);
  const id = conversation?.id ?? '';
  await mutate(test, as, aReply(id, 'Hello Zebulon Quarz'));
  // Refused, with the colleague's answer in what is stored of it.
  await mutate(test, admin, aReply(id, 'Me too, Zebulon Quarz'));
  await mutate(test, as, {
    type: 'scheduled.save',
    scheduledId: newId(),
    conversationId: id as never,
    content: { type: 'text', text: 'Dear Zebulon Quarz' },
    replyTo: null,
    sendAt: (test.clock.now() + 60_000) as never,
  });
  await sent(test);
  await postWebhook(test, aStatus({ wamid: 'wamid.unknown', status: 'read', timestamp: 1_700_000_000 }));
  const merged = await test.call('POST', '/api/contacts', { as, body: { name: 'Z. Quarz', phone: '+16505557778' } });
  const other = (merged.body['contact'] as { id: string }).id;
  await test.call('POST', `/api/contacts/${other}/merge`, { as, body: { into: contactId } });
}

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(test.db);
  const all: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(test.db);
    all.push(
      name,
      JSON.stringify(rows, (_key, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString() : value)),
    );
  }
  return all.join('\n');
}
const isBytes = (value: unknown): value is { data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';

const ask = async (as = admin) => await test.call('POST', `/api/contacts/${contactId}/erase`, { as });
const receipt = async (id: string) =>
  (await test.call('GET', `/api/erasures/${id}`, { as: admin })).body['erasure'] as Erasure;
const runner = () => test.app.get(ErasureRunner, { strict: false });

/** Asks, waits, and comes back when it is done. */
async function erase(): Promise<Erasure> {
  const { id } = (await ask()).body['erasure'] as Erasure;
  test.clock.advance(erasureWaitMs);
  await runner().wake();
  return await receipt(id);
}

it('an erased person is nowhere in the database: not their phone, name, words, nor what was written of them', async () => {
  await fill();
  const before = await everything();
  for (const canary of canaries) expect(before).toContain(canary);
  const counted = (await test.call('GET', `/api/contacts/${contactId}/erase`, { as: admin })).body;
  expect(counted).toMatchObject({ desktops: 2, keepsOptOut: true, counts: { conversations: 1, notes: 1 } });
  const { state, counts, keptOptOut } = await erase();
  expect({ state, keptOptOut }).toEqual({ state: 'done', keptOptOut: true });
  expect(counts).toEqual({ ...(counted['counts'] as object), webhooks: 1 });
  const after = await everything();
  for (const canary of [...canaries, '16505557778', 'Z. Quarz']) expect(after).not.toContain(canary);
  expect(after).toContain('I stay');
  expect(after).toContain('Somebody Else');
});

it('desktops are told what to let go of, and the receipt says which of them have', async () => {
  await fill();
  const conversation = (await conversationsOf(test, admin)).find((one) => one.contactId === contactId);
  const { id, desktops } = await erase();
  expect(desktops.map(({ confirmedAt, gone }) => ({ confirmedAt, gone }))).toEqual([
    { confirmedAt: null, gone: false },
    { confirmedAt: null, gone: false },
  ]);
  const { page, of } = await synced(test, agent);
  const told = page.changes.filter(({ data }) => data === null).map((change) => change.id);
  expect(told).toEqual(expect.arrayContaining([contactId, conversation?.id]));
  expect(of<ErasureOrder>('erasure')).toMatchObject([{ id, conversationIds: [conversation?.id] }]);
  const now = test.clock.now();
  await test.call('POST', `/api/erasures/${id}/confirm`, { as: agent });
  await test.call('POST', '/api/auth/logout', { as: agent });
  const other = await test.signIn(await test.addTenant('Other'), 'admin');
  expect((await test.call('GET', `/api/erasures/${id}`, { as: other })).status).toBe(404);
  expect((await test.call('POST', `/api/erasures/${id}/confirm`, { as: other })).status).toBe(404);
  const told2 = (await receipt(id)).desktops.map(({ userId, confirmedAt, gone }) => ({ userId, confirmedAt, gone }));
  expect(told2).toEqual(
    expect.arrayContaining([
      { userId: admin.userId, confirmedAt: null, gone: false },
      { userId: agent.userId, confirmedAt: now, gone: false },
    ]),
  );
});

it('it can be called off until it begins, and not after', async () => {
  const { id, beginsAt } = (await ask()).body['erasure'] as Erasure;
  expect(beginsAt).toBe(test.clock.now() + erasureWaitMs);
  expect((await ask()).status).toBe(409);
  await test.call('DELETE', `/api/erasures/${id}`, { as: admin });
  test.clock.advance(erasureWaitMs);
  await runner().wake();
  expect(await receipt(id)).toMatchObject({ state: 'cancelled', progress: { done: 0 } });
  expect((await test.call('GET', `/api/contacts/${contactId}`, { as: admin })).status).toBe(200);
  const done = await erase();
  expect(done).toMatchObject({ state: 'done' });
  expect((await test.call('DELETE', `/api/erasures/${done.id}`, { as: admin })).status).toBe(409);
});

it('ruling 29 wants an admin who has just proved who they are', async () => {
  expect((await ask(agent)).status).toBe(403);
  test.clock.advance(6 * 60_000);
  expect((await ask()).body).toMatchObject({ details: { reason: 'step_up_required' } });
  const handedOut = await test.call('POST', `/api/contacts/${contactId}/export`, { as: admin, body: {} });
  expect(handedOut.body).toMatchObject({ details: { reason: 'step_up_required' } });
});

it('their no outlives them: entered again, they get neither campaign nor automated answer', async () => {
  await fill();
  await erase();
  const away = { field: 'greeting', base: { on: false, text: '' }, value: { on: true, text: 'Welcome!' } };
  await test.call('PATCH', '/api/company', { as: admin, body: { edits: [away] } });
  await customerWrites(phone, 'Zebulon Quarz', 'Me again');
  await new Promise((resolve) => setImmediate(resolve));
  await test.app.get(AutoReplies, { strict: false }).settled();
  await sent(test);
  expect(graph.calls.map(({ body }) => (body.type === 'text' ? body.text.body : null))).not.toContain('Welcome!');
  const campaign = await test.call('POST', '/api/campaigns', {
    as: admin,
    body: {
      accountId,
      template: { name: 'sale', language: 'en_US', components: [] },
      recipients: [phone],
      perMinute: 60,
    },
  });
  expect(campaign.status).toBeLessThan(300);
  const runner = test.app.get(CampaignRunner, { strict: false });
  runner.wake();
  await runner.settled();
  const [recipient] = await test.db.selectFrom('campaignRecipient').selectAll().execute();
  expect(recipient).toMatchObject({ state: 'skipped', messageId: null });
});

it('an export holds everything of one person over their aliases, in parts, and is audited', async () => {
  await fill();
  const { body } = await test.call('POST', `/api/contacts/${contactId}/export`, { as: admin, body: {} });
  const text = JSON.stringify(body);
  for (const canary of [...canaries, 'Hello Zebulon Quarz', '16505557778']) expect(text).toContain(canary);
  expect(text).not.toContain('I stay');
  expect(body).toMatchObject({ next: null, progress: { done: 2, total: 2 } });
  const entries = (await test.call('GET', '/api/audit', { as: admin })).body['entries'] as { action: string }[];
  expect(entries.map(({ action }) => action)).toContain('contact.exported');
});
