// Past 300 lines: every test changes the same environment and looks at the same few answers.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import type { Config } from '../config.ts';
import { insertAccount } from '../accounts/accounts.repository.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { FakeGateway } from '../testing/fake-gateway.ts';
import { anAccountRow } from '../testing/rows.ts';
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
import { anInbound } from '../testing/webhook-bodies.ts';
import { EndpointChanges } from './endpoint-changes.ts';
import { EndpointRegistry } from './endpoint-registry.ts';
import { EndpointsService } from './endpoints.service.ts';
import { HealthWatch } from './health-watch.ts';
import { readEndpoints } from './read-endpoints.ts';

const serviceKey = 'a-service-key-of-tests';
let gateway: FakeGateway;
let test: TestApp;
let tenantId: TenantId;
let superadmin: SignedIn;
/** What the environment says now. */
let environment: Config['endpoints'];

beforeEach(async () => {
  gateway = await FakeGateway.start();
  environment = endpointsOf('Primary', 'Secondary');
  await begin({});
});
afterEach(async () => {
  await test.close();
  await gateway.stop();
});

async function begin(change: Partial<Config>): Promise<void> {
  test = await TestApp.start({ endpoints: environment, readEndpoints: async () => environment, serviceKey, ...change });
  tenantId = await test.addTenant();
  superadmin = await test.signIn(tenantId, 'superadmin');
}

function endpointsOf(...names: string[]): Config['endpoints'] {
  const { url: apiUrl, apiKey } = gateway;
  return readEndpoints(JSON.stringify(names.map((name) => ({ name, apiUrl, apiKey }))), {});
}

const path = (tenant: string = tenantId) => `/api/whatsapp/tenant-config/${tenant}`;
const assign = (body: object, as = superadmin, tenant?: string) => test.call('POST', path(tenant), { as, body });
const read = (as = superadmin, tenant?: string) => test.call('GET', path(tenant), { as });
const names = (as = superadmin) => test.call('GET', '/api/whatsapp/available-endpoints', { as });
const looked = () => test.app.get(HealthWatch, { strict: false }).checkDue();
const endpoints = () => test.app.get(EndpointsService, { strict: false });
const actions = async () =>
  (
    await test.db.selectFrom('auditEntry').selectAll().where('action', 'like', 'endpoint.%').orderBy('seq').execute()
  ).map(({ action, details }) => ({ action, ...(JSON.parse(details) as object) }));

async function addAccount(change: Parameters<typeof anAccountRow>[0] | object = {}): Promise<AccountId> {
  const row = anAccountRow({ tenantId, provider: 'gateway', credentialSource: 'endpoint', ...change });
  await test.db.transaction().execute(async (tx) => insertAccount(tx, row));
  return row.id as AccountId;
}
const cannotSend = async (id: AccountId) =>
  (await test.app.get(AccountsService, { strict: false }).find(tenantId, id))?.cannotSend;

it('E-1 E-2 lists the names of the endpoints, and nothing else of them', async () => {
  expect((await names()).body).toEqual({ endpoints: ['Primary', 'Secondary'], count: 2 });
});

it('E-2 assigns an endpoint with the answers of the guide, to a company by any of its names', async () => {
  const answer = await assign({ endpoint_name: 'Primary' });
  expect([answer.status, answer.body]).toEqual([
    200,
    { config: { endpoint_name: 'Primary', is_configured: true, health_status: 'unknown' } },
  ]);
  await looked();
  const { externalId, slug } = await test.db.selectFrom('tenant').selectAll().executeTakeFirstOrThrow();
  const config = {
    id: expect.any(String) as string,
    tenant_id: externalId,
    endpoint_name: 'Primary',
    is_configured: true,
    health_status: 'healthy',
    auto_reconnect: true,
    reconnect_interval: 30,
  };
  for (const name of [tenantId, externalId, slug]) expect((await read(superadmin, name)).body).toEqual({ config });
  expect((await test.call('DELETE', path(slug), { as: superadmin })).body).toEqual({ success: true });
  expect(await read()).toMatchObject({ status: 404, body: { message: 'Tenant configuration not found' } });
  expect(await test.call('DELETE', path(), { as: superadmin })).toMatchObject({ status: 404 });
});

it('E-2 only a superadmin or a service assigns; an admin reads that of their own company', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const stranger = await test.signIn(await test.addTenant('Other'), 'admin');
  expect((await assign({ endpoint_name: 'Primary' }, admin)).status).toBe(403);
  expect((await test.call('DELETE', path(), { as: admin })).status).toBe(403);
  const service = { accessToken: serviceKey } as SignedIn;
  expect((await assign({ endpoint_name: 'Primary' }, service)).status).toBe(200);
  expect((await read(admin)).status).toBe(200);
  expect((await read(stranger)).status).toBe(404);
  const marketer = await test.signIn(tenantId, 'marketer');
  expect((await read(marketer)).status).toBe(403);
  expect((await names(marketer)).status).toBe(403);
});

