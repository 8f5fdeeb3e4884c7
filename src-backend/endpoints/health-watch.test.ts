import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import type { EndpointHealth } from '#shared/wire/endpoints-routes.ts';
import { insertAccount } from '../accounts/accounts.repository.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { FakeGateway } from '../testing/fake-gateway.ts';
import { anAccountRow } from '../testing/rows.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { afterFinding, HealthWatch } from './health-watch.ts';
import { readEndpoints } from './read-endpoints.ts';

const serviceKey = 'a-service-key-of-tests';
const minute = 60_000;
let gateway: FakeGateway;
let test: TestApp;
let tenantId: TenantId;
let superadmin: SignedIn;

beforeEach(async () => {
  gateway = await FakeGateway.start();
  const { url: apiUrl, apiKey } = gateway;
  const endpoints = readEndpoints(JSON.stringify([{ name: 'Primary', apiUrl, apiKey }]), {});
  test = await TestApp.start({ endpoints, serviceKey });
  tenantId = await test.addTenant();
  superadmin = await test.signIn(tenantId, 'superadmin');
  await assign();
});
afterEach(async () => {
  await test.close();
  await gateway.stop();
});

const assign = async (body: object = {}, tenant: string = tenantId) => {
  const path = `/api/whatsapp/tenant-config/${tenant}`;
  const { status } = await test.call('POST', path, { as: superadmin, body: { endpoint_name: 'Primary', ...body } });
  expect(status).toBe(200);
  await look(0);
};
const look = async (after: number) => {
  test.clock.advance(after);
  await test.app.get(HealthWatch, { strict: false }).checkDue();
};
// A person's access token would end while the clock is moved.
const board = async (as: { accessToken: string } = { accessToken: serviceKey }) =>
  (await test.call('GET', '/api/whatsapp/endpoint-health', { as })).body['data'] as EndpointHealth[];
const health = async () => {
  const [found] = await board();
  if (found === undefined) throw new Error('nothing is assigned');
  return found;
};
const told = async () =>
  (
    await test.db
      .selectFrom('auditEntry')
      .selectAll()
      .where('action', 'like', 'endpoint.%healthy')
      .orderBy('seq')
      .execute()
  ).map(({ action }) => action);

it('E-3 a gateway that answers is healthy, and is asked again only after its interval', async () => {
  expect(await health()).toMatchObject({ health: 'healthy', problem: null, unhealthySince: null });
  const { asked } = gateway;
  await look(59_000);
  expect(gateway.asked).toBe(asked);
  await look(1000);
  expect(gateway.asked).toBe(asked + 1);
  const [period, ...others] = (await health()).history;
  expect(others).toEqual([]);
  expect(period).toMatchObject({ status: 'healthy', checks: 2, responseMs: expect.any(Number) as number });
});

it.each<[string, (gateway: FakeGateway) => unknown, RegExp]>([
  ['refuses the key', (g) => Object.assign(g, { apiKey: 'another' }), /refuses the apiKey \(401\)/],
  ['fails', (g) => (g.status = 503), /error of its own \(503\)/],
  ['redirects', (g) => Object.assign(g, { status: 302, headers: { location: 'http://127.0.0.1:9' } }), /redirects/],
  ['is a web page', (g) => Object.assign(g, { status: 200, body: '<html>' }), /no WhatsApp gateway \(200\)/],
  ['does not know the path', (g) => (g.body = '{"response":{"message":["Cannot GET /x"]}}'), /no WhatsApp gateway/],
  ['is gone', (g) => g.stop(), /Nobody listens/],
])('E-3 one that %s is unhealthy, and admins read why without its address', async (_name, change, problem) => {
  await change(gateway);
  await look(minute);
  const found = await health();
  expect(found).toMatchObject({ health: 'unhealthy', problem: expect.stringMatching(problem) as string });
  expect(JSON.stringify(found)).not.toMatch(/127\.0\.0\.1|gateway-key/);
});

