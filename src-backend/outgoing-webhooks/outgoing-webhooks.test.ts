import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import type { Subscription, WebhookDelivery } from '#shared/outgoing-webhook.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { aReply, connectNumber, conversationsOf, mutate, postWebhook, sent } from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import { WebhookFeed } from './webhook-feed.ts';

/** What somebody else's server was sent. */
interface Received {
  headers: Record<string, string | string[] | undefined>;
  raw: Buffer;
  body: { id: string; event: string; timestamp: string; accountId: string; data: Record<string, unknown> };
}

let receiver: Server;
let address: string;
let received: Received[];
/** Statuses of the next answers; 200 when there are none. */
let answers: number[];
let graph: FakeGraph;
let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString()) as Received['body'] });
      response.writeHead(answers.shift() ?? 200).end('thanks');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  address = `http://${host}/hook`;
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url, privateHosts: [host] });
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const path = '/api/settings/outgoing-webhooks';
const seconds = () => Math.floor(test.clock.now() / 1000);
const data = <T>(answer: Answer) => answer.body['data'] as T;
async function subscribe(more: object = {}): Promise<Subscription & { secret: string }> {
  const answer = await test.call('POST', path, { as: admin, body: { accountId, url: address, ...more } });
  expect(answer.status).toBe(201);
  return data(answer);
}
const customerWrites = async (wamid: string, text = 'Hello', phoneNumberId?: string) =>
  await postWebhook(test, {
    ...JSON.parse(
      JSON.stringify(anInbound({ wamid, text, timestamp: seconds(), from: '16505551234', name: 'Ana' })).replaceAll(
        '106540352242922',
        phoneNumberId ?? '106540352242922',
      ),
    ),
  } as object);
/** Until everything committed has been told, as far as it may be told now. */
async function told(): Promise<string[]> {
  // The feed hears of a commit in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  const worker = test.app.get(DeliveryWorker, { strict: false });
  await test.app.get(WebhookFeed, { strict: false }).settled();
  worker.wake();
  await worker.settled();
  return received.map(({ body }) => body.event);
}
async function deliveries(id: string): Promise<WebhookDelivery[]> {
  const again = await test.login(admin.email);
  return data(await test.call('GET', `${path}/${id}/deliveries`, { as: again }));
}

it('I-5 tells of an inbound message, signed over the raw bytes, with the time of the try', async () => {
  const { secret } = await subscribe({ events: ['message.received'] });
  await customerWrites('wamid.in-1');
  expect(await told()).toEqual(['message.received']);
  const [{ headers, raw, body }] = received as [Received];
  expect(headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  const at = new Date(test.clock.now()).toISOString();
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-parley-timestamp': at,
    'x-parley-event': 'message.received',
    'x-parley-delivery': body.id,
  });
  expect(body).toEqual({
    id: expect.any(String),
    event: 'message.received',
    timestamp: at,
    createdAt: at,
    accountId,
    data: expect.objectContaining({
      waMessageId: 'wamid.in-1',
      direction: 'inbound',
      type: 'text',
      content: { type: 'text', text: 'Hello' },
      userPhone: '16505551234',
      userName: 'Ana',
    }),
  });
});

it('I-5 tells each step of a message of ours once, and the changes of conversation and contact', async () => {
  await subscribe();
  await customerWrites('wamid.in-1');
  const [conversation] = await conversationsOf(test, admin);
  await mutate(test, admin, aReply(conversation?.id ?? '', 'Hi'));
  await sent(test);
  const sentWamid = (
    await test.db.selectFrom('message').select('wamid').where('direction', '=', 'outbound').executeTakeFirst()
  )?.wamid;
  for (const status of ['delivered', 'read', 'delivered']) {
    await postWebhook(test, aStatus({ wamid: sentWamid ?? '', status, timestamp: seconds() }));
  }
  await told();
  const ofEvent = (event: string) => received.filter(({ body }) => body.event === event).map(({ body }) => body.data);
  expect(
    ofEvent('message.status')
      .map(({ status }) => status)
      .toSorted(),
  ).toEqual(['accepted', 'delivered', 'read']);
  expect(ofEvent('message.received')).toHaveLength(1);
  expect(ofEvent('contact.updated')).toMatchObject([{ name: 'Ana', phone: '16505551234', username: null }]);
  expect(ofEvent('conversation.updated').at(-1)).toMatchObject({ userPhone: '16505551234', status: 'open' });
});