it('S-62 a superadmin proves who they are before an endpoint changes', async () => {
  test.clock.advance(6 * 60_000);
  expect(await assign({ endpoint_name: 'Primary' })).toMatchObject({
    status: 403,
    body: { details: { reason: 'step_up_required' } },
  });
});

it('E-2 a name that the environment does not have is refused with those that it has, case-sensitively', async () => {
  const answer = await assign({ endpoint_name: 'primary' });
  expect(answer).toMatchObject({
    status: 404,
    body: {
      success: false,
      message: 'Endpoint not found',
      details: { field: 'endpoint_name', available: ['Primary', 'Secondary'] },
    },
  });
  expect(answer.text).not.toContain(gateway.apiKey);
  expect(answer.text).not.toContain(gateway.url);
});

it('E-1 without a usable WHATSAPP_ENDPOINTS it says so, without a word of what was in it', async () => {
  await test.close();
  environment = readEndpoints('[{"apiKey": "canary"', {});
  await begin({});
  const { body, text } = await names();
  expect(body).toMatchObject({ endpoints: [], count: 0, message: 'No endpoints available' });
  expect(body['problems']).toHaveLength(1);
  expect(text + test.logged.join('')).not.toContain('canary');
  expect(await assign({ endpoint_name: 'Primary' })).toMatchObject({
    status: 404,
    body: { message: 'No endpoints available' },
  });
});

it('E-3 keeps settings that are not named again, and refuses nonsense by its field', async () => {
  await assign({ endpoint_name: 'Primary', message_timeout: 12, auto_reconnect: false });
  await assign({ endpoint_name: 'Secondary', webhook_retries: 1 });
  expect(await endpoints().forTenant(tenantId)).toMatchObject({
    name: 'Secondary',
    apiUrl: gateway.url,
    apiKey: gateway.apiKey,
    settings: {
      autoReconnect: false,
      reconnectInterval: 30,
      healthCheckInterval: 60,
      webhookRetries: 1,
      messageTimeout: 12,
    },
  });
  for (const field of ['reconnect_interval', 'health_check_interval', 'webhook_retries', 'message_timeout']) {
    for (const value of [-1, 1.5, '30', 1e9, null]) {
      const answer = await assign({ endpoint_name: 'Primary', [field]: value });
      expect([answer.status, answer.body['details']]).toEqual([400, { field }]);
    }
  }
  expect((await assign({})).body).toMatchObject({ details: { field: 'endpoint_name' } });
});

it('E-1 what the server hands around inside shows neither address nor key when it is printed', async () => {
  await assign({ endpoint_name: 'Primary' });
  const endpoint = await endpoints().forTenant(tenantId);
  expect(endpoint?.apiKey).toBe(gateway.apiKey);
  expect(JSON.stringify(endpoint)).not.toMatch(/gateway-key|127\.0\.0\.1/);
  expect(endpoints().byName('Nobody')).toBe(undefined);
});

it('E-2 without its endpoint a company’s devices hold their messages, with one they let them go', async () => {
  await assign({ endpoint_name: 'Primary' });
  const [linked, unlinked, own] = [
    await addAccount(),
    await addAccount({ cannotSend: 'not_configured' }),
    await addAccount({ provider: 'meta_cloud', credentialSource: 'stored' }),
  ];
  const freed: string[] = [];
  test.app.get(AccountEvents, { strict: false }).onCanSend(({ accountId }) => freed.push(accountId));
  await test.call('DELETE', path(), { as: superadmin });
  expect([await cannotSend(linked), await cannotSend(unlinked), await cannotSend(own)]).toEqual([
    'endpoint',
    'not_configured',
    null,
  ]);
  expect(freed).toEqual([]);
  await assign({ endpoint_name: 'Secondary' });
  expect([await cannotSend(linked), await cannotSend(unlinked)]).toEqual([null, 'not_configured']);
  expect(freed).toEqual([linked]);
  expect(await actions()).toEqual([
    expect.objectContaining({ action: 'endpoint.assigned', endpointName: 'Primary', messageTimeout: 30 }),
    { action: 'endpoint.removed', endpointName: 'Primary' },
    expect.objectContaining({ action: 'endpoint.assigned', endpointName: 'Secondary' }),
  ]);
});

