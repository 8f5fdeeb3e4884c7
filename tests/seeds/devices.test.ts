import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { ask, failure, time, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, httpExample } from './support/examples.ts';

// Seed 4: devices over the endpoint of the environment, from the QR code to messages, and what is measured of them.

const customer = '13125550110';
const serviceKey = 'service-key-of-the-endpoint-guide';
let gateway: FaultProxy;
let company: Company;
let tenantId: string;

beforeAll(async () => {
  company = await startCompany('devices', {
    backendEnv: { SERVICE_KEY: serviceKey },
    simulatorFlags: ['--webhook-retry-scale=0.02'],
  });
  gateway = await startFaultProxy(company.team.simulator.port);
  ({ externalId: tenantId } = (await company.team.admin.call('me')).tenant);
  const { apiKey } = (await company.control('GET', '/gateway')) as { apiKey: string };
  const env = example('s4-endpoints.env', {
    'https://api.whatsapp.example.com': `${gateway.url}/gateway`,
    your_secret_api_key_here: apiKey,
  });
  writeFileSync(join(company.team.backend.dir, '.env'), env);
  await company.team.backend.stop();
  await company.team.startBackend();
  await company.team.signInAdmin();
  const assign = httpExample('s4-assign-endpoint.http', { '[tenantId]': tenantId });
  const settings = { reconnect_interval: 1, health_check_interval: 1, message_timeout: 2 };
  await company.ask(assign.method, assign.path, { ...assign.body, ...settings });
});
beforeEach(async () => {
  await gateway.setMode('pass');
});
afterAll(async () => {
  await company.stop();
  await gateway.close();
});

const path = '/api/whatsapp/devices';
interface Device {
  id: string;
  accountId: string | null;
  phoneNumber: string | null;
  state: string;
}
const device = (rest: object) => ({
  id: uuid,
  name: 'Front desk',
  state: 'waiting',
  problem: null,
  phoneNumber: null,
  accountId: null,
  endpointName: 'Primary',
  stateSince: time,
  createdAt: time,
  ...rest,
});
const listed = async () => (await company.ask('GET', path)).body as { devices: Device[]; count: number };
const deviceIs = (id: string, state: string) =>
  until(`the device to be ${state}`, async () =>
    (await listed()).devices.find((d) => d.id === id && d.state === state),
  );

/** What the phone does with the picture on the screen. */
async function scan(image: string): Promise<{ instance: string; waId: string }> {
  const answer = await ask('POST', `${company.team.simulator.url}/_phone/scan`, { body: { image } });
  expect(answer.status).toBe(200);
  return answer.body as { instance: string; waId: string };
}

/** Add device → QR code → scan → connected. */
async function connect(): Promise<Device & { instance: string; waId: string; accountId: string }> {
  const added = await company.ask('POST', path, { name: 'Front desk' });
  expect(added).toEqual({ status: 201, body: { device: device({}) } });
  const { id } = (added.body as { device: Device }).device;
  const shown = await company.ask('GET', `${path}/${id}/qr`);
  expect(shown).toEqual({
    status: 200,
    body: {
      state: 'waiting',
      qr: {
        image: expect.stringMatching(/^data:image\/png;base64,/),
        code: expect.stringMatching(/^2@/),
        pairingCode: null,
      },
      refreshAfterMs: expect.any(Number),
    },
  });
  const scanned = await scan((shown.body as { qr: { image: string } }).qr.image);
  const connected = await deviceIs(id, 'connected');
  const wanted = device({ id, state: 'connected', phoneNumber: `+${scanned.waId}`, accountId: uuid });
  expect(connected).toEqual(wanted);
  expect(await listed()).toEqual({ devices: expect.arrayContaining([wanted]), count: expect.any(Number) });
  return { ...connected, accountId: connected.accountId ?? '', ...scanned };
}

const remove = (id: string) => company.ask('DELETE', `${path}/${id}`);
const writes = (instance: string, text: string) =>
  company.control('POST', '/gateway/inbound', { instance, waId: customer, message: { text } });
const conversationOf = (accountId: string) =>
  until('the conversation', async () => {
    const { data } = await company.team.admin.call('listConversations', { query: { accountId: accountId as never } });
    return data.find(({ contact }) => contact.phone === customer)?.id;
  });
const send = (conversationId: string, text: string) =>
  company.ask('POST', '/api/whatsapp/messages/send', { conversationId, type: 'text', text: { body: text } });
const messageIs = (id: string, text: string, status: string) =>
  until(`“${text}” to be ${status}`, async () => {
    const { body } = await company.ask('GET', `/api/whatsapp/conversations/${id}/messages`);
    const { data } = body as { data: { preview: string; status: string }[] };
    return data.find((message) => message.preview === text && message.status === status);
  });