it('I-7 tells nothing of other accounts, of before, of private notes, and nothing nobody asked for', async () => {
  await customerWrites('wamid.before');
  await connectNumber(test, admin.tenantId, { phoneNumberId: '106540352242999' });
  await subscribe({ events: ['message.received', 'message.status'] });
  await customerWrites('wamid.elsewhere', 'Hello', '106540352242999');
  const conversations = await conversationsOf(test, admin);
  const ours = conversations.find((conversation) => conversation.accountId === accountId);
  await mutate(test, admin, {
    type: 'note.add',
    messageId: crypto.randomUUID(),
    conversationId: ours?.id,
    text: 'secret',
  } as never);
  expect(await told()).toEqual([]);
});

it('tries again ever more rarely, logs every try, and gives up in the end; replay delivers it all the same', async () => {
  const { id } = await subscribe({ events: ['message.received'] });
  answers = Array.from({ length: 20 }, () => 503);
  await customerWrites('wamid.in-1');
  await told();
  expect(await deliveries(id)).toMatchObject([
    {
      event: 'message.received',
      state: 'waiting',
      nextTryAt: expect.any(String),
      attempts: [{ status: 503, error: 'The address answered 503' }],
    },
  ]);
  for (let tries = 1; tries < 20; tries++) {
    test.clock.advance(72 * 60_000);
    await told();
  }
  expect(received).toHaveLength(20);
  const [failed] = await deliveries(id);
  expect(failed).toMatchObject({ state: 'failed', nextTryAt: null });
  expect(failed?.attempts).toHaveLength(20);
  expect(new Set(received.map(({ body }) => body.id)).size).toBe(1);
  const again = await test.login(admin.email);
  const replay = await test.call('POST', `${path}/${id}/deliveries/${failed?.id}/replay`, { as: again });
  expect(data(replay)).toMatchObject({ state: 'waiting' });
  await told();
  expect(await deliveries(id)).toMatchObject([{ state: 'delivered' }]);
});

it('an address that says 410 is not told anything any more', async () => {
  await subscribe({ events: ['message.received'] });
  answers = [410];
  await customerWrites('wamid.in-1');
  await told();
  await customerWrites('wamid.in-2');
  await told();
  expect(received).toHaveLength(1);
  expect(data(await test.call('GET', path, { as: admin }))).toMatchObject([
    { active: false, stopReason: 'The address answered 410 Gone', waiting: 0 },
  ]);
});

it('an address that is switched off misses what happens, and is told from when it is on again', async () => {
  const { id } = await subscribe({ events: ['message.received'] });
  const set = async (active: boolean) => await test.call('PATCH', `${path}/${id}`, { as: admin, body: { active } });
  expect(data(await set(false))).toMatchObject({ active: false });
  await customerWrites('wamid.in-1');
  await told();
  await set(true);
  await customerWrites('wamid.in-2');
  await told();
  expect(received.map(({ body }) => body.data['waMessageId'])).toEqual(['wamid.in-2']);
  expect((await test.call('DELETE', `${path}/${id}`, { as: admin })).body).toEqual({ success: true });
  await customerWrites('wamid.in-3');
  await told();
  expect(received).toHaveLength(1);
});

