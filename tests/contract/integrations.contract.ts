import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { CampaignRunner } from '../../src-backend/campaigns/campaign-runner.ts';
import { DeliveryWorker } from '../../src-backend/outgoing-webhooks/delivery-worker.ts';
import { WebhookFeed } from '../../src-backend/outgoing-webhooks/webhook-feed.ts';
import { FakeGraph } from '../../src-backend/testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, postWebhook, sent } from '../../src-backend/testing/test-inbox.ts';
import { anInbound } from '../../src-backend/testing/webhook-bodies.ts';
import { type TestDatabases, databases } from './databases.ts';

// Tokens, campaigns and outgoing webhooks do the same on every database, also side by side.

describe.each(databases)('integrations on $name', ({ start }) => {
  let servers: TestDatabases;
  let graph: FakeGraph;
  let receiver: Server;
  let told: { id: string; event: string }[];
  let host: string;
  let test: TestApp;
  let admin: SignedIn;
  let accountId: AccountId;

  beforeAll(async () => {
    servers = await start();
    graph = await FakeGraph.start();
    receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        told.push(JSON.parse(text) as { id: string; event: string });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await graph.stop();
    await servers.stop();
  });
  beforeEach(async () => {
    told = [];
    graph.calls.length = 0;
    test = await TestApp.start({ graphUrl: graph.url, privateHosts: [host] }, await servers.fresh());
    admin = await test.signIn(await test.addTenant(), 'admin');
    accountId = await connectNumber(test, admin.tenantId);
  });
  afterEach(() => test.close());

  const generate = async () => {
    const answer = await test.call('POST', '/api/settings/integration-tokens', { as: admin, body: { accountId } });
    return (answer.body['data'] as { token: string }).token;
  };
  const ask = async (token: string, path: string) =>
    await test.call('GET', `/api/integrations${path}`, { as: { accessToken: token } });
  const inbound = async (wamid: string, from: string) =>
    await postWebhook(test, anInbound({ wamid, timestamp: Math.floor(test.clock.now() / 1000), from, name: from }));

  it('S-42 of tokens generated side by side one is active, and its use is counted', async () => {
    const tokens = await Promise.all(Array.from({ length: 6 }, generate));
    const statuses = await Promise.all(tokens.map(async (token) => (await ask(token, '/verify')).status));
    expect(statuses.toSorted()).toEqual([200, 401, 401, 401, 401, 401]);
    test.clock.advance(60_000);
    const valid = tokens[statuses.indexOf(200)] ?? '';
    await Promise.all(Array.from({ length: 20 }, () => ask(valid, '/verify')));
    test.clock.advance(60_000);
    await ask(valid, '/verify');
    const hours = await test.db.selectFrom('integrationTokenHour').selectAll().execute();
    expect(hours.reduce((sum, { requests }) => sum + requests, 0)).toBe(22);
  });

  it('I-4 I-5 pages of conversations and messages', async () => {
    const token = await generate();
    for (let i = 0; i < 5; i++) await inbound(`wamid.${i}`, `1202555100${i % 3}`);
    const first = await ask(token, '/conversations?limit=2');
    expect(first.body).toMatchObject({
      data: { conversations: [{}, {}], pagination: { total: 3, limit: 2, offset: 0, hasMore: true } },
    });
    const { conversations } = first.body['data'] as { conversations: { conversationId: string }[] };
    const history = await ask(token, `/conversations/${conversations[0]?.conversationId}/messages`);
    expect(history.status).toBe(200);
    expect((await ask(token, '/messages/wamid.3')).body).toMatchObject({ data: { waMessageId: 'wamid.3' } });
  });

  it('I-5 a campaign is started once per key and writes to everyone once', async () => {
    const body = {
      accountId,
      template: { name: 'spring_sale' },
      recipients: Array.from({ length: 30 }, (_, index) => `1202555${1000 + index}`),
      perMinute: 4800,
    };
    const headers = { 'idempotency-key': 'spring' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => test.call('POST', '/api/campaigns', { as: admin, body, headers })),
    );
    const ids = new Set(answers.map((answer) => (answer.body['data'] as { id: string }).id));
    expect(ids.size).toBe(1);
    const runner = test.app.get(CampaignRunner, { strict: false });
    for (let second = 0; second < 40; second++) {
      test.clock.advance(100);
      runner.wake();
      await runner.settled();
      await sent(test);
    }
    const written = graph.calls.map((call) => String(call.body.to));
    expect(written).toHaveLength(30);
    expect(new Set(written).size).toBe(30);
    const [id] = ids;
    expect((await test.call('GET', `/api/campaigns/${id}`, { as: admin })).body).toMatchObject({
      data: { state: 'done', counts: { total: 30, waiting: 0, sent: 30 } },
    });
  });

  it('I-5 each thing that happens is told once', async () => {
    const body = { accountId, url: `http://${host}/`, events: ['message.received'] };
    await test.call('POST', '/api/settings/outgoing-webhooks', { as: admin, body });
    await Promise.all(Array.from({ length: 12 }, (_, index) => inbound(`wamid.${index}`, `1202555100${index % 4}`)));
    await new Promise((resolve) => setImmediate(resolve));
    await test.app.get(WebhookFeed, { strict: false }).settled();
    const worker = test.app.get(DeliveryWorker, { strict: false });
    worker.wake();
    await worker.settled();
    expect(told.map(({ event }) => event)).toEqual(Array.from({ length: 12 }, () => 'message.received'));
    expect(new Set(told.map(({ id }) => id)).size).toBe(12);
  });
});
