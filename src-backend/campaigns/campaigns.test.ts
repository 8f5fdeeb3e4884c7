import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Campaign } from '#shared/campaign.ts';
import type { AccountId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { FakeGraph, refuse, reset } from '../testing/fake-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, postWebhook, sent } from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';
import { CampaignRunner } from './campaign-runner.ts';

let graph: FakeGraph;
let test: TestApp;
let marketer: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  marketer = await test.signIn(await test.addTenant(), 'marketer');
  accountId = await connectNumber(test, marketer.tenantId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const phones = (count: number) => Array.from({ length: count }, (_, index) => `1202555${String(1000 + index)}`);
const body = (count: number) => ({
  accountId,
  template: { name: 'spring_sale', language: 'en_US', components: [{ type: 'body', parameters: [] }] },
  recipients: phones(count),
  perMinute: 60,
});
const data = (answer: Answer) => answer.body['data'] as Campaign;
const start = async (order: object = body(3), headers: Record<string, string> = {}) =>
  await test.call('POST', '/api/campaigns', { as: marketer, body: order, headers });
const act = async (campaign: Campaign, what: string) =>
  await test.call('POST', `/api/campaigns/${campaign.id}/${what}`, { as: marketer });
const get = async ({ id }: Campaign) => data(await test.call('GET', `/api/campaigns/${id}`, { as: marketer }));
/** Whom Meta was given a template for, in order. */
const written = () =>
  graph.calls.filter(({ body: { type } }) => type === 'template').map(({ body: { to } }) => String(to));

/** Until nobody may be written to at the present time, and what was written has gone out. */
async function settle(): Promise<void> {
  const runner = test.app.get(CampaignRunner, { strict: false });
  runner.wake();
  await runner.settled();
  await sent(test);
}

async function afterSeconds(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    test.clock.advance(1000);
    await settle();
  }
}

it('I-5 writes to everyone once, at its pace, and counts what becomes of each', async () => {
  const answer = await start();
  expect(answer.status).toBe(201);
  const campaign = data(answer);
  expect(campaign).toMatchObject({ state: 'running', name: 'spring_sale', waitsFor: null, counts: { total: 3 } });
  await settle();
  expect(written()).toEqual(['+12025551000']);
  await afterSeconds(3);
  expect(written()).toEqual(['+12025551000', '+12025551001', '+12025551002']);
  const messages = await test.db.selectFrom('message').selectAll().orderBy('at').execute();
  expect(messages.map(({ origin }) => JSON.parse(origin) as unknown)).toEqual(
    [1, 2, 3].map(() => ({ kind: 'campaign', campaignId: campaign.id })),
  );
  const seconds = Math.floor(test.clock.now() / 1000);
  const [first, second] = messages;
  await postWebhook(test, aStatus({ wamid: first?.wamid ?? '', status: 'read', timestamp: seconds }));
  await postWebhook(test, aStatus({ wamid: second?.wamid ?? '', status: 'delivered', timestamp: seconds }));
  expect(await get(campaign)).toMatchObject({
    state: 'done',
    finishedAt: '2026-11-21T09:00:02.000Z',
    counts: { total: 3, waiting: 0, skipped: 0, sent: 1, delivered: 1, read: 1, failed: 0, uncertain: 0 },
  });
});

it('one phone in several forms gets one message, with its own values', async () => {
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }];
  const recipients = [
    { recipientPhone: '+55 11 1234-5678', components },
    '5511 1234 5678',
    '+5511912345678',
    '551191234 5678',
  ];
  const campaign = data(await start({ ...body(0), recipients, perMinute: 4800 }));
  expect(campaign.counts.total).toBe(2);
  await afterSeconds(1);
  expect(written()).toHaveLength(2);
  expect(graph.calls[0]?.body.template).toMatchObject({ name: 'spring_sale', components });
});

it('pauses, goes on where it stood, and is cancelled for good', async () => {
  const campaign = data(await start(body(10)));
  await settle();
  await afterSeconds(2);
  expect(data(await act(campaign, 'pause'))).toMatchObject({ state: 'paused' });
  await afterSeconds(5);
  expect(written()).toHaveLength(3);
  await act(campaign, 'resume');
  await afterSeconds(2);
  const soFar = written().length;
  expect(soFar).toBeGreaterThan(3);
  expect(data(await act(campaign, 'cancel'))).toMatchObject({
    state: 'cancelled',
    counts: { waiting: 0, skipped: 10 - soFar },
  });
  await afterSeconds(5);
  expect(written()).toHaveLength(soFar);
  expect(new Set(written()).size).toBe(soFar);
  const late = await act(campaign, 'resume');
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ message: 'The campaign can’t resume any more: it is cancelled' });
  const audited = await test.db.selectFrom('auditEntry').select('action').where('target', '=', campaign.id).execute();
  expect(audited.map(({ action }) => action)).toEqual([
    'campaign.created',
    'campaign.paused',
    'campaign.resumed',
    'campaign.cancelled',
  ]);
});

