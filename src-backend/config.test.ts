import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EmbeddedStart } from '#shared/wire/embedded.ts';
import { Settings, readConfig, settingsTable, toEmbeddedConfig } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 3).toString('base64');
const secrets = { JWT_SECRET: 'a secret that is long enough for this', ENCRYPTION_KEYS: `k1:${key}` };
const read = (environment: Record<string, string> = {}) => readConfig(environment, folder);

it('has the defaults of the settings table', async () => {
  expect(await read()).toMatchObject({
    host: '127.0.0.1',
    port: 5050,
    databaseUrl: `sqlite:${join(folder, 'data', 'parley.db')}`,
    databaseKey: null,
    graphUrl: 'https://graph.facebook.com',
    graphVersion: 'v26.0',
    appId: null,
    publicUrl: null,
    frontendOrigin: 'http://localhost:3000',
    inboxFloor: 'viewer',
    serviceKey: null,
    rateLimitFactor: 1,
    privateHosts: [],
    firstAdmin: null,
    debug: false,
    launchSecret: null,
  });
});

it('in development generates the secrets once and keeps them for its owner alone', async () => {
  const first = await read();
  const file = join(folder, 'data', 'secrets.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await read()).jwtSecret).toBe(first.jwtSecret);
  expect((await read()).encryptionKeys.keys).toEqual(first.encryptionKeys.keys);
  expect(readFileSync(file, 'utf8')).toContain(first.jwtSecret);
});

it.each(['JWT_SECRET', 'ENCRYPTION_KEYS'])('in production refuses to start without %s, and names it', async (name) => {
  const { [name as keyof typeof secrets]: _, ...rest } = secrets;
  await expect(read({ ...rest, NODE_ENV: 'production' })).rejects.toThrow(
    expect.objectContaining({ code: 'configuration', message: `${name} must be set when NODE_ENV=production` }),
  );
  expect(existsSync(join(folder, 'data'))).toBe(false);
  await expect(read({ ...secrets, NODE_ENV: 'production' })).resolves.toBeDefined();
});

it.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: 'http' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ DATABASE_KEY: 'short' }, 'DATABASE_KEY'],
  [{ JWT_SECRET: 'short' }, 'JWT_SECRET'],
  [{ ENCRYPTION_KEYS: 'k1:short' }, 'ENCRYPTION_KEYS'],
  [{ WHATSAPP_GRAPH_URL: 'http://graph.facebook.com' }, 'WHATSAPP_GRAPH_URL'],
  [{ WHATSAPP_API_VERSION: '26' }, 'WHATSAPP_API_VERSION'],
  [{ WHATSAPP_MIN_ROLE: 'boss' }, 'WHATSAPP_MIN_ROLE'],
  [{ WHATSAPP_MIN_ROLE: 'superadmin' }, 'WHATSAPP_MIN_ROLE'],
  [{ PARLEY_ADMIN_EMAIL: 'maya@acme.test' }, 'PARLEY_ADMIN_PASSWORD'],
  [{ PARLEY_ADMIN_EMAIL: 'maya@acme.test', PARLEY_ADMIN_PASSWORD: 'short' }, 'PARLEY_ADMIN_PASSWORD'],
])('names the variable that is wrong in %j', async (environment, name) => {
  await expect(read({ ...secrets, ...environment })).rejects.toThrow(
    expect.objectContaining({ code: 'configuration', message: expect.stringContaining(name) }),
  );
});

it('takes plain http for the Graph API only on this machine (ruling 27)', async () => {
  expect((await read({ WHATSAPP_GRAPH_URL: 'http://127.0.0.1:4010/' })).graphUrl).toBe('http://127.0.0.1:4010');
});

it('reads .env, which the environment overrules; an empty value is no value', async () => {
  writeFileSync(join(folder, '.env'), 'PORT=6000\nHOST=0.0.0.0\nPUBLIC_URL="https://chat.acme.test/"\n');
  expect(await read({ PORT: '7000', HOST: '' })).toMatchObject({
    port: 7000,
    host: '127.0.0.1',
    publicUrl: 'https://chat.acme.test',
  });
});

it.each([
  ['parley:*', true],
  ['pixels:*', true],
  ['express:*,parley:auth', true],
  ['*:x', true],
  ['express:*', false],
  ['', false],
])('DEBUG=%s asks for debug lines: %s', async (DEBUG, debug) => {
  expect((await read({ DEBUG })).debug).toBe(debug);
});

it('ruling 8: MONGODB_URI is said to have no effect, and its value to nobody', async () => {
  expect((await read()).warnings).toEqual([]);
  const { warnings } = await read({ MONGODB_URI: 'mongodb+srv://somebody:secret@cluster' });
  expect(warnings).toEqual([expect.stringMatching(/^MONGODB_URI is not used/)]);
  expect(String(warnings)).not.toContain('secret');
});

it('a damaged secrets file stops the start instead of being replaced', async () => {
  await read();
  const file = join(folder, 'data', 'secrets.json');
  writeFileSync(file, '{"jwtSecret"');
  await expect(read()).rejects.toThrow(expect.objectContaining({ code: 'configuration' }));
  expect(readFileSync(file, 'utf8')).toBe('{"jwtSecret"');
});

it('prints a line per setting with its default and meaning', () => {
  const lines = settingsTable().split('\n');
  expect(lines).toHaveLength(Object.keys(Settings.shape).length);
  expect(lines[1]).toMatch(/^PORT\s+5050\s+port; 0 takes a free one$/);
  expect(settingsTable()).not.toContain('undefined');
});

const start: EmbeddedStart = {
  type: 'start',
  launchSecret: 'l'.repeat(43),
  databaseKey: key,
  jwtSecret: secrets.JWT_SECRET,
  encryptionKeys: secrets.ENCRYPTION_KEYS,
  dataDir: '/data/of/the/desktop',
  port: 0,
};

it('S-21 a bundled backend listens on loopback, encrypted, with its launch secret', () => {
  expect(toEmbeddedConfig(start)).toMatchObject({
    host: '127.0.0.1',
    databaseUrl: `sqlite:${join('/data/of/the/desktop', 'parley.db')}`,
    databaseKey: Buffer.alloc(32, 3),
    launchSecret: start.launchSecret,
    graphUrl: 'https://graph.facebook.com',
  });
});

it('a bundled backend refuses what a server would refuse', () => {
  expect(() => toEmbeddedConfig({ ...start, graphUrl: 'http://graph.facebook.com' })).toThrow(/graphUrl must be https/);
  expect(() => toEmbeddedConfig({ ...start, encryptionKeys: 'nonsense' })).toThrow(/encryptionKeys/);
});
