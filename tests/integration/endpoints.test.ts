import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { Db } from '../../src-backend/platform/database/database.ts';
import { openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { until } from '../support/deadline.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { built } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Endpoints of the environment on the real server, with the simulator's gateway behind one.

const folder = makeFolder('endpoints');
const secrets = {
  JWT_SECRET: randomBytes(32).toString('hex'),
  DATABASE_KEY: randomBytes(32).toString('base64'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
};
const envFile = join(folder, 'backend', '.env');
const keyFile = join(folder, 'gateway.key');
let team: Team;
let gateway: FaultProxy;
let apiKey: string;
let tenantId: string;
/** Everything the server has answered here. */
const answers: string[] = [];

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'endpoints', backendEnv: secrets });
  gateway = await startFaultProxy(team.simulator.port);
  // The simulator's documented answer.
  const about = (await (await fetch(`${team.simulator.url}/_control/gateway`)).json()) as { apiKey: string };
  ({ apiKey } = about);
  tenantId = (await team.admin.call('me')).tenant.externalId;
});
afterAll(async () => {
  await team.stop();
  await gateway.close();
  removeFolder(folder);
});

/** As the endpoint guide prints it: over several lines, without quotes. */
const guide = (name = 'Primary') => `NODE_ENV=test
WHATSAPP_ENDPOINTS=[
  {
    "name": "${name}",
    "apiUrl": "${gateway.url}/gateway",
    "apiKey": "$(FILE:${keyFile})"
  }
]
`;

async function call<A>(answer: Promise<A>): Promise<A> {
  try {
    const body = await answer;
    answers.push(JSON.stringify(body));
    return body;
  } catch (error) {
    answers.push(error instanceof AppError ? JSON.stringify([error.message, error.details]) : String(error));
    throw error;
  }
}
const available = () => call(team.admin.call('availableEndpoints'));
const assign = (endpoint_name: string, settings: object = {}) =>
  call(team.admin.call('assignEndpoint', { params: { tenantId }, body: { endpoint_name, ...settings } }));
const read = () => call(team.admin.call('tenantEndpoint', { params: { tenantId } }));
const board = async () => (await call(team.admin.call('endpointHealth'))).data;
const healthIs = (wanted: string) =>
  until(`the endpoint to be ${wanted}`, async () => (await read()).config.health_status === wanted);
const reload = () => team.backend.child().process.kill('SIGHUP');

it('E-1 without WHATSAPP_ENDPOINTS there are none, and nothing can be assigned', async () => {
  expect(await available()).toMatchObject({ endpoints: [], count: 0, message: 'No endpoints available' });
  await expect(assign('Primary')).rejects.toMatchObject({ code: 'not_found' });
});

it('S-41 SIGHUP reads .env again, as the guide prints it; a key that can’t be read disables its endpoint by name', async () => {
  writeFileSync(envFile, guide());
  reload();
  const problems = await until('the problem to be told', async () => {
    const { problems: found } = await available();
    return found?.some((problem) => problem.startsWith('Endpoint "Primary" has an apiKey')) ? found : null;
  });
  expect(problems.join()).not.toContain(keyFile);
  writeFileSync(keyFile, `${apiKey}\n`, { mode: 0o600 });
  reload();
  await until('the endpoint to be there', async () => (await available()).count === 1);
  expect(await available()).toEqual({ endpoints: ['Primary'], count: 1 });
});

it('S-41 nonsense in .env leaves the server as it is, and says what to look at', async () => {
  writeFileSync(envFile, 'WHATSAPP_ENDPOINTS=[{"name": "Primary", "apiKey": "canary-of-bad-json"\n');
  reload();
  const { problems } = await until('the problem to be told', async () => {
    const answer = await available();
    return answer.count === 0 ? answer : null;
  });
  expect(problems).toEqual([expect.stringContaining('no JSON array')]);
  writeFileSync(envFile, guide());
  reload();
  await until('the endpoint to be back', async () => (await available()).count === 1);
});

