import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber } from '../testing/test-inbox.ts';

let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  test = await TestApp.start();
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId, { displayPhoneNumber: '+1 555-078-3881' });
});
afterEach(() => test.close());

const day = 24 * 60 * 60_000;
const path = '/api/settings/integration-tokens';
async function generate(body: object = { accountId }): Promise<string> {
  const { status, body: answer } = await test.call('POST', path, { as: admin, body });
  expect(status).toBe(201);
  return (answer['data'] as { token: string }).token;
}
const verify = (token: string, more: { remote?: string; headers?: Record<string, string> } = {}) =>
  test.call('GET', '/api/integrations/verify', { as: { accessToken: token }, ...more });
const list = async () => {
  // The sign-in may have run out while the clock was moved.
  const again = await test.login(admin.email);
  return (await test.call('GET', path, { as: again })).body['data'] as Record<string, unknown>[];
};
const audited = async () =>
  (await test.db.selectFrom('auditEntry').selectAll().where('action', 'like', 'token.%').execute()).map(
    ({ action, target, details }) => ({ action, target, details: JSON.parse(details) as Record<string, unknown> }),
  );

it('I-1 shows the token once: wpi_int_ and 64 hex digits, of which only the SHA-256 is kept', async () => {
  const { status, body, headers } = await test.call('POST', path, { as: admin, body: { accountId } });
  const { token } = body['data'] as { token: string };
  expect(status).toBe(201);
  expect(headers['cache-control']).toBe('no-store');
  expect(token).toMatch(/^wpi_int_[0-9a-f]{64}$/);
  expect(body).toEqual({
    success: true,
    data: {
      token,
      accountId,
      wabaId: '102290129340398',
      lastFour: token.slice(-4),
      createdAt: new Date(test.clock.now()).toISOString(),
    },
  });
  const rows = await test.db.selectFrom('integrationToken').selectAll().execute();
  expect(rows[0]?.hash).toBe(createHash('sha256').update(token).digest('hex'));
  expect(JSON.stringify(rows)).not.toContain(token.slice('wpi_int_'.length));
});

it('I-1 lists who made it, its last four, when it was used, and after 90 days the advice to rotate', async () => {
  const token = await generate({ accountId, name: 'Shop' });
  const createdAt = new Date(test.clock.now()).toISOString();
  const shown = {
    id: expect.any(String),
    accountId,
    accountName: 'Support',
    wabaId: '102290129340398',
    name: 'Shop',
    lastFour: token.slice(-4),
    createdAt,
    createdBy: { id: admin.userId, name: 'admin' },
    lastUsedAt: null,
    rotateHint: null,
    alert: null,
  };
  expect(await list()).toEqual([shown]);
  test.clock.advance(90 * day);
  await verify(token);
  expect(await list()).toEqual([
    {
      ...shown,
      lastUsedAt: new Date(test.clock.now()).toISOString(),
      rotateHint: 'This token is older than 90 days: generate a new one and give it to your integrator',
    },
  ]);
});

it('I-1 generating replaces the old token at once; revoking ends it; each is audited', async () => {
  const first = await generate();
  const second = await generate();
  expect((await verify(first)).status).toBe(401);
  expect((await verify(second)).status).toBe(200);
  expect((await test.call('DELETE', `${path}/${accountId}`, { as: admin })).body).toEqual({ success: true });
  expect((await verify(second)).status).toBe(401);
  expect(await list()).toEqual([]);
  expect((await test.call('DELETE', `${path}/${accountId}`, { as: admin })).status).toBe(404);
  expect(await audited()).toMatchObject([
    { action: 'token.created', target: accountId, details: { lastFour: first.slice(-4), replaced: null } },
    { action: 'token.replaced', target: accountId, details: { lastFour: second.slice(-4), replaced: first.slice(-4) } },
    { action: 'token.revoked', target: accountId, details: { lastFour: second.slice(-4) } },
  ]);
});

