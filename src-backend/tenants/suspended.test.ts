import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { CampaignRunner } from '../campaigns/campaign-runner.ts';
import { DeliveryWorker } from '../outgoing-webhooks/delivery-worker.ts';
import { WebhookFeed } from '../outgoing-webhooks/webhook-feed.ts';
import { QueueOrders } from '../queue-intake/queue-orders.ts';
import { FakeGraph, refuse } from '../testing/fake-graph.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
} from '../testing/test-inbox.ts';
import { anInbound, testNumber } from '../testing/webhook-bodies.ts';

// A suspended company: its people, programs, campaigns and webhooks stand still; when it is resumed, everything goes on.

const serviceKey = 'service-key-of-tests-0123456789';
const refusal = {
  code: 'forbidden',
  message: 'This company is suspended: ask whoever runs this Parley server to resume it',
  details: { reason: 'company_suspended' },
};

let receiver: Server;
let told: string[];
let graph: FakeGraph;
let test: TestApp;
let superadmin: SignedIn;
let admin: SignedIn;
let accountId: AccountId;
let token: string;

beforeEach(async () => {
  told = [];
  receiver = createServer((request, response) => {
    told.push(String(request.headers['x-parley-event']));
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url, serviceKey, privateHosts: [host] });
  superadmin = await test.signIn(await test.addTenant('Operators'), 'superadmin');
  admin = await test.signIn(await test.addTenant('Acme'), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
  token = await addIntegrationToken(test, admin, accountId);
  const body = { accountId, url: `http://${host}/hook`, events: ['message.received'] };
  expect((await test.call('POST', '/api/settings/outgoing-webhooks', { as: admin, body })).status).toBe(201);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function suspend(suspended: boolean): Promise<void> {
  const path = `/api/tenants/${admin.tenantId}`;
  expect((await test.call('PATCH', path, { as: superadmin, body: { suspended } })).status).toBe(200);
}
const writes = (wamid: string) =>
  postWebhook(test, anInbound({ wamid, from: '16505551234', timestamp: Math.floor(test.clock.now() / 1000) }));
/** Also the one that was refused. */
const texts = () =>
  graph.calls.flatMap(({ body }) => (body['type'] === 'text' ? [(body['text'] as { body: string }).body] : []));
const templates = () => graph.calls.filter(({ body }) => body['type'] === 'template').length;

/** Everything that can go on by itself has gone on as far as it may. */
async function settled(): Promise<void> {
  // Listeners hear of a commit in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  await test.app.get(WebhookFeed, { strict: false }).settled();
  const deliveries = test.app.get(DeliveryWorker, { strict: false });
  deliveries.wake();
  await deliveries.settled();
  const campaigns = test.app.get(CampaignRunner, { strict: false });
  campaigns.wake();
  await campaigns.settled();
  await sent(test);
}

it('S-46 its tokens and services are refused in clear words, and let in again once it is resumed', async () => {
  const calls = () =>
    Promise.all([
      test.call('GET', '/api/integrations/verify', { as: { accessToken: token } }),
      test.call('POST', '/api/integrations/send-message', {
        as: { accessToken: token },
        body: { recipientPhone: '16505551234', message: 'Hello' },
      }),
      test.call('GET', `/tenants/${admin.tenantId}/credentials/meta`, { as: { accessToken: serviceKey } }),
      test.call('PUT', `/api/tenants/${admin.tenantId}/whatsapp/config`, {
        as: { accessToken: serviceKey },
        body: { wabaId: testNumber.wabaId, phoneNumberId: testNumber.phoneNumberId, accessToken: 'EAAanothertoken' },
      }),
    ]);
  await writes('wamid.in-1');
  await suspend(true);
  for (const { status, body } of await calls()) expect([status, body]).toMatchObject([403, refusal]);
  expect(test.logged.join('\n')).toContain('❌ Company suspended');
  await suspend(false);
  expect((await calls()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

it('S-46 what customers write is stored; what was to go out waits, and goes out once when it is resumed', async () => {
  await writes('wamid.in-1');
  await settled();
  expect(told).toEqual(['message.received']);
  const [conversation] = await conversationsOf(test, admin);
  // So much at once that Meta asks the number to wait.
  graph.once(refuse(130429, 400, { 'retry-after': '5' }));
  await mutate(test, admin, aReply(conversation?.id ?? '', 'Written before'));
  await sent(test);
  const recipients = ['12025551000', '12025551001', '12025551002'];
  const campaign = { accountId, template: { name: 'spring_sale', language: 'en_US' }, recipients, perMinute: 60 };
  expect((await test.call('POST', '/api/campaigns', { as: admin, body: campaign })).status).toBe(201);
  await settled();
  expect([texts(), templates()]).toEqual([['Written before'], 0]);
  await suspend(true);
  test.clock.advance(60_000);
  expect((await writes('wamid.in-2')).status).toBe(200);
  const order = { tenant: admin.tenantId, phoneNumberId: testNumber.phoneNumberId, to: '16505551234', key: 'k1' };
  const content = { type: 'text', text: 'Queued meanwhile' } as const;
  const orders = test.app.get(QueueOrders, { strict: false });
  const queued = await orders.send({ ...order, what: { kind: 'message', content, replyTo: null } });
  expect(queued).toEqual({ isNew: true });
  await settled();
  expect([texts(), templates(), told]).toEqual([['Written before'], 0, ['message.received']]);

  await suspend(false);
  for (let second = 0; second < 3; second++) {
    await settled();
    test.clock.advance(1000);
  }
  expect(texts()).toEqual(['Written before', 'Written before', 'Queued meanwhile']);
  expect(templates()).toBe(3);
  expect(told).toEqual(['message.received', 'message.received']);
  const again = { ...admin, ...(await test.login(admin.email)) };
  const inbound = (await messagesOf(test, again)).filter(({ direction }) => direction === 'inbound');
  expect(inbound.map(({ wamid }) => wamid)).toEqual(['wamid.in-1', 'wamid.in-2']);
});
