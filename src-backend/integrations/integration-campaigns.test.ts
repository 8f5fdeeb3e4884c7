import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { CampaignRunner } from '../campaigns/campaign-runner.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, sent } from '../testing/test-inbox.ts';

let graph: FakeGraph;
let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;
let token: string;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
  token = await addIntegrationToken(test, admin, accountId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const send = async (body: object, headers: Record<string, string> = {}, name = 'order_update') =>
  await test.call('POST', `/api/integrations/templates/${name}/send`, { as: { accessToken: token }, body, headers });

it('I-5 a template to many is a campaign of the token’s account, which the integrator can follow and end', async () => {
  const recipients = [
    '+1 202 555 1000',
    { recipientPhone: '12025551001', components: [{ type: 'body' }] },
    '12025551000',
  ];
  const { status, body } = await send({ recipients, perMinute: 60 });
  const counts = { total: 2, waiting: 2, skipped: 0, sent: 0, delivered: 0, read: 0, failed: 0, uncertain: 0 };
  expect({ status, body }).toEqual({
    status: 202,
    body: {
      success: true,
      message: 'Template is being sent to 2 people via Enromatics',
      data: {
        id: expect.any(String),
        accountId,
        name: 'order_update',
        template: 'order_update',
        language: 'en_US',
        state: 'running',
        waitsFor: null,
        perMinute: 60,
        createdAt: new Date(test.clock.now()).toISOString(),
        finishedAt: null,
        counts,
      },
    },
  });
  await test.app.get(CampaignRunner, { strict: false }).settled();
  await sent(test);
  const { id } = body['data'] as { id: string };
  const path = `/api/integrations/campaigns/${id}`;
  const mine = { as: { accessToken: token } };
  expect((await test.call('GET', path, mine)).body).toMatchObject({ data: { counts: { waiting: 1, sent: 1 } } });
  expect((await test.call('POST', `${path}/cancel`, mine)).body).toMatchObject({
    data: { state: 'cancelled', counts: { skipped: 1, sent: 1 } },
  });
  expect((await test.call('GET', `/api/campaigns/${id}`, { as: admin })).status).toBe(200);
});

it('I-7 a campaign of another account does not exist for a token', async () => {
  const { body } = await send({ recipients: ['12025551000'] });
  const { id } = body['data'] as { id: string };
  const other = await connectNumber(test, admin.tenantId, { phoneNumberId: '106540352242999' });
  const as = { accessToken: await addIntegrationToken(test, admin, other) };
  expect((await test.call('GET', `/api/integrations/campaigns/${id}`, { as })).status).toBe(404);
  expect((await test.call('POST', `/api/integrations/campaigns/${id}/cancel`, { as })).status).toBe(404);
});

it('the same Idempotency-Key starts one campaign', async () => {
  const key = { 'idempotency-key': 'a' };
  const answers = [await send({ recipients: ['12025551000'] }, key), await send({ recipients: ['12025551000'] }, key)];
  const ids = answers.map(({ body }) => (body['data'] as { id: string }).id);
  expect(ids[0]).toBe(ids[1]);
});

it('names what is wrong, the name in the address too', async () => {
  expect((await send({ recipients: [] })).body).toMatchObject({ details: { field: 'recipients' } });
  expect((await send({ recipients: ['12025551000'] }, {}, 'No%20Such')).status).toBe(400);
});
