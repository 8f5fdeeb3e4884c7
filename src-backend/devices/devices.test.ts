import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Account } from '#shared/account.ts';
import type { TenantId } from '#shared/ids.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { FakeDeviceGateway } from '../testing/fake-device-gateway.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { synced } from '../testing/test-inbox.ts';
import { DeviceWatch } from './device-watch.ts';

const serviceKey = 'a-service-key-of-tests';
let gateway: FakeDeviceGateway;
let test: TestApp;
let admin: SignedIn;

beforeEach(async () => {
  gateway = await FakeDeviceGateway.start();
  const endpoint = { name: 'Primary', apiUrl: gateway.url, apiKey: gateway.apiKey };
  const endpoints = { endpoints: [endpoint], problems: [] };
  test = await TestApp.start({ endpoints, serviceKey, publicUrl: 'https://parley.example' });
  admin = await company('Acme');
});
afterEach(async () => {
  await test.close();
  await gateway.stop();
});

/** A company with an endpoint, and its admin. */
async function company(name: string): Promise<SignedIn> {
  const tenantId = await test.addTenant(name);
  const { status, text } = await test.call('POST', `/api/whatsapp/tenant-config/${tenantId}`, {
    headers: { authorization: `Bearer ${serviceKey}` },
    body: { endpoint_name: 'Primary', webhook_retries: 3 },
  });
  if (status >= 300) throw new Error(text);
  return await test.signIn(tenantId, 'admin');
}

const watch = () => test.app.get(DeviceWatch, { strict: false });
const accountsOf = async (tenantId: TenantId) =>
  await test.app.get(AccountsService, { strict: false }).entities(tenantId);
const rowsOf = async () => await test.db.selectFrom('device').selectAll().execute();

async function add(as: SignedIn, name = 'Front desk'): Promise<{ id: string }> {
  const { status, body, text } = await test.call('POST', '/api/whatsapp/devices', { as, body: { name } });
  if (status !== 201) throw new Error(text);
  return body['device'] as { id: string };
}
async function deviceOf(as: SignedIn): Promise<Record<string, unknown> | undefined> {
  const { body } = await test.call('GET', '/api/whatsapp/devices', { as });
  return (body['devices'] as Record<string, unknown>[])[0];
}

/** What the gateway was told to prove itself with. */
const secretOf = (id: string): string =>
  gateway.calls.findLast(({ path, body }) => path === '/instance/create' && body.instanceName === `parley-${id}`)?.body
    .webhook.headers.authorization;

async function tell(id: string, event: string, data: unknown, change: object = {}, phone = gateway.owner) {
  const body = {
    event,
    instance: `parley-${id}`,
    data,
    sender: `${phone}@s.whatsapp.net`,
    apikey: 'canary',
    ...change,
  };
  const headers = { authorization: secretOf(id) };
  return (await test.call('POST', `/api/whatsapp/webhook/gateway/${id}`, { body, headers })).status;
}
const isOpen = async (id: string) =>
  await tell(id, 'connection.update', { state: 'open', wuid: `${gateway.owner}@s.whatsapp.net`, statusReason: 200 });
const aText = (id: string, text: string) => ({
  key: { remoteJid: '13125550100@s.whatsapp.net', fromMe: false, id },
  pushName: 'Dana',
  message: { conversation: text },
  messageTimestamp: Math.floor(test.clock.now() / 1000),
});
const texts = async () =>
  (await test.db.selectFrom('message').select('content').orderBy('seq').execute()).map(
    ({ content }) => (JSON.parse(content) as { text: string }).text,
  );

it('E-4 "Failed to create device" with the cause: 502, nothing is left, and the gateway is cleared', async () => {
  gateway.refusals.set('/instance/create', { status: 401, message: 'Unauthorized' });
  const { status, body } = await test.call('POST', '/api/whatsapp/devices', { as: admin, body: { name: 'Desk' } });
  expect([status, body['message']]).toEqual([502, 'Failed to create device: the endpoint refuses its API key']);
  expect(await deviceOf(admin)).toBeUndefined();
  gateway.refusals.clear();
  test.clock.advance(1);
  await watch().look();
  expect(gateway.calls.some(({ method, path }) => method === 'DELETE' && path.startsWith('/instance/delete/'))).toBe(
    true,
  );
  expect((await rowsOf()).map(({ instanceRemoved }) => instanceRemoved)).toEqual([1]);
});

it('E-4 M-8 admins add devices, agents and viewers do not', async () => {
  for (const role of ['viewer', 'agent', 'marketer'] as const) {
    const as = await test.signIn(admin.tenantId, role);
    expect((await test.call('POST', '/api/whatsapp/devices', { as, body: { name: 'x' } })).status).toBe(403);
  }
  expect(await rowsOf()).toEqual([]);
});

