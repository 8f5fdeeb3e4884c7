import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApi } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { filesBelow, findPlaintext } from '../support/folder.ts';
import { built } from '../support/root.ts';
import { failure, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, httpExample, runShell } from './support/examples.ts';

// Seed 4: endpoints of the environment, assigned to companies by name.

const serviceKey = 'service-key-of-the-endpoint-guide';
let gateway: FaultProxy;
let company: Company;
let tenantId: string;
let apiKey: string;
/** Every answer about endpoints: none may hold an address or a key. */
const answers: string[] = [];

beforeAll(async () => {
  company = await startCompany('endpoints', {
    backendEnv: { SERVICE_KEY: serviceKey, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'us-east-1' },
  });
  gateway = await startFaultProxy(company.team.simulator.port);
  ({ apiKey } = (await company.control('GET', '/gateway')) as { apiKey: string });
  ({ externalId: tenantId } = (await company.team.admin.call('me')).tenant);
  await environment(guide(), ({ count }) => count === 2);
});
afterAll(async () => {
  await company.stop();
  await gateway.close();
});

const ask = async (method: string, path: string, body?: unknown, bearer?: string | null) => {
  const answer = await company.ask(method, path, body, bearer);
  answers.push(JSON.stringify(answer.body));
  return answer;
};
const request = (name: string) =>
  httpExample(name, name === 's4-available-endpoints.http' ? {} : { '[tenantId]': tenantId });
const run = ({ method, path, body }: ReturnType<typeof request>, bearer?: string | null) =>
  ask(method, path, body ?? undefined, bearer);
const available = () => run(request('s4-available-endpoints.http'));

/** What an operator does: write it into .env, and have it read again. */
async function environment(text: string, wanted: (body: { count: number; problems?: string[] }) => boolean) {
  writeFileSync(join(company.team.backend.dir, '.env'), text);
  company.team.backend.child().process.kill('SIGHUP');
  return await until('the environment to be read', async () => {
    const { body } = await available();
    return wanted(body as { count: number }) ? body : null;
  });
}

/** The guide's own block, its first endpoint led to the simulator's gateway. */
const guide = () =>
  example('s4-endpoints.env', {
    'https://api.whatsapp.example.com': `${gateway.url}/gateway`,
    your_secret_api_key_here: apiKey,
  });

it('E-1 every block of the guide is read as it is printed; what is wrong is said without a key, and nothing crashes', async () => {
  expect(await environment('', ({ count }) => count === 0)).toEqual({
    endpoints: [],
    count: 0,
    message: 'No endpoints available',
    problems: ['WHATSAPP_ENDPOINTS is not set'],
  });
  expect(await environment(example('s4-development.env'), ({ count }) => count === 1)).toEqual({
    endpoints: ['Dev'],
    count: 1,
  });
  expect(await environment(example('s4-multi-region.env'), ({ count }) => count === 2)).toEqual({
    endpoints: ['Asia-Primary', 'Europe-Primary'],
    count: 2,
  });
  // Secrets of AWS that nobody here can get: each of the two endpoints is out, and says so by name.
  const production = await environment(example('s4-production.env'), ({ problems }) => problems?.length === 2);
  expect(production).toEqual({
    endpoints: [],
    count: 0,
    message: 'No endpoints available',
    problems: [expect.stringContaining('"Primary"'), expect.stringContaining('"Secondary"')],
  });
  expect(
    await environment('WHATSAPP_ENDPOINTS=[{"name": "Primary",', ({ problems }) => problems?.length === 1),
  ).toEqual({
    endpoints: [],
    count: 0,
    message: 'No endpoints available',
    problems: [expect.stringContaining('WHATSAPP_ENDPOINTS')],
  });
  const plain = guide().replace('https://api2.whatsapp.example.com', 'http://api2.whatsapp.example.com');
  expect(await environment(plain, ({ count }) => count === 1)).toEqual({
    endpoints: ['Primary'],
    count: 1,
    problems: [expect.stringMatching(/"Secondary".*https/)],
  });
  const printed = httpExample('s4-available-endpoints.http').response;
  expect(printed).toEqual({ endpoints: ['Primary', 'Secondary'], count: 2 });
  expect(await environment(guide(), ({ count }) => count === 2)).toEqual(printed);
});

const forbidden = failure(403, 'forbidden', expect.any(String), expect.any(Object) as never);

