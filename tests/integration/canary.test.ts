import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { generateSync } from 'otplib';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { signBody } from '../../src-simulator/webhooks/signature.ts';
import { newId, type MessageId, type MutationId } from '#shared/ids.ts';
import { rest } from '#shared/wire/rest.ts';
import { createApi, type Api } from '../support/api.ts';
import { type Backend, createBackend } from '../support/backend.ts';
import { startChild, tail } from '../support/child.ts';
import { until } from '../support/deadline.ts';
import { filesBelow, makeFolder, removeFolder } from '../support/folder.ts';
import { built, root } from '../support/root.ts';
import { sampleOf } from '../support/sample.ts';
import { findSecrets, recordAnswers, type Secret } from '../support/secret-scan.ts';
import { startSimulator, type Simulator } from '../support/simulator.ts';
import { webhookPath } from '../support/team.ts';

// T-32: a canary in every secret that the backend takes or makes and in what people write, then flows that work and flows
// that fail, at the most talkative log level. Nothing may come out where it must not. Longer than other
// files: what is looked through at the end is what all flows before it have left.

const folder = makeFolder('canary');
let marked = 0;
const mark = (what: string): string => `canary${++marked}-${what}-${randomBytes(6).toString('hex')}`;

const databaseKey = randomBytes(32);
const oldKey = randomBytes(32);
const jwtSecret = mark('jwt-secret-that-is-long-enough');
const serviceKey = mark('service-key');
const queuePassword = mark('queue');
const brokenApiKey = mark('endpoint-key');
const brokenApiPath = mark('endpoint-path');
const verifyToken = mark('verify');
const bogusToken = `EAA${randomBytes(30).toString('hex')}`;
const memberPassword = mark('member-password');
const newPassword = mark('new-password');
const typed = {
  password: mark('wrong-password'),
  refresh: mark('refresh'),
  link: mark('link-token'),
  integration: `wpi_int_${randomBytes(32).toString('hex')}`,
  bearer: mark('bearer'),
  service: mark('wrong-service'),
  code: mark('signup-code'),
  signature: randomBytes(32).toString('hex'),
  verify: mark('wrong-verify'),
  socket: mark('socket'),
};
/** What people write. It stands in answers to those who may read it, and nowhere else. */
const written = {
  inbound: mark('inbound'),
  caption: mark('caption'),
  outbound: mark('outbound'),
  refused: mark('refused'),
  queued: mark('queued'),
  note: mark('note'),
  parameter: mark('parameter'),
  garbage: mark('garbage'),
  stray: mark('stray'),
};
const customers = ['13125550101', '13125550102'] as const;

/** Must never come out. */
const never: Secret[] = [];
/** The answers that hold it: those that make it, or are there to hand it out. */
const once: (Secret & { in: RegExp; atMost: number })[] = [];
let simulator: Simulator;
let backend: Backend;
let admin: Api;
let recorded: ReturnType<typeof recordAnswers>;
const logs = () => [
  backend.logFile,
  ...readdirSync(folder)
    .filter((name) => name.startsWith('start-'))
    .map((name) => join(folder, name)),
];