it('E-4 add device, scan the QR code, connected: messages go in and out; reconnected, and removed', async () => {
  const linked = await connect();
  const { id, instance, accountId } = linked;
  await writes(instance, 'Is the café open?');
  const conversation = await conversationOf(accountId);
  await messageIs(conversation, 'Is the café open?', 'received');
  expect(await send(conversation, 'Until six')).toMatchObject({ status: 202 });
  await messageIs(conversation, 'Until six', 'read');

  await company.control('POST', '/gateway/disconnect', { instance, statusReason: 401 });
  await deviceIs(id, 'logged_out');
  await send(conversation, 'Held meanwhile');
  await messageIs(conversation, 'Held meanwhile', 'held');
  expect((await company.ask('POST', `${path}/${id}/reconnect`)).status).toBe(200);
  const { qr } = await until('the new code', async () => {
    const { body } = await company.ask('GET', `${path}/${id}/qr`);
    const found = body as { qr: { image: string } | null };
    return found.qr === null ? null : { qr: found.qr };
  });
  await ask('POST', `${company.team.simulator.url}/_phone/scan`, { body: { image: qr.image, waId: linked.waId } });
  await deviceIs(id, 'connected');
  await messageIs(conversation, 'Held meanwhile', 'read');

  // Without its endpoint the number stands still; with it, it goes on.
  const config = `/api/whatsapp/tenant-config/${tenantId}`;
  await company.ask('DELETE', config);
  await send(conversation, 'Waits for the endpoint');
  await messageIs(conversation, 'Waits for the endpoint', 'held');
  await company.ask('POST', config, { endpoint_name: 'Primary', health_check_interval: 1 });
  await messageIs(conversation, 'Waits for the endpoint', 'read');

  expect(await remove(id)).toEqual({ status: 200, body: { success: true } });
  expect((await listed()).devices.map((each) => each.id)).not.toContain(id);
  const { instances } = (await company.control('GET', '/gateway')) as { instances: { name: string }[] };
  expect(instances.map(({ name }) => name)).not.toContain(instance);
  const before = (await company.team.simulator.ledger()).counts.sends;
  expect(await send(conversation, 'Too late')).toEqual(
    failure(409, 'account_cannot_send', 'The number of this conversation was removed'),
  );
  expect((await company.team.simulator.ledger()).counts.sends).toBe(before);
});

it('E-4 a gateway that is away or refuses the key: “Failed to create device”, with the cause', async () => {
  const add = () => company.ask('POST', path, { name: 'Front desk' });
  const failed = failure(502, 'upstream', expect.stringMatching(/^Failed to create device: \S/));
  await gateway.setMode('refuse');
  expect(await add()).toEqual(failed);
  await gateway.setMode('pass');
  await company.control('POST', '/gateway/faults', { unauthorized: true });
  expect(await add()).toEqual(failed);
  await company.control('DELETE', '/gateway/faults');
  const good = await add();
  expect(good.status).toBe(201);
  await remove((good.body as { device: Device }).device.id);
});

it('E-5 what the guide asks to be tracked is measured, for the board and for Prometheus', async () => {
  const { id, instance, accountId } = await connect();
  await writes(instance, 'Hello');
  const conversation = await conversationOf(accountId);
  await send(conversation, 'Measured');
  await messageIs(conversation, 'Measured', 'read');
  const figures = await company.ask('GET', '/api/metrics');
  const count = expect.any(Number);
  expect(figures).toEqual({
    status: 200,
    body: {
      endpoints: {
        configured: 2,
        byHealth: { unknown: count, healthy: count, unhealthy: count },
        perTenant: [{ tenantId, endpointName: 'Primary', health: expect.stringMatching(/^(unknown|healthy)$/) }],
      },
      responseTimes: expect.arrayContaining([
        { endpoint: 'Primary', call: expect.any(String), outcome: expect.any(String), count, averageMs: count },
      ]),
      devices: {
        byState: { waiting: count, connecting: count, connected: 1, disconnected: count, logged_out: count },
        created: count,
        notCreated: count,
        connected: count,
        lost: count,
        connectedShare: 1,
      },
      deliveries: {
        accepted: count,
        refused: count,
        uncertain: 0,
        notSent: count,
        delivered: count,
        failed: 0,
        deliveredShare: 1,
      },
    },
  });
  const { endpoints, devices, deliveries } = figures.body as {
    endpoints: { byHealth: Record<string, number> };
    devices: { created: number; connected: number };
    deliveries: { accepted: number; delivered: number };
  };
  expect(Object.values(endpoints.byHealth).reduce((sum, each) => sum + each)).toBe(1);
  for (const atLeastOne of [devices.created, devices.connected, deliveries.accepted, deliveries.delivered]) {
    expect(atLeastOne).toBeGreaterThanOrEqual(1);
  }

  const scraped = await ask('GET', `${company.url()}/metrics`, { bearer: serviceKey });
  expect(scraped.status).toBe(200);
  expect(scraped.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = String(scraped.body);
  expect(text).toContain(`parley_tenant_endpoints{tenant="${tenantId}",endpoint="Primary"} 1`);
  expect(text).toMatch(/^parley_endpoint_health\{status="healthy"\} \d+$/m);
  expect(text).toMatch(/^parley_endpoint_response_seconds_count\{.*endpoint="Primary".*\} \d+$/m);
  expect(text).toMatch(/^parley_devices\{state="connected"\} 1$/m);
  expect(text).toMatch(/^parley_device_deliveries_total\{outcome="delivered"\} \d+$/m);
  expect((await company.ask('GET', '/metrics', undefined, null)).status).toBe(401);
  const { accessToken } = await viewer();
  expect((await company.ask('GET', '/api/metrics', undefined, accessToken)).status).toBe(403);
  await remove(id);
});

async function viewer(): Promise<{ accessToken: string }> {
  const person = { name: 'vera', email: 'vera@devices.example', password: 'a password of my own' };
  await company.team.admin.call('createUser', { body: { ...person, role: 'viewer' } });
  const { body } = await company.ask(
    'POST',
    '/api/auth/login',
    { email: person.email, password: person.password },
    null,
  );
  return body as { accessToken: string };
}