it('E-4 S-40 the secret of a device is nowhere in the clear: not in the database, the log or an answer', async () => {
  const { id } = await add(admin);
  const secret = secretOf(id).replace('Bearer ', '');
  expect(secret).toMatch(/^[\w-]{43}$/);
  await isOpen(id);
  await tell(id, 'messages.upsert', aText('M1', 'Hi'));
  const tables = [await rowsOf(), await test.db.selectFrom('auditEntry').selectAll().execute()];
  const bodies = (await test.db.selectFrom('webhookEvent').select('body').execute()).map(({ body }) => String(body));
  const answers = JSON.stringify([
    await deviceOf(admin),
    await test.call('GET', `/api/whatsapp/devices/${id}/qr`, { as: admin }),
  ]);
  for (const text of [JSON.stringify(tables), bodies.join(), test.logged.join(), answers]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain('canary');
  }
});

it('E-4 connected: an account with the endpoint’s credentials, told through the change log, in the audit log', async () => {
  const { id } = await add(admin);
  expect(await isOpen(id)).toBe(200);
  expect(await deviceOf(admin)).toMatchObject({ state: 'connected', phoneNumber: '+447700900123', problem: null });
  expect(await accountsOf(admin.tenantId)).toMatchObject([
    { provider: 'gateway', credentialSource: 'endpoint', phoneNumberId: '+447700900123', cannotSend: null },
  ]);
  expect((await synced(test, admin)).of<Account>('account').at(-1)).toMatchObject({
    name: 'Front desk',
    cannotSend: null,
  });
  const actions = (await test.db.selectFrom('auditEntry').select('action').execute()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['device.added', 'account.added', 'device.connected']));
});

it('R-2 a message that is told again is there once, also before anybody told that the device is connected', async () => {
  const { id } = await add(admin);
  for (let copy = 0; copy < 3; copy++) {
    expect(await tell(id, 'messages.upsert', aText('M1', 'Hi'), { date_time: `2026-11-20T09:00:0${copy}Z` })).toBe(200);
  }
  expect(await texts()).toEqual(['Hi']);
  expect(await accountsOf(admin.tenantId)).toMatchObject([{ cannotSend: 'not_configured' }]);
  await isOpen(id);
  expect(await accountsOf(admin.tenantId)).toMatchObject([{ cannotSend: null }]);
});

it('E-3 an event that can’t be processed is tried webhook_retries times, then it is a dead letter', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  const reserve = vi.spyOn(test.app.get(ChangeLog, { strict: false }), 'reserve');
  reserve.mockRejectedValueOnce(new TypeError('once')).mockRejectedValueOnce(new TypeError('twice'));
  expect(await tell(id, 'messages.upsert', aText('M1', 'third time lucky'))).toBe(200);
  expect(await texts()).toEqual(['third time lucky']);
  reserve.mockRejectedValue(new TypeError('always'));
  reserve.mockClear();
  expect(await tell(id, 'messages.upsert', aText('M2', 'never'))).toBe(200);
  expect(reserve).toHaveBeenCalledTimes(3);
  reserve.mockRestore();
  const dead = await test.db.selectFrom('webhookEvent').selectAll().where('state', '=', 'dead').execute();
  expect(dead).toMatchObject([{ provider: 'gateway', accountId: id, tenantId: admin.tenantId }]);
  await test.call('POST', `/api/webhooks/${dead[0]?.id}/replay`, { as: admin });
  expect(await texts()).toEqual(['third time lucky', 'never']);
});

it('S-60 an event about another device, or with another device’s secret, is refused', async () => {
  const [ours, theirs] = [await add(admin), await add(await company('Other'))];
  expect(await tell(ours.id, 'messages.upsert', aText('M1', 'Hi'), { instance: `parley-${theirs.id}` })).toBe(400);
  const headers = { authorization: secretOf(theirs.id) };
  const body = { event: 'connection.update', instance: `parley-${ours.id}`, data: { state: 'open' } };
  expect((await test.call('POST', `/api/whatsapp/webhook/gateway/${ours.id}`, { body, headers })).status).toBe(401);
  const unknown = '/api/whatsapp/webhook/gateway/01999999-9999-7999-8999-999999999999';
  expect((await test.call('POST', unknown, { body, headers })).status).toBe(401);
  expect(await texts()).toEqual([]);
});

it('S-60 a phone that another company has linked is unlinked again, and says why', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  const other = await company('Other');
  const second = await add(other);
  await isOpen(second.id);
  expect(await deviceOf(other)).toMatchObject({
    state: 'logged_out',
    problem: expect.stringContaining('linked to another company'),
  });
  expect(await accountsOf(other.tenantId)).toEqual([]);
  expect(gateway.calls.at(-1)).toMatchObject({ method: 'DELETE', path: `/instance/logout/parley-${second.id}` });
  expect(await deviceOf(admin)).toMatchObject({ state: 'connected' });
});

it('E-4 another phone scans the code: it has an account of its own, the former one can’t send', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  gateway.owner = '447700900456';
  await isOpen(id);
  expect(
    (await accountsOf(admin.tenantId)).map(({ phoneNumberId, cannotSend }) => [phoneNumberId, cannotSend]),
  ).toEqual([
    ['+447700900123', 'not_configured'],
    ['+447700900456', null],
  ]);
});