it('E-2 E-3 an endpoint is assigned and looked at over real HTTP', async () => {
  expect(await assign('Primary', { health_check_interval: 1 })).toEqual({
    config: { endpoint_name: 'Primary', is_configured: true, health_status: 'unknown' },
  });
  await healthIs('healthy');
  expect(await read()).toEqual({
    config: {
      id: expect.any(String) as string,
      tenant_id: tenantId,
      endpoint_name: 'Primary',
      is_configured: true,
      health_status: 'healthy',
      auto_reconnect: true,
      reconnect_interval: 30,
    },
  });
  await expect(assign('primary')).rejects.toMatchObject({ details: { available: ['Primary'] } });
});

it('E-3 one that dies becomes unhealthy, one that refuses the key, too, and each is well again by itself', async () => {
  await gateway.setMode('refuse');
  await healthIs('unhealthy');
  await gateway.setMode('pass');
  await healthIs('healthy');
  const faults = `${team.simulator.url}/_control/gateway/faults`;
  const headers = { 'content-type': 'application/json' };
  await fetch(faults, { method: 'POST', headers, body: JSON.stringify({ unauthorized: true }) });
  await healthIs('unhealthy');
  expect(await board()).toMatchObject([{ problem: 'It refuses the apiKey (401)', alertedAt: null }]);
  await fetch(faults, { method: 'DELETE' });
  await healthIs('healthy');
  const [{ history = [] } = {}] = await board();
  // How a connection broke may differ from look to look.
  const phases = history.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1]);
  expect(phases).toEqual(['healthy', 'unhealthy', 'healthy', 'unhealthy', 'healthy']);
});

it('E-2 removed, it is not there any more', async () => {
  expect(await call(team.admin.call('removeEndpoint', { params: { tenantId } }))).toEqual({ success: true });
  await expect(read()).rejects.toThrow('Tenant configuration not found');
  expect(await board()).toEqual([]);
  await assign('Primary');
});

it('E-1 T-32 the database knows the name only, and neither address nor key is in any answer or log', async () => {
  await team.backend.stop();
  const tables = await withDatabase(async (db) => {
    const plain = db.withoutPlugins();
    const { rows: names } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      plain,
    );
    const all = await Promise.all(
      names.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(plain)).rows),
    );
    return JSON.stringify(all);
  });
  expect(tables).toContain('"endpoint_name":"Primary"');
  const log = readFileSync(team.backend.logFile, 'utf8');
  expect(log).toContain('WHATSAPP_ENDPOINTS was read again');
  for (const secret of [apiKey, `${gateway.url}/gateway`, 'canary-of-bad-json', keyFile]) {
    for (const place of [tables, log, answers.join('\n')]) expect(place.includes(secret)).toBe(false);
  }
});

it('E-6 parley migrate-endpoints moves what an old installation kept in its database', async () => {
  const oldKey = 'an-old-key-of-the-database';
  await withDatabase(async (db) => {
    const plain = db.withoutPlugins();
    await sql`delete from tenant_endpoint_config`.execute(plain);
    await sql`create table whatsapp_endpoints (tenant_id text, name text, api_url text, api_key text)`.execute(plain);
    await sql`insert into whatsapp_endpoints values (${tenantId}, 'Old', ${`${gateway.url}/gateway`}, ${oldKey})`.execute(
      plain,
    );
  });
  expect((await parley()).text).toContain('"Old": to be set in WHATSAPP_ENDPOINTS');
  expect((await parley('--apply')).code).toBe(0);
  const file = join(team.backend.dir, 'whatsapp-endpoints.env');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await parley('--drop-verified')).code).toBe(1);
  writeFileSync(envFile, readFileSync(file));
  expect((await parley('--drop-verified')).code).toBe(0);

  await team.startBackend();
  await team.signInAdmin();
  expect(await read()).toMatchObject({ config: { endpoint_name: 'Old', is_configured: true } });

  async function parley(...flags: string[]): Promise<{ code: number; text: string }> {
    const env = { ...secrets, DATABASE_URL: `sqlite:${team.backend.databaseFile}`, PATH: process.env['PATH'] };
    const command = [built('backend/main.js'), 'migrate-endpoints', ...flags];
    const ran = promisify(execFile)(process.execPath, command, { env, cwd: team.backend.dir }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
    const { code, text } = await ran;
    expect(text).not.toContain(oldKey);
    return { code, text };
  }
});

async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const key = Buffer.from(secrets.DATABASE_KEY, 'base64');
  const database = await openDatabase({ url: `sqlite:${team.backend.databaseFile}`, key });
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}