it('S-42 of many generated side by side exactly one is active', async () => {
  const tokens = await Promise.all(Array.from({ length: 8 }, () => generate()));
  const statuses = await Promise.all(tokens.map(async (token) => (await verify(token)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

it('S-42 the same 401 for every cause, and the log tells them apart', async () => {
  const revoked = await generate();
  const valid = await generate();
  const answers = [
    await test.call('GET', '/api/integrations/verify'),
    await verify('wpi_int_short'),
    await verify(valid.toUpperCase()),
    await verify(`wpi_int_${'0'.repeat(64)}`),
    await verify(revoked),
  ];
  await test.call('DELETE', `/api/whatsapp/integrations/${accountId}`, { as: admin });
  answers.push(await verify(valid));
  for (const { status, body } of answers) {
    expect({ status, body }).toEqual({
      status: 401,
      body: {
        success: false,
        message: 'Invalid or expired integration token',
        code: 'unauthenticated',
        correlationId: expect.any(String),
      },
    });
  }
  const lines = test.logged
    .map((line) => (JSON.parse(line) as { text: string }).text)
    .filter((text) => /❌/.test(text));
  expect(lines).toEqual([
    '❌ Token not provided',
    '❌ Invalid token format',
    '❌ Invalid token format',
    '❌ Token not recognised',
    '❌ Token revoked or replaced',
    '❌ Account not found',
  ]);
});

it('ruling 17: a valid token is logged with its account, its creator’s address masked, and never itself', async () => {
  const token = await generate();
  await verify(token);
  const texts = test.logged.map((line) => (JSON.parse(line) as { text: string }).text);
  expect(texts).toContain('🔑 Integration Token Check: ✅ Valid');
  expect(texts).toContain('→ ✅ Token verified for: a***@acme.test (Support)');
  expect(test.logged.join('')).not.toContain(token.slice(8, 40));
  expect(test.logged.join('')).not.toContain(admin.email);
});

it('ruling 16: connecting a removed account again does not bring its token back', async () => {
  const token = await generate();
  await test.call('DELETE', `/api/whatsapp/integrations/${accountId}`, { as: admin });
  await test.db.updateTable('tenantWhatsappConfig').set({ deletedAt: null, isActive: 1, configured: 1 }).execute();
  expect((await verify(token)).status).toBe(401);
});

it('S-42 writes the use of a token once a minute, and at once when the network is another', async () => {
  const token = await generate();
  const row = () => test.db.selectFrom('integrationToken').selectAll().executeTakeFirstOrThrow();
  await verify(token, { remote: '198.51.100.7', headers: { 'user-agent': 'Enromatics/1' } });
  const first = await row();
  expect(first).toMatchObject({ lastNetwork: '198.51.100.0/24', lastUserAgent: 'Enromatics/1' });
  test.clock.advance(59_000);
  await verify(token, { remote: '198.51.100.9' });
  expect(await row()).toEqual(first);
  test.clock.advance(1000);
  await verify(token, { remote: '198.51.100.9' });
  expect((await row()).lastUsedAt).toBe(test.clock.now());
  await verify(token, { remote: '203.0.113.1' });
  expect((await row()).lastNetwork).toBe('203.0.113.0/24');
});

it('I-1 a use from a network that was never seen is shown and audited; the first one is not', async () => {
  const token = await generate();
  await verify(token, { remote: '198.51.100.7' });
  expect((await list())[0]).toMatchObject({ alert: null });
  await verify(token, { remote: '203.0.113.1' });
  await verify(token, { remote: '198.51.100.7' });
  const at = new Date(test.clock.now()).toISOString();
  expect((await list())[0]).toMatchObject({ alert: { kind: 'new_network', at, network: '203.0.113.0/24' } });
  expect((await audited()).filter(({ action }) => action === 'token.unusual_use')).toEqual([
    {
      action: 'token.unusual_use',
      target: accountId,
      details: { kind: 'new_network', network: '203.0.113.0/24', tokenId: expect.any(String) },
    },
  ]);
});

it('I-1 ten times the usual rate is shown and audited once an hour', async () => {
  const token = await generate();
  // Twelve an hour for two days.
  const now = test.clock.now();
  const { id: tokenId, tenantId } = await test.db.selectFrom('integrationToken').selectAll().executeTakeFirstOrThrow();
  const hours = Array.from({ length: 48 }, (_, index) => now - (index + 1) * 3600_000);
  const rows = hours.map((hour) => ({ tenantId, tokenId, hour, requests: 12 }));
  await test.db.insertInto('integrationTokenHour').values(rows).execute();
  for (let minute = 0; minute < 5; minute++) {
    for (let i = 0; i < 35; i++) await verify(token);
    test.clock.advance(60_000);
  }
  expect((await list())[0]).toMatchObject({ alert: { kind: 'unusual_rate', usualPerHour: 12 } });
  expect((await audited()).filter(({ action }) => action === 'token.unusual_use')).toHaveLength(1);
});

it('S-58 a token that asks too often is told when to come back, others are not concerned', async () => {
  const token = await generate();
  const statuses: number[] = [];
  for (let i = 0; i < 401; i++) statuses.push((await verify(token)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(400);
  const refused = await verify(token);
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.body).toEqual({
    success: false,
    message: 'Too many requests; try again in 1 s',
    code: 'rate_limited',
    details: { retryAfter: 1 },
    correlationId: expect.any(String),
  });
  test.clock.advance(1000);
  expect((await verify(token)).status).toBe(200);
});

it('S-58 a network that guesses tokens is stopped after 30, and then nobody is looked up for it', async () => {
  const token = await generate();
  const guesses = [];
  for (let i = 0; i < 31; i++) guesses.push((await verify(`wpi_int_${String(i).padStart(64, '0')}`)).status);
  expect(guesses).toEqual([...Array.from({ length: 30 }, () => 401), 429]);
  expect((await verify(token)).status).toBe(429);
  expect((await verify(token, { remote: '203.0.113.1' })).status).toBe(200);
});

it.each([
  {},
  { accountId: 'x' },
  { accountId: null },
  [],
  { accountId: crypto.randomUUID(), name: '' },
  { accountId: crypto.randomUUID(), name: 'a\u0000b' },
])('names what is wrong with %j', async (body) => {
  const { status, body: answer } = await test.call('POST', path, { as: admin, body });
  expect(status).toBe(400);
  expect(answer).toMatchObject({ success: false, code: 'invalid_input', details: { field: expect.any(String) } });
});