it('E-3 alerts once when it has been unhealthy for 5 minutes, and once when it is well again', async () => {
  const account = anAccountRow({ tenantId, provider: 'gateway', credentialSource: 'endpoint' });
  await test.db.transaction().execute(async (tx) => insertAccount(tx, account));
  const shown = async () =>
    (await test.app.get(AccountsService, { strict: false }).find(tenantId, account.id))?.endpointDownSince;
  const changes = async () =>
    (await test.db.selectFrom('changeLog').selectAll().where('entityId', '=', account.id).execute()).length;

  gateway.status = 500;
  await look(minute);
  const since = test.clock.now();
  for (let minutes = 1; minutes < 5; minutes++) await look(minute);
  expect([await told(), await shown(), await changes()]).toEqual([[], undefined, 0]);
  await look(minute);
  expect([await told(), await shown(), await changes()]).toEqual([['endpoint.unhealthy'], since, 1]);
  await look(minute);
  await look(60 * minute);
  expect(await told()).toEqual(['endpoint.unhealthy']);
  gateway.status = 404;
  await look(minute);
  await look(minute);
  expect([await told(), await shown(), await changes()]).toEqual([
    ['endpoint.unhealthy', 'endpoint.healthy'],
    undefined,
    2,
  ]);
  expect((await health()).history.map(({ status }) => status)).toEqual(['healthy', 'unhealthy', 'healthy']);
});

it('E-3 with a long interval it is looked at again when the alert is due', () => {
  const row = { unhealthySince: null, alertedAt: null, healthCheckInterval: 3600 };
  const first = afterFinding(row, { status: 'unhealthy' }, 1_000_000);
  expect(first).toMatchObject({ unhealthySince: 1_000_000, alertedAt: null, nextCheckAt: 1_000_000 + 5 * minute });
  const second = afterFinding({ ...row, ...first }, { status: 'unhealthy' }, first.nextCheckAt);
  expect(second).toMatchObject({ alertedAt: first.nextCheckAt, nextCheckAt: first.nextCheckAt + 3600_000 });
});

it('E-3 a short failure alerts nobody', async () => {
  gateway.status = 500;
  await look(minute);
  gateway.status = 404;
  await look(4 * minute);
  gateway.status = 500;
  await look(4 * minute);
  await look(4 * minute);
  expect(await told()).toEqual([]);
});

it('E-3 assigning it again forgets what was known of its health and looks at once', async () => {
  gateway.status = 500;
  for (let minutes = 0; minutes <= 6; minutes++) await look(minute);
  expect(await health()).toMatchObject({ health: 'unhealthy', alertedAt: expect.any(String) as string });
  gateway.status = 404;
  superadmin = { ...superadmin, ...(await test.login(superadmin.email)) };
  await assign({ health_check_interval: 5 });
  expect(await health()).toMatchObject({ health: 'healthy', alertedAt: null, settings: { health_check_interval: 5 } });
});

it('E-3 companies that share an endpoint share the look', async () => {
  const other = await test.addTenant('Other');
  await assign({}, other);
  await look(minute);
  const { asked } = gateway;
  await look(minute);
  expect(gateway.asked).toBe(asked + 1);
  expect((await board()).map(({ health: found }) => found)).toEqual(['healthy', 'healthy']);
});

it('E-3 an admin sees the health of their own company’s endpoint only', async () => {
  const other = await test.addTenant('Other');
  await assign({}, other);
  expect(await board()).toHaveLength(2);
  const admin = await test.signIn(other, 'admin');
  const { externalId } = await test.db
    .selectFrom('tenant')
    .selectAll()
    .where('id', '=', other)
    .executeTakeFirstOrThrow();
  expect((await board(admin)).map(({ tenantId: of }) => of)).toEqual([externalId]);
});

it('E-3 its history is bounded', async () => {
  for (let count = 0; count < 60; count++) {
    gateway.status = count % 2 === 0 ? 500 : 404;
    await look(minute);
  }
  expect((await health()).history).toHaveLength(50);
});

it('C-6 a key that works again lets messages go that were held for it', async () => {
  const account = anAccountRow({ tenantId, provider: 'gateway', credentialSource: 'endpoint', cannotSend: 'token' });
  await test.db.transaction().execute(async (tx) => insertAccount(tx, account));
  const row = async () =>
    (await test.app.get(AccountsService, { strict: false }).find(tenantId, account.id))?.cannotSend;
  await look(minute);
  expect(await row()).toBe('token');
  gateway.status = 401;
  await look(minute);
  gateway.status = 404;
  await look(minute);
  expect(await row()).toBe(null);
});