it('whoever was queued just before a crash is not queued again', async () => {
  const campaign = data(await start(body(2)));
  await settle();
  // As if the process had died after the message was queued and before that was noted.
  await test.db.updateTable('campaignRecipient').set({ state: 'waiting', messageId: null }).execute();
  await afterSeconds(5);
  expect(written()).toEqual(['+12025551000', '+12025551001']);
  expect(await get(campaign)).toMatchObject({ state: 'done', counts: { sent: 2, waiting: 0 } });
});

it('waits while its number can’t send, and goes on by itself', async () => {
  const campaign = data(await start(body(2)));
  await test.db.updateTable('tenantWhatsappConfig').set({ cannotSend: 'token' }).execute();
  await afterSeconds(3);
  expect(await get(campaign)).toMatchObject({ state: 'running', waitsFor: 'account' });
  const before = written().length;
  await test.db.updateTable('tenantWhatsappConfig').set({ cannotSend: null }).execute();
  test.app.get(AccountEvents, { strict: false }).canSend(marketer.tenantId, accountId);
  await afterSeconds(3);
  expect(written().length).toBeGreaterThan(before);
  expect(await get(campaign)).toMatchObject({ state: 'done', waitsFor: null });
});

it('C-6 shows who was refused and whose answer was lost, and writes to nobody twice', async () => {
  graph.once(refuse(131026), reset);
  const campaign = data(await start());
  await afterSeconds(5);
  expect(await get(campaign)).toMatchObject({ state: 'done', counts: { failed: 1, uncertain: 1, sent: 1 } });
  const { body: recipients } = await test.call('GET', `/api/campaigns/${campaign.id}/recipients?limit=2`, {
    as: marketer,
  });
  expect(recipients).toMatchObject({
    data: [
      { phone: '12025551000', status: 'failed', error: expect.stringContaining('131026') },
      { phone: '12025551001', status: 'uncertain', error: null },
    ],
    pagination: { total: 3, limit: 2, offset: 0, hasMore: true },
  });
  expect(written()).toHaveLength(3);
});

it('whoever has said no is skipped, with the reason', async () => {
  const timestamp = Math.floor(test.clock.now() / 1000);
  await postWebhook(test, anInbound({ wamid: 'wamid.in', timestamp, from: '12025551001', name: 'Ana' }));
  const { id } = await test.db.selectFrom('contact').select('id').executeTakeFirstOrThrow();
  const consent = { purpose: 'marketing', state: 'out', source: 'phone call' };
  await test.call('POST', `/api/contacts/${id}/consent`, { as: marketer, body: consent });
  const campaign = data(await start());
  await afterSeconds(4);
  expect(written()).toEqual(['+12025551000', '+12025551002']);
  expect(await get(campaign)).toMatchObject({ state: 'done', counts: { sent: 2, skipped: 1 } });
  const { body: recipients } = await test.call('GET', `/api/campaigns/${campaign.id}/recipients`, { as: marketer });
  expect((recipients['data'] as object[])[1]).toMatchObject({
    status: 'skipped',
    error: 'This person does not want to get campaigns',
  });
});

it('the same Idempotency-Key is the same campaign; for another one it is refused', async () => {
  const key = { 'idempotency-key': 'spring' };
  const first = data(await start(body(2), key));
  expect(data(await start(body(2), key)).id).toBe(first.id);
  const other = await start(body(3), key);
  expect(other.status).toBe(409);
  expect(other.body).toMatchObject({ code: 'conflict' });
});

it.each([
  [{ recipients: [] }, 'recipients'],
  [{ recipients: phones(1001) }, 'recipients'],
  [{ recipients: ['12'] }, 'recipients.0'],
  [{ template: { name: 'No Such' } }, 'template.name'],
  [{ perMinute: 0 }, 'perMinute'],
])('names what is wrong with %j', async (change, field) => {
  const { status, body: answer } = await start({ ...body(1), ...change });
  expect(status).toBe(400);
  expect(answer).toMatchObject({ code: 'invalid_input', details: { field } });
});

it('S-60 another company sees nothing of it', async () => {
  const campaign = data(await start());
  const stranger = await test.signIn(await test.addTenant('Other'), 'admin');
  for (const path of ['', '/recipients']) {
    expect((await test.call('GET', `/api/campaigns/${campaign.id}${path}`, { as: stranger })).status).toBe(404);
  }
  expect((await test.call('POST', `/api/campaigns/${campaign.id}/cancel`, { as: stranger })).status).toBe(404);
  expect((await test.call('GET', '/api/campaigns', { as: stranger })).body).toMatchObject({ data: [] });
  const foreign = await test.call('POST', '/api/campaigns', { as: stranger, body: body(1) });
  expect(foreign.status).toBe(404);
});
