import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { listAssignments } from '../endpoints/assignments.repository.ts';
import type { Db } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { migrateEndpoints } from './migrate-endpoints.ts';
import { runCommand } from './run-command.ts';

const url = 'https://gateway-canary.example.com';
const key = 'key-canary-';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-move-'));
  file = join(folder, 'parley.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url: `sqlite:${file}`, key: null });
  try {
    await migrate(database);
    return await work(database.db);
  } finally {
    await database.close();
  }
}

/** An installation of the old layout. */
async function install(rows: readonly (Record<string, string | number> & { tenant: string })[]): Promise<void> {
  await withDatabase(async (db) => {
    await db.transaction().execute(async (tx) => {
      for (const name of ['Acme', 'Beta', 'Gamma']) await insertTenant(tx, newId<TenantId>(), name, 1);
    });
    const plain = db.withoutPlugins();
    await sql`create table whatsapp_endpoints (id integer primary key, tenant_id text, name text, api_url text,
      api_key text, is_active integer default 1, is_primary integer default 0, message_timeout integer,
      auto_reconnect integer)`.execute(plain);
    for (const { tenant, ...others } of rows) {
      const row = { tenant_id: tenant, name: 'Primary', api_url: url, api_key: `${key}1`, ...others };
      const columns = Object.keys(row).map((name) => sql.ref(name));
      await sql`insert into whatsapp_endpoints (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
        plain,
      );
    }
  });
}

async function run(...args: string[]) {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const env = { DATABASE_URL: `sqlite:${file}`, NODE_ENV: 'test' };
  const terminal = { env, directory: folder, out: line, err: line };
  const code = await runCommand(
    'migrate-endpoints',
    args,
    terminal,
    new Map([['migrate-endpoints', migrateEndpoints]]),
  );
  const text = lines.join('\n');
  // Whatever it does, it never prints them.
  expect(text).not.toMatch(/canary/);
  return { code, text };
}

const assigned = () =>
  withDatabase(async (db) => {
    const rows = await listAssignments(db);
    const slugs = new Map((await db.selectFrom('tenant').selectAll().execute()).map(({ id, slug }) => [id, slug]));
    return rows.map(({ tenantId, endpointName }) => [slugs.get(tenantId), endpointName]).toSorted();
  });
const hasTable = () =>
  withDatabase(async (db) => (await db.introspection.getTables()).some(({ name }) => name === 'whatsapp_endpoints'));
const written = (name = 'whatsapp-endpoints.env') => readFileSync(join(folder, name), 'utf8');
const setEnvironment = (text: string) => writeFileSync(join(folder, '.env'), text, { mode: 0o600 });

it('E-6 without a flag, or with --dry-run, tells what it would do and does nothing', async () => {
  await install([{ tenant: 'acme' }, { tenant: 'beta', name: 'Second', api_key: `${key}2` }]);
  for (const flags of [[], ['--dry-run']]) {
    const { code, text } = await run(...flags);
    expect(code).toBe(0);
    expect(text).toContain('2 endpoints, 2 companies');
    expect(text).toContain('acme → "Primary"');
    expect(text).toContain('beta → "Second"');
    expect(text).toContain('Nothing was changed');
  }
  expect(await assigned()).toEqual([]);
  expect(existsSync(join(folder, 'whatsapp-endpoints.env'))).toBe(false);
});

it('E-6 moves names, then wipes: the credentials are in the environment and nowhere in the database', async () => {
  await install([{ tenant: 'acme', message_timeout: 12, auto_reconnect: 0 }, { tenant: 'beta' }]);
  expect(await run('--apply')).toMatchObject({ code: 0, text: expect.stringContaining('2 companies were') as string });
  expect(await assigned()).toEqual([
    ['acme', 'Primary'],
    ['beta', 'Primary'],
  ]);
  expect(statSync(join(folder, 'whatsapp-endpoints.env')).mode & 0o777).toBe(0o600);
  expect(written()).toBe(`WHATSAPP_ENDPOINTS=[{"name":"Primary","apiUrl":"${url}","apiKey":"${key}1"}]\n`);
  const [first] = await withDatabase((db) => listAssignments(db));
  expect(first).toMatchObject({ messageTimeout: 12, autoReconnect: 0, webhookRetries: 3 });

  const early = await run('--drop-verified');
  expect(early.code).toBe(1);
  expect(early.text).toContain('WHATSAPP_ENDPOINTS has no "Primary" with the same address and key');
  expect(await hasTable()).toBe(true);

  setEnvironment(written());
  expect((await run('--drop-verified')).code).toBe(0);
  expect(await hasTable()).toBe(false);
  for (const name of readdirSync(folder).filter((each) => each.startsWith('parley.db'))) {
    expect(readFileSync(join(folder, name)).includes('canary')).toBe(false);
  }
});

it('E-6 every step may be repeated', async () => {
  await install([{ tenant: 'acme' }]);
  await run('--apply');
  expect(await run('--apply')).toMatchObject({ code: 0, text: expect.stringContaining('✅ 0 companies') as string });
  setEnvironment(written());
  expect((await run('--apply')).text).toContain('"Primary": is set already');
  await run('--drop-verified');
  for (const flags of [[], ['--apply'], ['--drop-verified']]) {
    expect(await run(...flags)).toEqual({ code: 0, text: 'There is no table whatsapp_endpoints: nothing to move' });
  }
});

it('E-6 two endpoints of one name become two names', async () => {
  await install([{ tenant: 'acme' }, { tenant: 'beta', api_key: `${key}2` }]);
  await run('--apply');
  expect(await assigned()).toEqual([
    ['acme', 'Primary'],
    ['beta', 'Primary (beta)'],
  ]);
  setEnvironment(written());
  expect((await run('--drop-verified')).code).toBe(0);
});

it('E-6 tells what it can’t move, moves the rest and keeps the table', async () => {
  await install([
    { tenant: 'acme' },
    { tenant: 'nobody' },
    { tenant: 'beta', api_url: 'http://insecure-canary.example.com' },
    { tenant: 'gamma', name: 'One' },
    { tenant: 'gamma', name: 'Two', api_key: `${key}2` },
  ]);
  const { code, text } = await run('--apply');
  expect(code).toBe(1);
  expect(text).toContain('Company "nobody" does not exist here');
  expect(text).toContain('beta: Endpoint "Primary" has no apiUrl with https');
  expect(text).toContain('gamma has 2 endpoints');
  expect(await assigned()).toEqual([['acme', 'Primary']]);
  setEnvironment(written());
  expect((await run('--drop-verified')).code).toBe(1);
  expect(await hasTable()).toBe(true);
});

it('E-6 of several endpoints of a company the active, or the primary one is moved', async () => {
  await install([
    { tenant: 'acme', name: 'Old', is_active: 0 },
    { tenant: 'acme', name: 'New' },
    { tenant: 'beta', name: 'Backup', api_key: `${key}2` },
    { tenant: 'beta', name: 'Main', api_key: `${key}3`, is_primary: 1 },
  ]);
  expect((await run('--apply')).code).toBe(0);
  expect(await assigned()).toEqual([
    ['acme', 'New'],
    ['beta', 'Main'],
  ]);
});

it('E-6 writes over no file, and takes another by name', async () => {
  await install([{ tenant: 'acme' }]);
  writeFileSync(join(folder, 'whatsapp-endpoints.env'), 'something else');
  expect(await run('--apply')).toMatchObject({ code: 1, text: expect.stringContaining('--out') as string });
  expect(await assigned()).toEqual([]);
  expect((await run('--apply', '--out', 'other.env')).code).toBe(0);
  expect(written('other.env')).toContain(`${key}1`);
});

it.each([['--nonsense'], ['--apply', '--drop-verified'], ['something']])('E-6 refuses %s', async (...flags) => {
  expect(await run(...flags)).toMatchObject({ code: 1, text: expect.stringContaining('see --help') as string });
});

it('E-6 an installation without the old table has nothing to move', async () => {
  expect(await run()).toEqual({ code: 0, text: 'There is no table whatsapp_endpoints: nothing to move' });
});
