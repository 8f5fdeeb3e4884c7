import { generateSync } from 'otplib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { type SignedIn, TestApp, password } from '../testing/test-app.ts';

let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
});
afterEach(() => test.close());

const codeOf = (secret: string, shiftSeconds = 0) =>
  generateSync({ secret, epoch: Math.floor(test.clock.now() / 1000) + shiftSeconds });
const login = (email: string, code?: string) =>
  test.call('POST', '/api/auth/login', { body: { email, password, ...(code === undefined ? {} : { code }) } });

/** Sets up a second factor; the code that confirmed it is spent. */
async function enrol(person: SignedIn): Promise<{ secret: string; recoveryCodes: string[] }> {
  const secret = String((await test.call('POST', '/api/me/second-factor', { as: person })).body['secret']);
  const { status, body } = await test.call('POST', '/api/me/second-factor/confirm', {
    as: person,
    body: { code: codeOf(secret) },
  });
  expect(status).toBe(200);
  test.clock.advance(30_000);
  return { secret, recoveryCodes: body['recoveryCodes'] as string[] };
}

it('S-44 a second factor asks for nothing until a code of it was typed', async () => {
  const { body } = await test.call('POST', '/api/me/second-factor', { as: admin });
  expect(body['uri']).toMatch(/^otpauth:\/\/totp\/Parley:.*secret=/);
  expect((await login(admin.email)).status).toBe(200);
  const wrong = await test.call('POST', '/api/me/second-factor/confirm', { as: admin, body: { code: '000000' } });
  expect([wrong.status, wrong.body['details']]).toEqual([400, { field: 'code' }]);
  expect((await login(admin.email)).status).toBe(200);
});

it('S-44 then nobody signs in with the password alone, and no code is good twice', async () => {
  const { secret } = await enrol(admin);
  const asked = await login(admin.email);
  expect([asked.status, asked.body['details']]).toEqual([401, { reason: 'second_factor_required' }]);
  const code = codeOf(secret);
  expect((await login(admin.email, code)).status).toBe(200);
  const again = await login(admin.email, code);
  expect([again.status, again.body['details']]).toEqual([401, { reason: 'second_factor_wrong' }]);
  test.clock.advance(30_000);
  expect((await login(admin.email, codeOf(secret, -30))).status).toBe(401);
  expect((await login(admin.email, codeOf(secret))).status).toBe(200);
  expect((await login(admin.email, codeOf(secret, 3600))).status).toBe(401);
});

it('S-44 two who use the same code at once: one gets in', async () => {
  const { secret } = await enrol(admin);
  const code = codeOf(secret);
  const answers = await Promise.all([login(admin.email, code), login(admin.email, code)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
});

it('S-44 a recovery code works once, however it is typed, and is stored as a hash', async () => {
  const { recoveryCodes } = await enrol(admin);
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = ''] = recoveryCodes;
  expect((await login(admin.email, first.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await login(admin.email, first)).status).toBe(401);
  const rows = await test.db.selectFrom('recoveryCode').selectAll().execute();
  expect(rows).toHaveLength(9);
  expect(JSON.stringify(rows)).not.toContain(recoveryCodes[1]);
  const factor = await test.db.selectFrom('secondFactor').selectAll().executeTakeFirstOrThrow();
  expect(factor.secret).toMatch(/^v1\./);
});

it('S-44 guessing codes is slowed down like guessing passwords', async () => {
  await enrol(admin);
  const answers = [];
  for (let guess = 0; guess < 11; guess++) answers.push(await login(admin.email, String(100_000 + guess)));
  expect(answers.at(0)?.status).toBe(401);
  expect(answers.at(-1)?.status).toBe(429);
});

it('S-44 an admin whose company asks for it can do nothing else until they have one', async () => {
  const owner = await test.signIn(tenantId, 'admin');
  const { secret } = await enrol(owner);
  const set = await test.call('PUT', '/api/settings/security', { as: owner, body: { secondFactorForAdmins: true } });
  expect(set.status).toBe(200);
  const users = () => test.call('GET', '/api/users', { as: admin });
  expect([(await users()).status, (await users()).body['details']]).toEqual([403, { reason: 'second_factor_setup' }]);
  expect((await test.call('GET', '/api/me', { as: admin })).status).toBe(200);
  const agent = await test.signIn(tenantId, 'agent');
  expect((await test.call('GET', '/api/users', { as: agent })).status).toBe(200);
  await test.call('POST', '/api/auth/step-up', { as: admin, body: { password } });
  await enrol(admin);
  expect((await users()).status).toBe(200);
  // Nor can it be switched off again.
  await test.call('POST', '/api/auth/step-up', { as: owner, body: { code: codeOf(secret) } });
  expect((await test.call('DELETE', '/api/me/second-factor', { as: owner })).status).toBe(409);
});

it('S-62 what is secret wants a password or code of the last five minutes', async () => {
  const renew = () => test.call('POST', '/api/me/second-factor/recovery-codes', { as: admin });
  const { secret } = await enrol(admin);
  expect((await renew()).status).toBe(200);
  test.clock.advance(5 * 60_000);
  expect([(await renew()).status, (await renew()).body['details']]).toEqual([
    403,
    { reason: 'step_up_required', withinSeconds: 300 },
  ]);
  const wrong = await test.call('POST', '/api/auth/step-up', { as: admin, body: { password: 'wrong one' } });
  expect([wrong.status, wrong.body['details']]).toEqual([403, { reason: 'step_up_wrong' }]);
  const proved = await test.call('POST', '/api/auth/step-up', { as: admin, body: { code: codeOf(secret) } });
  expect(proved.body).toEqual({ until: test.clock.now() + 300_000 });
  expect((await renew()).status).toBe(200);
});

it('S-62 guesses of a step-up count like failed sign-ins', async () => {
  const guess = () => test.call('POST', '/api/auth/step-up', { as: admin, body: { password: 'wrong one' } });
  for (let count = 0; count < 10; count++) expect((await guess()).status).toBe(403);
  expect((await guess()).status).toBe(429);
});