it.each([
  ['http://hooks.example/x', 'must begin with https://'],
  ['https://hooks.example:8443/x', 'must be on port 443'],
  ['https://user:pass@hooks.example/', 'must not hold a user name or password'],
  ['ftp://hooks.example/', 'must begin with https://'],
  ['hooks.example', 'is no web address'],
])('S-55 %s is refused: %s', async (url, why) => {
  const answer = await test.call('POST', path, { as: admin, body: { accountId, url } });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ message: `url: ${why}`, details: { field: 'url' } });
});

it.each(['https://127.0.0.1/', 'https://localhost/', 'https://[::1]/', 'https://2130706433/', 'https://0x7f.1/'])(
  'S-55 %s is never called, whatever it resolves to',
  async (url) => {
    const { id } = await subscribe({ events: ['message.received'], url });
    await customerWrites('wamid.in-1');
    await told();
    expect(await deliveries(id)).toMatchObject([
      { state: 'waiting', attempts: [{ status: null, error: 'The address leads into a private network' }] },
    ]);
  },
);

it('S-40 the secret is shown once and kept encrypted', async () => {
  const { secret } = await subscribe();
  expect(secret).toMatch(/^whsec_[0-9a-f]{64}$/);
  const rows = await test.db.selectFrom('webhookSubscription').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect((await test.call('GET', path, { as: admin })).text).not.toContain('secret');
  expect(test.logged.join('')).not.toContain(secret);
});

it('S-62 leading messages somewhere else wants a fresh proof, hearing of less does not', async () => {
  const { id } = await subscribe();
  const change = (body: object) => test.call('PATCH', `${path}/${id}`, { as: admin, body });
  test.clock.advance(5 * 60_000);
  const refused = await change({ url: `${address}/elsewhere` });
  expect([refused.status, refused.body['details']]).toMatchObject([403, { reason: 'step_up_required' }]);
  expect((await change({ active: false })).status).toBe(200);
  expect((await change({ active: true })).status).toBe(403);
  await test.prove(admin);
  expect((await change({ url: `${address}/elsewhere`, active: true })).status).toBe(200);
});

it('ruling 37: with auto-create off a CRM hears of people only once it knows them', async () => {
  await subscribe({ events: ['contact.updated'] });
  await test.db.updateTable('tenantWhatsappConfig').set({ autoCreateContacts: 0 }).execute();
  await customerWrites('wamid.in-1');
  await told();
  expect(received).toEqual([]);
  const contact = { phone: '+16505551234' };
  expect((await test.call('PUT', '/api/contacts/by-external/acme-crm/4711', { as: admin, body: contact })).status).toBe(
    200,
  );
  await told();
  expect(received.at(-1)?.body.data).toMatchObject({ externalIds: [expect.stringContaining('4711')] });
});

it('M-5 a CRM hears of a new person and of what is noted of them, and both ways lead to the same one (ruling 37)', async () => {
  await subscribe({ events: ['contact.updated'] });
  await customerWrites('wamid.in-1');
  await told();
  const [{ body }] = received as [Received];
  expect(body.data).toMatchObject({ name: 'Ana', phone: '16505551234', externalIds: [], attributes: {}, tags: [] });
  const contact = { phone: '+16505551234', attributes: { plan: 'gold' }, tags: { add: ['vip'] } };
  const put = await test.call('PUT', '/api/contacts/by-external/acme-crm/4711', { as: admin, body: contact });
  expect(put.status).toBe(200);
  await test.call('POST', `/api/contacts/${String(body.data['contactId'])}/consent`, {
    as: admin,
    body: { purpose: 'marketing', state: 'in', source: 'form' },
  });
  await told();
  expect(received.at(-1)?.body.data).toMatchObject({
    contactId: body.data['contactId'],
    externalIds: [expect.stringContaining('4711')],
    attributes: { plan: 'gold' },
    tags: ['vip'],
    consent: { marketing: { state: 'in', at: expect.stringMatching(/Z$/) } },
    createdAt: expect.stringMatching(/Z$/),
  });
});