beforeAll(async () => {
  simulator = await startSimulator({
    folder,
    seed: 'canary',
    flags: ['--status-delays=20,20,20', '--webhook-retry-scale=0.1'],
  });
  const { company } = simulator;
  const { apiKey } = (company as unknown as { gateway: { apiKey: string } }).gateway;
  backend = createBackend({
    folder,
    graphUrl: simulator.url,
    company,
    env: {
      DEBUG: 'parley:*',
      DATABASE_KEY: databaseKey.toString('base64'),
      ENCRYPTION_KEYS: `k1:${oldKey.toString('base64')}`,
      JWT_SECRET: jwtSecret,
      SERVICE_KEY: serviceKey,
      RATE_LIMIT_FACTOR: '1000000',
      // Nobody listens there: every try to connect is a failure to tell about.
      RABBITMQ_URL: `amqp://parley:${queuePassword}@127.0.0.1:9`,
      PRIVATE_HOSTS: '127.0.0.1:9',
      WHATSAPP_ENDPOINTS: JSON.stringify([
        { name: 'Works', apiUrl: `${simulator.url}/gateway`, apiKey },
        { name: 'Broken', apiUrl: `http://127.0.0.1:9/${brokenApiPath}`, apiKey: brokenApiKey },
      ]),
    },
  });
  recorded = recordAnswers((url) => backend !== undefined && url.startsWith(backend.url()));
  await backend.start();
  admin = createApi(backend.url());
  never.push(
    { name: 'JWT_SECRET', value: jwtSecret },
    { name: 'DATABASE_KEY', value: databaseKey },
    { name: 'ENCRYPTION_KEYS', value: oldKey },
    { name: 'SERVICE_KEY', value: serviceKey },
    { name: 'password of the queue', value: queuePassword },
    { name: 'key of an endpoint', value: apiKey },
    { name: 'key of an endpoint that is away', value: brokenApiKey },
    { name: 'address of an endpoint', value: brokenApiPath },
    { name: 'app secret', value: company.appSecret },
    { name: 'shared verify token', value: company.verifyToken },
    { name: 'password of the first admin', value: backend.admin.password },
    { name: 'password of a member', value: memberPassword },
    { name: 'new password', value: newPassword },
    { name: 'access token that Meta refuses', value: bogusToken },
    ...Object.entries(typed).map(([name, value]) => ({ name: `typed ${name}`, value })),
  );
  once.push({
    name: 'access token',
    value: company.accessToken,
    in: /^GET \/tenants\/[^/]+\/credentials\/meta$/,
    atMost: 9,
  });
});

afterAll(async () => {
  recorded.stop();
  if (backend.isRunning()) await backend.stop();
  await simulator.child.stop();
  removeFolder(folder);
});

