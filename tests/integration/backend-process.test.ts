import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Child, startChild, tail } from '../support/child.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { built, root } from '../support/root.ts';

// The built backend as the system sees it: its first line, its exit codes, what it leaves behind.

let folder: string;
let child: Child | null;
const admin = { email: 'admin@acme.test', password: 'correct horse battery' };
const secrets = {
  JWT_SECRET: randomBytes(32).toString('hex'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
};

beforeEach(() => {
  folder = makeFolder('backend-process');
  child = null;
});
afterEach(async () => {
  if (child?.isRunning() === true) await child.kill();
  removeFolder(folder);
});

function run(env: Record<string, string> = {}, args: string[] = []): Child {
  child = startChild({
    name: 'backend',
    file: built('backend/main.js'),
    args,
    cwd: folder,
    env: {
      PORT: '0',
      NODE_ENV: 'production',
      ...secrets,
      PARLEY_ADMIN_EMAIL: admin.email,
      PARLEY_ADMIN_PASSWORD: admin.password,
      ...env,
    },
    logFile: join(folder, 'backend.log'),
  });
  return child;
}

async function start(env: Record<string, string> = {}): Promise<string> {
  const [, url = ''] = await run(env).line(/^parley backend listening on (http:\/\/127\.0\.0\.1:\d+)\n/);
  return url;
}

async function call(url: string, path: string, options: { token?: string; body?: unknown } = {}) {
  const { token, body } = options;
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // A test looks at what it expects to be there.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const signIn = async (url: string) => String((await call(url, '/api/auth/login', { body: admin })).body['accessToken']);

it('says first where it listens, and is well', async () => {
  const url = await start();
  expect((await call(url, '/health')).body).toMatchObject({ status: 'ok', needsSetUp: false });
});

it('SIGTERM finishes what is under way, keeps it, and ends with 0', async () => {
  // Meta, taking its time: the request is under way for as long as we want.
  const arrived = Promise.withResolvers<ServerResponse>();
  const meta = createServer((_, response) => arrived.resolve(response));
  await new Promise<void>((resolve) => meta.listen(0, '127.0.0.1', resolve));
  const graph = `http://127.0.0.1:${(meta.address() as AddressInfo).port}`;
  const env = { WHATSAPP_GRAPH_URL: graph };

  const url = await start(env);
  const token = await signIn(url);
  const adding = call(url, '/api/whatsapp/integrations', {
    token,
    body: {
      name: 'Support',
      phoneNumber: '+12025550143',
      phoneNumberId: '648157088592639',
      businessAccountId: '749314227669284',
      accessToken: 'EAAtokenoftests',
    },
  });
  const held = await arrived.promise;
  child?.process.kill('SIGTERM');
  await refused(url);
  held.writeHead(401).end('{}');
  expect((await adding).status).toBe(201);
  expect(await child?.ended).toMatchObject({ code: 0 });
  meta.closeAllConnections();
  meta.close();

  const again = await start(env);
  const { body } = await call(again, '/api/whatsapp/integrations', { token: await signIn(again) });
  expect(body['data']).toMatchObject([{ name: 'Support' }]);
});

it('ends with 0 when the program that started it is gone', async () => {
  await start();
  const left = child?.process;
  if (left === undefined) throw new Error('It does not run');
  // A child without its channel never emits the event that `ended` waits for.
  const exit = once(left, 'exit');
  child = null;
  left.disconnect();
  expect(await exit).toEqual([0, null]);
});

it('killed outright it starts again on what it had', async () => {
  const url = await start();
  await signIn(url);
  await child?.kill();
  expect((await call(await start(), '/health')).body).toMatchObject({ needsSetUp: false });
});

it('--help prints every setting and ends with 0', async () => {
  const help = run({}, ['--help']);
  await help.line(/^PORT\s+5050\s+port; 0 takes a free one$/m);
  await help.line(/^WHATSAPP_MIN_ROLE\s+viewer/m);
  expect(await help.ended).toMatchObject({ code: 0 });
});

it.each([
  ['JWT_SECRET', ''],
  ['PORT', '99999'],
])('ends with 1 when %s is %j, and says so', async (name, value) => {
  const { code } = await run({ [name]: value }).ended;
  expect(code).toBe(1);
  expect(tail(join(folder, 'backend.log'))).toContain(name);
});

it('ruling 40: the command parley runs in whatever folder one is', async () => {
  const launcher = join(root, 'scripts/parley.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, 'check-token', '--help'], { cwd: folder });
  expect(stdout).toContain('Usage: parley check-token');
  const unknown = promisify(execFile)(process.execPath, [launcher, 'nonsense'], { cwd: folder });
  await expect(unknown).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('there is no command') });
});

it('ruling 27: what a setting refers to and can’t be had stops the start, by the setting’s name', async () => {
  const { code } = await run({ SERVICE_KEY: '$(FILE:/does/not/exist)' }).ended;
  expect([code, tail(join(folder, 'backend.log'))]).toEqual([1, expect.stringContaining('SERVICE_KEY: $(FILE:…)')]);
});

/** Resolves once nobody listens there any more. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const isOpen = await fetch(`${url}/health`, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    );
    if (!isOpen) return;
  }
}