it('E-2 the guide’s four requests answer as it prints them; only a superadmin assigns', async () => {
  const [list, read, assign, remove] = [
    request('s4-available-endpoints.http'),
    request('s4-get-tenant-config.http'),
    request('s4-assign-endpoint.http'),
    request('s4-remove-endpoint.http'),
  ];
  expect(await run(list)).toEqual({ status: 200, body: list.response });
  const none = failure(404, 'not_found', 'Tenant configuration not found');
  expect(await run(read)).toEqual(none);
  expect(await run(remove)).toEqual(none);

  expect(await run(assign)).toEqual({ status: expect.any(Number), body: assign.response });
  expect(assign.response).toEqual({
    config: { endpoint_name: 'Primary', is_configured: true, health_status: 'unknown' },
  });
  const { config } = read.response as { config: object };
  expect(config).toEqual({
    ...{ id: 'cfg_123', tenant_id: 'tenant_abc', endpoint_name: 'Primary', is_configured: true },
    ...{ health_status: 'healthy', auto_reconnect: true, reconnect_interval: 30 },
  });
  const healthy = await until('the first look', async () => {
    const answer = await run(read);
    return (answer.body as { config: { health_status: string } }).config.health_status === 'healthy' ? answer : null;
  });
  expect(healthy).toEqual({ status: 200, body: { config: { ...config, id: uuid, tenant_id: tenantId } } });

  for (const endpoint_name of ['primary', 'Tertiary']) {
    expect(await run({ ...assign, body: { endpoint_name } })).toEqual(
      failure(404, 'not_found', 'Endpoint not found', { field: 'endpoint_name', available: ['Primary', 'Secondary'] }),
    );
  }
  expect(await run({ ...assign, body: {} })).toEqual(
    failure(
      400,
      'invalid_input',
      expect.stringContaining('endpoint_name'),
      expect.objectContaining({ field: 'endpoint_name' }),
    ),
  );
  expect((await run({ ...read, path: read.path.replace(tenantId, 't_0000000000000000') })).status).toBe(404);

  const admin = { name: 'ada', email: 'ada@endpoints.example', password: 'a password of my own' };
  await company.team.admin.call('createUser', { body: { ...admin, role: 'admin' } });
  const { accessToken } = await createApi(company.url()).call('login', { body: admin });
  expect((await run(read, accessToken)).status).toBe(200);
  expect((await run(list, accessToken)).status).toBe(200);
  for (const act of [assign, remove]) expect(await run(act, accessToken)).toEqual(forbidden);
  expect((await run(read, null)).status).toBe(401);
  expect((await run(assign, serviceKey)).body).toEqual(assign.response);

  expect(await run(remove)).toEqual({ status: 200, body: remove.response });
  expect(remove.response).toEqual({ success: true });
  expect(await run(read)).toEqual(none);
  const { entries } = await company.team.admin.call('audit', { query: { limit: 200 } });
  const acts = entries.filter(({ action }) => action.startsWith('endpoint.')).map(({ action }) => action);
  expect(acts).toEqual(expect.arrayContaining(['endpoint.assigned', 'endpoint.removed']));
});

interface Board {
  data: { health: string; alertedAt: string | null; settings: Record<string, unknown>; problem: string | null }[];
}
const board = async () => ((await ask('GET', '/api/whatsapp/endpoint-health')).body as Board).data[0];

it('E-3 the settings are the guide’s, with its defaults; health is looked at, and five minutes unhealthy are an alert', async () => {
  const assign = request('s4-assign-endpoint.http');
  await run(assign);
  const printed = example('s4-table.sql').matchAll(/^ {4}([a-z_]+) (?:BOOLEAN|INTEGER) DEFAULT (TRUE|\d+)/gm);
  const defaults = Object.fromEntries([...printed].map(([, name, value]) => [name, value === 'TRUE' || Number(value)]));
  expect(defaults).toEqual({
    ...{ auto_reconnect: true, reconnect_interval: 30, health_check_interval: 60 },
    ...{ webhook_retries: 3, message_timeout: 30 },
  });
  expect((await board())?.settings).toEqual(defaults);
  const chosen = {
    auto_reconnect: false,
    reconnect_interval: 5,
    health_check_interval: 1,
    webhook_retries: 2,
    message_timeout: 3,
  };
  await run({ ...assign, body: { endpoint_name: 'Primary', ...chosen } });
  expect((await board())?.settings).toEqual(chosen);
  expect(await run({ ...assign, body: { endpoint_name: 'Primary', health_check_interval: 0 } })).toEqual(
    failure(
      400,
      'invalid_input',
      expect.stringContaining('health_check_interval'),
      expect.objectContaining({ field: 'health_check_interval' }),
    ),
  );

  const healthIs = (health: string) =>
    until(`the endpoint to be ${health}`, async () => (await board())?.health === health);
  await healthIs('healthy');
  await gateway.setMode('refuse');
  await healthIs('unhealthy');
  expect(await board()).toMatchObject({ alertedAt: null, problem: expect.any(String) });
  await company.database(async ({ db }) => {
    await sql`update tenant_endpoint_config set unhealthy_since = unhealthy_since - ${5 * 60_000}`.execute(db);
  });
  await until('the alert', async () => (await board())?.alertedAt);
  const alerts = async () =>
    (await company.team.admin.call('audit', { query: { limit: 200 } })).entries.filter(
      ({ action }) => action === 'endpoint.unhealthy',
    ).length;
  expect(await alerts()).toBe(1);
  await gateway.setMode('pass');
  await healthIs('healthy');
  expect(await board()).toMatchObject({ alertedAt: null, problem: null });
  expect(await alerts()).toBe(1);
});

