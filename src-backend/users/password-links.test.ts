import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';

let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
});
afterEach(() => test.close());

const chosen = 'a password of my own';
const day = 24 * 60 * 60_000;
const invite = (changes: object = {}) =>
  test.call('POST', '/api/invitations', {
    as: admin,
    body: { name: 'Noor', email: 'noor@acme.test', role: 'agent', ...changes },
  });
const use = (link: unknown, password = chosen) => {
  const token = String(link).split('#')[1];
  return test.call('POST', '/api/auth/password-link', { body: { token, password } });
};
const login = (password = chosen) =>
  test.call('POST', '/api/auth/login', { body: { email: 'noor@acme.test', password } });

it('invites by a link that works once; nobody else ever knows the password', async () => {
  const { status, body, headers } = await invite();
  expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
  expect(body['link']).toMatch(/^http:\/\/127\.0\.0\.1\/set-password#plk_[\w-]{43}$/);
  expect(body['user']).toMatchObject({ name: 'Noor', role: 'agent', active: true });
  expect((await login()).status).toBe(401);
  expect((await use(body['link'], 'short')).status).toBe(400);
  expect((await use(body['link'])).status).toBe(200);
  expect((await login()).status).toBe(200);
  expect((await use(body['link'], 'what somebody else wants')).status).toBe(404);
  expect((await login()).status).toBe(200);
});

it('S-44 of two who use a link at once one sets the password', async () => {
  const { body } = await invite();
  const answers = await Promise.all([use(body['link'], 'password of the one'), use(body['link'], 'password of two')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
});

it('a link expires, can be withdrawn, and a new one ends those of before', async () => {
  const [first, second, third] = [
    await invite({ email: 'one@acme.test' }),
    await invite({ email: 'two@acme.test' }),
    await invite(),
  ];
  const open = async () => (await test.call('GET', '/api/invitations', { as: admin })).body['invitations'];
  const invitations = (await open()) as { id: string; user: { email: string } }[];
  const id = invitations.find(({ user }) => user.email === 'one@acme.test')?.id;
  expect((await test.call('DELETE', `/api/invitations/${id}`, { as: admin })).status).toBe(200);
  expect((await test.call('DELETE', `/api/invitations/${id}`, { as: admin })).status).toBe(404);
  expect((await use(first.body['link'])).status).toBe(404);

  const { id: userId } = third.body['user'] as { id: string };
  const reset = await test.call('POST', `/api/users/${userId}/password-link`, { as: admin });
  expect(reset.status).toBe(201);
  expect((await use(third.body['link'])).status).toBe(404);
  test.clock.advance(day - 1);
  expect((await use(reset.body['link'])).status).toBe(200);
  test.clock.advance(6 * day + 1);
  expect((await use(second.body['link'])).status).toBe(404);
});

it('S-62 a reset wants a fresh proof and ends the sessions of the person when it is used', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const { body } = await test.call('POST', `/api/users/${agent.userId}/password-link`, { as: admin });
  expect((await test.call('GET', '/api/me', { as: agent })).status).toBe(200);
  expect((await use(body['link'])).status).toBe(200);
  expect((await test.call('GET', '/api/me', { as: agent })).status).toBe(401);
  test.clock.advance(5 * 60_000);
  expect((await test.call('POST', `/api/users/${agent.userId}/password-link`, { as: admin })).status).toBe(403);
});

it('S-61 nobody invites above their own role', async () => {
  expect((await invite({ role: 'superadmin' })).status).toBe(403);
  const marketer = await test.signIn(tenantId, 'marketer');
  const body = { name: 'Noor', email: 'noor@acme.test', role: 'viewer' };
  expect((await test.call('POST', '/api/invitations', { as: marketer, body })).status).toBe(403);
});

it('the link is in no log and no table, only its hash', async () => {
  const { body } = await invite();
  const token = String(body['link']).split('#')[1] ?? '';
  await use(body['link']);
  const rows = [
    await test.db.selectFrom('passwordLink').selectAll().execute(),
    await test.db.selectFrom('auditEntry').selectAll().execute(),
  ];
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(test.logged.join('\n')).not.toContain(token);
});

it('guessing links is slowed down, and the page is there for whoever has no desktop yet', async () => {
  const answers = [];
  for (let guess = 0; guess < 21; guess++) answers.push(await use(`#plk_${'x'.repeat(43)}`));
  expect(answers.at(0)?.status).toBe(404);
  expect(answers.at(-1)?.status).toBe(429);
  const page = await test.call('GET', '/set-password');
  expect(page.text).toContain('Set your password');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect((await test.call('GET', '/set-password.js')).text).toContain('/api/auth/password-link');
});