const failing = async (call: Promise<unknown>): Promise<void> => {
  await expect(call).rejects.toThrow();
};
const raw = async (method: string, path: string, body?: string | Buffer, headers: Record<string, string> = {}) =>
  await fetch(`${backend.url()}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const control = async (path: string, body: object): Promise<unknown> => {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return response.json();
};
const keepOnce = (name: string, value: string, where: RegExp, atMost = 1): void =>
  void once.push({ name, value, in: where, atMost });
const loginAnswers = /^POST \/api\/auth\/(login|refresh)$/;

async function signIn(email: string, password: string, code?: string): Promise<Api> {
  const api = createApi(backend.url());
  const client = { id: newId<never>(), name: 'canary' };
  const body = { email, password, client, ...(code === undefined ? {} : { code }) };
  const { accessToken, refreshToken } = await api.call('login', { body });
  // Two of the same second are the same.
  keepOnce('session’s access token', accessToken, loginAnswers, 2);
  keepOnce('refresh token', refreshToken, loginAnswers);
  const renewed = await api.call('refresh', { body: { refreshToken, clientId: client.id } });
  keepOnce('second refresh token', renewed.refreshToken, loginAnswers);
  api.token = renewed.accessToken;
  return api;
}

let accountId: string;
let phoneNumberId: string;
let wabaId: string;
let tenantId: string;

it('the scanner finds what is there, however it is written', () => {
  const value = 'a secret/with+signs?and=more';
  const secret = [{ name: 'planted', value }];
  const plain = Buffer.from(value);
  for (const bytes of [
    plain,
    Buffer.from(plain.toString('hex')),
    Buffer.from(plain.toString('hex').toUpperCase()),
    Buffer.from(encodeURIComponent(value)),
    Buffer.from(value, 'utf16le'),
    ...['', 'x', 'xy', 'xyz'].flatMap((before) => {
      const inside = Buffer.from(`${before}${value}after`);
      return [Buffer.from(inside.toString('base64')), Buffer.from(inside.toString('base64url'))];
    }),
    Buffer.from(JSON.stringify({ log: `before ${value}` })),
  ]) {
    expect(findSecrets(Buffer.concat([randomBytes(50), bytes, randomBytes(50)]), secret)).not.toEqual([]);
  }
  const key = randomBytes(32);
  expect(findSecrets(Buffer.concat([Buffer.alloc(9), key]), [{ name: 'key', value: key }])).toHaveLength(1);
  expect(findSecrets(Buffer.from(key.toString('base64')), [{ name: 'key', value: key }])).not.toEqual([]);
  expect(findSecrets(Buffer.from('a secret/with+signs'), secret)).toEqual([]);
});

it('people: sign-in, second factor, links, wrong passwords', async () => {
  admin = await signIn(backend.admin.email, backend.admin.password);
  tenantId = (await admin.call('me')).tenant.id;
  const email = 'member@parley.example';
  await admin.call('createUser', { body: { name: 'Member', email, password: memberPassword, role: 'admin' } });
  const member = await signIn(email, memberPassword);
  const { secret } = await member.call('beginSecondFactor');
  keepOnce('secret of a second factor', secret, /^POST \/api\/me\/second-factor$/);
  await failing(member.call('confirmSecondFactor', { body: { code: '000000' } }));
  const { recoveryCodes } = await member.call('confirmSecondFactor', { body: { code: generateSync({ secret }) } });
  for (const code of recoveryCodes) keepOnce('recovery code', code, /\/second-factor\/(confirm|recovery-codes)$/);
  await failing(signIn(email, memberPassword));
  await failing(signIn(email, memberPassword, 'ABCD-EFGH-JKLM'));
  const again = await signIn(email, memberPassword, recoveryCodes[0]);
  await failing(again.call('stepUp', { body: { password: typed.password } }));
  await again.call('stepUp', { body: { password: memberPassword } });
  await failing(again.call('changePassword', { body: { current: typed.password, password: newPassword } }));
  await again.call('changePassword', { body: { current: memberPassword, password: newPassword } });
  await failing(signIn(email, typed.password));
  await failing(
    createApi(backend.url()).call('refresh', { body: { refreshToken: typed.refresh, clientId: newId<never>() } }),
  );

  const { link, user } = await admin.call('inviteUser', {
    body: { name: 'Guest', email: 'guest@parley.example', role: 'agent' },
  });
  const first = new URL(link).hash.slice(1);
  keepOnce('invitation', first, /^POST \/api\/invitations$/);
  const second = new URL((await admin.call('makePasswordLink', { params: { id: user.id } })).link).hash.slice(1);
  keepOnce('password link', second, /\/password-link$/);
  await failing(
    createApi(backend.url()).call('usePasswordLink', { body: { token: typed.link, password: newPassword } }),
  );
  await createApi(backend.url()).call('usePasswordLink', { body: { token: second, password: newPassword } });
  for (const call of ['listUsers', 'listInvitations', 'listSessions', 'secondFactor', 'audit', 'me'] as const)
    await admin.call(call);
  await raw('GET', '/api/me', undefined, bearer(typed.bearer));
  const socket = io(backend.url(), {
    transports: ['websocket'],
    auth: { accessToken: typed.socket },
    reconnection: false,
  });
  await new Promise((resolve) => void socket.once('connect_error', resolve));
  socket.disconnect();
});

it('numbers: tokens that work and tokens that Meta refuses, sign-up, rotation, services', async () => {
  const [waba] = simulator.company.wabas;
  const [number, other] = waba?.phoneNumbers ?? [];
  if (waba === undefined || number === undefined || other === undefined) throw new Error('the company has no numbers');
  [phoneNumberId, wabaId] = [number.id, waba.id];
  const body = { name: 'Shop', phoneNumber: number.displayPhoneNumber, phoneNumberId, businessAccountId: wabaId };
  const { data } = await admin.call('createIntegration', {
    body: { ...body, accessToken: simulator.company.accessToken, webhookVerifyToken: verifyToken },
  });
  accountId = data.id;
  const config = { wabaId, phoneNumberId: other.id, accessToken: bogusToken };
  expect((await admin.call('putWhatsappConfig', { params: { tenantId }, body: config })).data.verification.ok).toBe(
    false,
  );
  await failing(admin.call('putWhatsappConfig', { params: { tenantId }, body: { ...config, wabaId: bogusToken } }));
  await simulator.subscribe(wabaId, `${backend.url()}${webhookPath}`);
  const { state } = (await admin.call('startSignup').catch(() => ({ data: { state: tenantId } }))).data;
  await failing(
    admin.call('signup', { body: { code: typed.code, state, redirectUri: 'https://example.com/back', pin: '918273' } }),
  );
  // The page there hands both on to the desktop: that is what it is for.
  await raw('GET', '/api/whatsapp/signup/callback?code=of-the-dialog&state=of-ours');
  await raw('GET', `/tenants/${tenantId}/credentials/meta`, undefined, bearer(typed.service));
  expect(
    (
      await raw(
        'GET',
        `/tenants/${tenantId}/credentials/meta?phoneNumberId=${phoneNumberId}`,
        undefined,
        bearer(serviceKey),
      )
    ).status,
  ).toBe(200);
  await admin.call('listIntegrations');
  await admin.call('examine', { params: { id: accountId } as never });
  await admin.call('rotateEncryptionKeys');
  await raw('GET', `${webhookPath}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${typed.verify}`);
  await raw('GET', `${webhookPath}/${accountId}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${verifyToken}`);
});

it('messages: in, out, refused, unreadable', async () => {
  const [one, two] = customers;
  await control('/inbound', { waId: one, phoneNumberId, message: { text: written.inbound } });
  await control('/inbound', { waId: two, phoneNumberId, message: { text: 'hello' } });
  const conversation = await until('both conversations', async () => {
    const { data } = await admin.call('listConversations');
    return data.length === 2 ? data.find(({ contact }) => contact.phone === one) : undefined;
  });
  const id = conversation.id;
  const send = async (body: object) =>
    await raw('POST', '/api/whatsapp/messages/send', JSON.stringify(body), bearer(admin.token ?? ''));
  const text = (words: string) => ({ conversationId: id, type: 'text', text: { body: words } });
  expect((await send(text(written.outbound))).status).toBe(202);
  await control('/faults', { errorCode: 131026, errorCount: 1 });
  await send(text(written.refused));
  await until('the refusal', async () => {
    const { data } = await admin.call('listConversationMessages', { params: { id } });
    return data.some(({ status }) => status === 'failed');
  });
  await send({ ...text(written.refused), type: written.stray });
  await send({ conversationId: id, type: 'text', text: { body: { deep: written.stray } } });
  await send({
    conversationId: id,
    type: 'template',
    template: { name: written.stray, language: { code: 'en_US' }, components: [] },
  });
  const image = readFileSync(sampleImage());
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(image)], { type: 'image/png' }), `${written.caption}.png`);
  const upload = await fetch(`${backend.url()}/api/media`, {
    method: 'POST',
    headers: bearer(admin.token ?? ''),
    body: form,
  });
  expect(upload.status).toBe(201);
  await admin.call('mutate', {
    body: {
      mutations: [
        {
          id: newId<MutationId>(),
          type: 'message.send',
          messageId: newId<MessageId>(),
          conversationId: id,
          content: { type: 'text', text: written.queued },
          replyTo: null,
          basedOn: null,
          anyway: true,
        } as never,
      ],
    },
  });
  const contactId = (await admin.call('listContacts', { query: { search: one } })).contacts[0]?.id ?? '';
  await raw(
    'POST',
    `/api/contacts/${contactId}/notes`,
    JSON.stringify({ text: written.note }),
    bearer(admin.token ?? ''),
  );
  // Signed and unreadable, unsigned, wrongly signed.
  const garbage = `{"object":"whatsapp_business_account","entry":"${written.garbage}"}`;
  const signature = signBody(simulator.company.appSecret, Buffer.from(garbage));
  await raw('POST', webhookPath, garbage, { 'x-hub-signature-256': signature });
  await raw('POST', webhookPath, `{{${written.garbage}`, {
    'x-hub-signature-256': signBody(simulator.company.appSecret, Buffer.from(`{{${written.garbage}`)),
  });
  await raw('POST', webhookPath, garbage, { 'x-hub-signature-256': `sha256=${typed.signature}` });
  await raw('POST', webhookPath, garbage);
});

it('programs: tokens, templates, campaigns, outgoing webhooks, gateways', async () => {
  const [one] = customers;
  const { token } = (await admin.call('createIntegrationToken', { body: { accountId: accountId as never } })).data;
  keepOnce('integration token', token, /^POST \/api\/settings\/integration-tokens$/);
  const send = async (body: object, key = token) =>
    await raw('POST', '/api/integrations/send-message', JSON.stringify(body), bearer(key));
  expect((await send({ recipientPhone: one, message: written.outbound })).status).toBe(200);
  await send({ recipientPhone: one, message: written.outbound }, typed.integration);
  await send({ recipientPhone: written.stray, message: written.stray });
  await control('/faults', { errorCode: 131026, errorCount: 1 });
  await send({ recipientPhone: one, message: written.refused });
  await send({
    recipientPhone: one,
    template: {
      name: 'no_such_template',
      language: 'en_US',
      components: [{ type: 'body', parameters: [{ type: 'text', text: written.parameter }] }],
    },
  });
  await raw('GET', '/api/integrations/verify', undefined, bearer(token));
  const hook = { accountId, url: `http://127.0.0.1:9/hook`, events: ['message.received', 'message.status'] };
  const { secret, id } = (await admin.call('createOutgoingWebhook', { body: hook as never })).data;
  keepOnce('secret of an outgoing webhook', secret, /^POST \/api\/settings\/outgoing-webhooks$/);
  await control('/inbound', { waId: one, phoneNumberId, message: { text: written.inbound } });
  await until('a delivery that failed', async () => {
    const { data } = await admin.call('listWebhookDeliveries', { params: { id } });
    return data.some(({ attempts }) => (attempts as unknown as { length?: number }).length !== 0);
  });
  for (const endpoint of ['Broken', 'Works']) {
    await admin.call('assignEndpoint', { params: { tenantId }, body: { endpoint_name: endpoint } });
    await admin.call('endpointHealth');
    await admin.call('addDevice', { body: { name: `Counter ${endpoint}` } }).catch(() => undefined);
    await admin.call('tenantEndpoint', { params: { tenantId } });
  }
  expect((await admin.call('listDevices')).devices.length).toBeGreaterThan(0);
  // Its token dies while something waits.
  await control('/token', { valid: false, subcode: 463 });
  await send({ recipientPhone: one, message: written.queued });
  await admin.call('examine', { params: { id: accountId } as never });
  await raw('POST', '/api/whatsapp/templates/sync', '{}', bearer(admin.token ?? ''));
  await control('/token', { valid: true });
});

it('T-32 a canary in every field of every route comes back in no error', async () => {
  const canary = written.stray;
  const keys = {
    person: admin.token ?? '',
    integration: once.find(({ name }) => name === 'integration token')?.value,
    service: serviceKey,
  };
  const before = recorded.answers.length;
  const lists = Object.values(rest).filter(({ method, path }) => method === 'GET' && !path.includes(':'));
  for (const { method, path } of lists) {
    for (const key of Object.values(keys)) await raw(method, path, undefined, bearer(String(key)));
  }
  for (const { method, path, body: schema } of Object.values(rest)) {
    // These end the session or the number that the others are tried with.
    if (method === 'DELETE' || path.endsWith('/logout')) continue;
    const at = path.replace(/:\w+/g, canary);
    const sample = withCanary(sampleOf(schema) ?? {}, canary);
    for (const body of [sample, { ...(sample as object), [canary]: canary }, canary, `{"${canary}`]) {
      for (const key of Object.values(keys)) {
        const sent =
          method === 'GET' ? undefined : typeof body === 'string' && body.startsWith('{') ? body : JSON.stringify(body);
        await raw(method, `${at}?limit=${canary}&${canary}=${canary}&cursor=${canary}`, sent, {
          ...bearer(String(key)),
          'idempotency-key': canary,
          'user-agent': canary,
          cookie: `a=${canary}`,
          'x-hub-signature-256': canary,
        });
      }
    }
  }
  expect(recorded.answers.length - before).toBeGreaterThan(600);
});

it.each([
  ['ENCRYPTION_KEYS', (canary: string) => `k1:${canary}`],
  ['DATABASE_KEY', (canary: string) => canary],
  ['JWT_SECRET', (canary: string) => canary.slice(0, 20)],
  ['SERVICE_KEY', (canary: string) => `${canary} with a space`],
  ['RABBITMQ_URL', (canary: string) => `http://parley:${canary}@127.0.0.1:9`],
  ['PARLEY_ADMIN_PASSWORD', (canary: string) => canary.slice(0, 11)],
  ['DATABASE_URL', (canary: string) => `postgres://parley:${canary}@127.0.0.1:9/parley`],
  ['DATABASE_URL', (canary: string) => `mysql://parley:${canary}@127.0.0.1:9/parley`],
  ['WHATSAPP_GRAPH_URL', (canary: string) => `http://parley:${canary}@example.com`],
  ['PORT', (canary: string) => canary],
])('T-32 a wrong %s is named at the start, and not told', async (name, value) => {
  const canary = mark('start');
  const logFile = join(folder, `start-${name}-${marked}.log`);
  const child = startChild({
    name: 'backend',
    file: built('backend/main.js'),
    cwd: makeFolder('canary-start'),
    env: {
      PORT: '0',
      NODE_ENV: 'production',
      DEBUG: 'parley:*',
      JWT_SECRET: jwtSecret,
      ENCRYPTION_KEYS: `k1:${oldKey.toString('base64')}`,
      PARLEY_ADMIN_EMAIL: 'admin@parley.example',
      PARLEY_ADMIN_PASSWORD: newPassword,
      [name]: value(canary),
    },
    logFile,
  });
  expect((await child.ended).code).toBe(1);
  const said = tail(logFile);
  expect(said.length).toBeGreaterThan(20);
  expect(findSecrets(Buffer.from(said), [{ name, value: canary.slice(0, 11) }])).toEqual([]);
});

it('T-32 0 hits: database, its log, media, logs, errors, answers; a token stands in the one answer that shows it', async () => {
  await control('/webhooks/settle', {});
  const bodies = Object.entries(written).map(([name, value]) => ({ name: `written ${name}`, value }));
  const accountVerify = { name: 'verify token of an account', value: verifyToken };
  const all: Secret[] = [...never, ...once, accountVerify, ...bodies];
  const hits: object[] = [];
  const look = (where: string, bytes: Buffer, secrets: readonly Secret[]): void => {
    for (const hit of findSecrets(bytes, secrets)) hits.push({ where, ...hit });
  };

  // While it runs: the write-ahead log is there; after it was killed: nobody tidied up.
  const running = filesBelow(backend.dir);
  expect(running.some((file) => file.endsWith('-wal'))).toBe(true);
  for (const file of running) look(file, readFileSync(file), all);
  await backend.kill();
  for (const file of filesBelow(backend.dir)) look(`${file} after a kill`, readFileSync(file), all);
  for (const file of logs()) look(file, readFileSync(file), all);

  // Whoever has the database’s own key still finds no secret in it; what people wrote is what it is for.
  for (const [cell, bytes] of await cellsOf()) look(cell, bytes, [...never, ...once]);

  const shown = new Map<string, number>();
  for (const { call, status, text } of recorded.answers) {
    look(call, Buffer.from(text, 'latin1'), never);
    if (status >= 400) look(`${status} ${call}`, Buffer.from(text, 'latin1'), bodies);
    for (const { name, value, in: where } of once) {
      if (findSecrets(Buffer.from(text, 'latin1'), [{ name, value }]).length === 0) continue;
      if (where.test(call)) shown.set(String(value), (shown.get(String(value)) ?? 0) + 1);
      else hits.push({ where: call, status, name });
    }
  }
  expect(hits).toEqual([]);
  // Each of them was seen where it belongs, and not more often: the net had something to catch.
  expect(
    once.filter(({ value, atMost }) => !(shown.get(String(value)) ?? 0) || (shown.get(String(value)) ?? 0) > atMost),
  ).toEqual([]);
  const log = readFileSync(backend.logFile, 'utf8');
  expect(log).toContain('"level":"debug"');
  expect(log).not.toMatch(/failed unexpectedly/);
  expect(new Set(recorded.answers.map(({ status }) => Math.trunc(status / 100)))).toEqual(new Set([2, 4, 5]));
});

/** Every cell of the database, decrypted with its key. */
async function cellsOf(): Promise<[string, Buffer][]> {
  const { db, close } = await openDatabase({ url: `sqlite:${backend.databaseFile}`, key: databaseKey });
  const cells: [string, Buffer][] = [];
  const { rows: tables } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'string' || Buffer.isBuffer(value)) cells.push([`${name}.${column}`, Buffer.from(value)]);
      }
    }
  }
  await close();
  expect(cells.length).toBeGreaterThan(500);
  return cells;
}

/** The sample with the canary as every text in it. */
function withCanary(value: unknown, canary: string): unknown {
  if (typeof value === 'string') return canary;
  if (Array.isArray(value)) return value.map((each) => withCanary(each, canary));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withCanary(each, canary)]));
}

function sampleImage(): string {
  const samples = join(root, 'src-simulator/media/samples');
  const name = readdirSync(samples).find((each) => each.endsWith('.png') || each.endsWith('.jpg'));
  if (name === undefined) throw new Error('there is no sample picture');
  return join(samples, name);
}