it('E-3 what the gateway did not tell is found by asking, and a broken connection is made again only if wanted', async () => {
  const { id } = await add(admin);
  gateway.state = 'open';
  test.clock.advance(31_000);
  await watch().look();
  expect(await deviceOf(admin)).toMatchObject({ state: 'connected' });

  gateway.state = 'close';
  test.clock.advance(61_000);
  await watch().look();
  expect(await deviceOf(admin)).toMatchObject({ state: 'disconnected' });
  expect(await accountsOf(admin.tenantId)).toMatchObject([{ cannotSend: 'not_configured' }]);
  const connects = () => gateway.calls.filter(({ path }) => path === `/instance/connect/parley-${id}`).length;
  expect(connects()).toBe(0);
  test.clock.advance(31_000);
  await watch().look();
  expect(connects()).toBe(1);

  await test.call('POST', `/api/whatsapp/tenant-config/${admin.tenantId}`, {
    headers: { authorization: `Bearer ${serviceKey}` },
    body: { endpoint_name: 'Primary', auto_reconnect: false },
  });
  test.clock.advance(31_000);
  await watch().look();
  expect(connects()).toBe(1);
});

it('E-4 a device that the gateway has lost is made again when it is to be connected', async () => {
  const { id } = await add(admin);
  gateway.refusals.set('/instance/connect/', { status: 404, message: 'does not exist' });
  const made = () => gateway.calls.filter(({ path }) => path === '/instance/create').length;
  await test.call('GET', `/api/whatsapp/devices/${id}/qr`, { as: admin });
  expect(made()).toBe(2);
  gateway.refusals.clear();
  const { body } = await test.call('GET', `/api/whatsapp/devices/${id}/qr`, { as: admin });
  expect(body).toMatchObject({ state: 'waiting', qr: { code: '2@code' } });
});

it('E-4 removing works while the gateway is away; it is told later', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  gateway.refusals.set('/instance/', { status: 500, message: 'down' });
  expect((await test.call('DELETE', `/api/whatsapp/devices/${id}`, { as: admin })).body).toEqual({ success: true });
  expect(await accountsOf(admin.tenantId)).toEqual([]);
  expect(await tell(id, 'messages.upsert', aText('M9', 'too late'))).toBe(401);
  gateway.refusals.clear();
  test.clock.advance(60_001);
  await watch().look();
  expect((await rowsOf()).map(({ instanceRemoved }) => instanceRemoved)).toEqual([1]);
});

it('M-2 whoever removes the account removes the device: it does not come back by itself', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  gateway.state = 'open';
  const [account] = await accountsOf(admin.tenantId);
  await test.call('DELETE', `/api/whatsapp/integrations/${account?.id}`, { as: admin });
  await isOpen(id);
  test.clock.advance(61_000);
  await watch().look();
  expect(await accountsOf(admin.tenantId)).toEqual([]);
  expect(await deviceOf(admin)).toBeUndefined();
  expect(gateway.calls.at(-1)).toMatchObject({ method: 'DELETE', path: `/instance/delete/parley-${id}` });
});

it('E-5 the figures: per company, by health, response times, connections, deliveries; for Prometheus, too', async () => {
  const { id } = await add(admin);
  await isOpen(id);
  const status = (keyId: string, status: string) => ({ keyId, fromMe: true, status });
  await tell(id, 'messages.update', status('S1', 'DELIVERY_ACK'));
  await tell(id, 'messages.update', status('S2', 'ERROR'));
  const headers = { authorization: `Bearer ${serviceKey}` };
  const { body } = await test.call('GET', '/api/metrics', { headers });
  expect(body).toMatchObject({
    endpoints: {
      configured: 1,
      perTenant: [{ tenantId: expect.stringMatching(/^t_/), endpointName: 'Primary' }],
    },
    responseTimes: [{ endpoint: 'Primary', call: 'instance/create', outcome: 'ok', count: 1 }],
    devices: { byState: { connected: 1, waiting: 0 }, created: 1, connected: 1, connectedShare: 1 },
    deliveries: { delivered: 1, failed: 1, deliveredShare: 0.5 },
  });
  const prometheus = await test.call('GET', '/metrics', { headers });
  expect(prometheus.headers['content-type']).toContain('text/plain');
  expect(prometheus.text).toContain('parley_devices{state="connected"} 1\n');
  expect(prometheus.text).toContain('parley_endpoint_response_seconds_count{endpoint="Primary"');
  expect(prometheus.text).toMatch(/parley_tenant_endpoints\{tenant="t_\w{16}",endpoint="Primary"\} 1/);
  for (const secret of [gateway.apiKey, gateway.url, gateway.owner]) expect(prometheus.text).not.toContain(secret);
  expect((await test.call('GET', '/metrics', { as: admin })).status).toBe(403);
  expect((await test.call('GET', '/metrics')).status).toBe(401);
});