it('E-1 the database knows the name, and no answer, log or file of it an address or a key', async () => {
  await run(request('s4-assign-endpoint.http'));
  const secrets = [apiKey, `${gateway.url}/gateway`, 'another_secret_key', 'key_asia_primary', 'dev_test_key'];
  const tables = await company.database(async ({ db }) => {
    const plain = db.withoutPlugins();
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(plain);
    const all = await Promise.all(
      rows.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(plain)).rows),
    );
    return JSON.stringify(all);
  });
  expect(tables.includes('"endpoint_name":"Primary"')).toBe(true);
  for (const secret of secrets) {
    expect([secret, tables.includes(secret), answers.join('\n').includes(secret)]).toEqual([secret, false, false]);
  }
  const files = filesBelow(company.folder).filter((file) => !/simulator|\.env$/.test(file));
  expect(files.length).toBeGreaterThan(2);
  expect(findPlaintext(files, secrets)).toEqual([]);
});

it('E-6 parley migrate-endpoints takes the guide’s steps: names copied, credentials into the environment, old table gone', async () => {
  // The guide names these two columns of the table before; the others are what it stored there.
  expect(example('s4-migration.sql')).toMatch(
    /SELECT tenant_id, name AS endpoint_name, \.\.\.\nFROM whatsapp_endpoints;/,
  );
  const oldKey = 'an-old-key-of-the-database';
  const env = {
    DATABASE_URL: `sqlite:${company.team.backend.databaseFile}`,
    DATABASE_KEY: Buffer.from(company.team.backend.databaseKey, 'hex').toString('base64'),
    NODE_ENV: 'test',
  };
  const parley = async (...flags: string[]) => {
    const command = ['node', built('backend/main.js'), 'migrate-endpoints', ...flags].join(' ');
    const { code, stdout, stderr } = await runShell(command, env, company.team.backend.dir);
    return { code, text: stdout + stderr };
  };
  const envFile = join(company.team.backend.dir, '.env');
  writeFileSync(envFile, '');
  await company.database(async ({ db, close }) => {
    const plain = db.withoutPlugins();
    await sql`delete from tenant_endpoint_config`.execute(plain);
    await sql`create table whatsapp_endpoints (tenant_id text, name text, api_url text, api_key text)`.execute(plain);
    await sql`insert into whatsapp_endpoints values (${tenantId}, 'Primary', ${`${gateway.url}/gateway`}, ${oldKey})`.execute(
      plain,
    );
    await close();

    const dry = await parley();
    expect(dry).toEqual({ code: 0, text: expect.stringContaining('"Primary": to be set in WHATSAPP_ENDPOINTS') });
    const applied = await parley('--apply');
    expect(applied.code).toBe(0);
    const file = join(company.team.backend.dir, 'whatsapp-endpoints.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const value = readFileSync(file, 'utf8');
    expect(JSON.parse(value.replace('WHATSAPP_ENDPOINTS=', ''))).toEqual([
      { name: 'Primary', apiUrl: `${gateway.url}/gateway`, apiKey: oldKey },
    ]);
    const early = await parley('--drop-verified');
    expect(early).toMatchObject({ code: 1, text: expect.stringContaining('stays as it is') });
    writeFileSync(envFile, value);
    expect((await parley('--drop-verified')).code).toBe(0);
    for (const { text } of [dry, applied, early]) expect(text).not.toContain(oldKey);
  });
  expect((await run(request('s4-get-tenant-config.http'))).body).toMatchObject({
    config: { endpoint_name: 'Primary', is_configured: true },
  });
  const tables = await company.database(async ({ db }) => {
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
    return rows.map(({ name }) => name);
  });
  expect(tables).not.toContain('whatsapp_endpoints');
});