it('E-2 what was held while there was no endpoint goes out when there is one again', async () => {
  const graph = await FakeGraph.start();
  await test.close();
  await begin({ graphUrl: graph.url });
  try {
    await assign({ endpoint_name: 'Primary' });
    const id = await connectNumber(test, tenantId, { credentialSource: 'endpoint' });
    const timestamp = Math.floor(test.clock.now() / 1000);
    await postWebhook(test, anInbound({ wamid: 'wamid.in', timestamp, from: '16505551234', name: 'Ana' }));
    const [conversation] = await conversationsOf(test, superadmin);
    await test.call('DELETE', path(), { as: superadmin });
    expect(await cannotSend(id)).toBe('endpoint');
    await mutate(test, superadmin, aReply(conversation?.id ?? '', 'Hello Ana'));
    await sent(test);
    const reply = async () => (await messagesOf(test, superadmin)).find(({ direction }) => direction === 'outbound');
    expect([graph.sends().length, (await reply())?.sendState]).toEqual([0, { state: 'held', reason: 'endpoint' }]);
    await assign({ endpoint_name: 'Primary' });
    await graph.received(1);
    await sent(test);
    expect([graph.sends().length, (await reply())?.sendState?.state]).toEqual([1, 'accepted']);
  } finally {
    await graph.stop();
  }
});

it('S-41 a reload swaps all endpoints at once: who lost theirs holds, who has it back sends', async () => {
  await assign({ endpoint_name: 'Primary' });
  const id = await addAccount();
  const reload = async () => {
    await test.app.get(EndpointRegistry, { strict: false }).reload();
    await test.app.get(EndpointChanges, { strict: false }).apply();
    await looked();
  };
  environment = endpointsOf('Secondary');
  await reload();
  expect((await names()).body).toEqual({ endpoints: ['Secondary'], count: 1 });
  expect(await cannotSend(id)).toBe('endpoint');
  expect((await read()).body).toMatchObject({ config: { is_configured: false, health_status: 'unhealthy' } });
  const board = await test.call('GET', '/api/whatsapp/endpoint-health', { as: superadmin });
  expect(board.body).toMatchObject({ data: [{ problem: expect.stringContaining('Endpoint not found') as string }] });
  environment = endpointsOf('Primary');
  await reload();
  expect(await cannotSend(id)).toBe(null);
  expect((await read()).body).toMatchObject({ config: { is_configured: true, health_status: 'healthy' } });
});

it('S-41 settings that can’t be read at a reload leave everything as it was', async () => {
  await test.close();
  await begin({
    readEndpoints: async () => {
      throw new Error('canary');
    },
  });
  await test.app.get(EndpointRegistry, { strict: false }).reload();
  expect((await names()).body).toMatchObject({ count: 2 });
  expect(test.logged.join('')).toContain('could not be read again');
  expect(test.logged.join('')).not.toContain('canary');
});

it('CREDENTIALS=env-only takes no access token, from nobody; CREDENTIALS=stored assigns no endpoint', async () => {
  await test.close();
  await begin({ credentials: 'env-only' });
  const number = { wabaId: '106540352242922', phoneNumberId: '106540352242922', accessToken: 'EAAcanarycanary' };
  const put = await test.call('PUT', `/api/tenants/${tenantId}/whatsapp/config`, { as: superadmin, body: number });
  expect(put).toMatchObject({ status: 403, body: { details: { reason: 'credentials' } } });
  const connect = await test.call('POST', '/api/whatsapp/integrations', {
    as: superadmin,
    body: {
      name: 'Support',
      phoneNumber: '+15550783881',
      phoneNumberId: number.phoneNumberId,
      businessAccountId: number.wabaId,
      accessToken: number.accessToken,
    },
  });
  expect(connect.status).toBe(403);
  const off = await addAccount({ provider: 'meta_cloud', credentialSource: 'stored', isActive: 0 });
  expect((await test.call('POST', `/api/whatsapp/integrations/${off}/toggle`, { as: superadmin })).status).toBe(403);
  expect((await assign({ endpoint_name: 'Primary' })).status).toBe(200);

  await test.close();
  await begin({ credentials: 'stored' });
  expect(await assign({ endpoint_name: 'Primary' })).toMatchObject({
    status: 403,
    body: { details: { reason: 'credentials' } },
  });
  expect(endpoints().byName('Primary')).toBe(undefined);
});

it('E-1 neither address nor key is in the log', async () => {
  await assign({ endpoint_name: 'Primary' });
  await looked();
  expect(test.logged.join('')).not.toContain(gateway.apiKey);
  expect(test.logged.join('')).not.toContain(gateway.url);
});
