import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { TestApp, password } from '../testing/test-app.ts';

let test: TestApp;
let tenantId: TenantId;

beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
});
afterEach(() => test.close());

const login = (email: string, given: string) =>
  test.call('POST', '/api/auth/login', { body: { email, password: given } });
const audited = async () =>
  (await test.db.selectFrom('auditEntry').selectAll().execute()).map(
    ({ tenantId: tenant, action, target, details }) => ({
      tenant,
      action,
      target,
      details: JSON.parse(details) as unknown,
    }),
  );

it('answers with tokens and the person, whatever the case of the address', async () => {
  const { email, userId } = await test.addUser(tenantId, 'agent');
  const { status, body, headers } = await login(email.toUpperCase(), password);
  expect(status).toBe(200);
  expect(Object.keys(body).toSorted()).toEqual(['accessToken', 'expiresAt', 'refreshToken', 'user']);
  expect(body['user']).toMatchObject({ id: userId, email, role: 'agent', active: true });
  expect(headers['cache-control']).toBe('no-store');
});

it('S-43 says the same of an unknown address, a wrong password and somebody switched off', async () => {
  const { email } = await test.addUser(tenantId, 'agent');
  const gone = await test.addUser(tenantId, 'agent');
  await test.db.updateTable('appUser').set({ active: 0 }).where('id', '=', gone.userId).execute();
  const answers = [
    await login('nobody@acme.test', password),
    await login(email, 'not the password'),
    await login(gone.email, password),
  ];
  const shown = answers.map(({ status, body }) => ({ status, body: { ...body, correlationId: '' } }));
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[2]).toEqual(shown[0]);
  expect(shown[0]).toEqual({
    status: 401,
    body: {
      success: false,
      code: 'unauthenticated',
      message: 'The e-mail address or the password is wrong',
      correlationId: '',
    },
  });
});

it('S-64 records every sign-in and every failed one, and never what was typed', async () => {
  const { email, userId } = await test.addUser(tenantId, 'agent');
  await login(email, password);
  await login(email, 'canary-password');
  await login('canary-address@acme.test', 'canary-password');
  const entries = await audited();
  expect(entries).toMatchObject([
    { tenant: '', action: 'login.failed', target: null, details: { reason: 'unknown' } },
    { tenant: tenantId, action: 'login' },
    { tenant: tenantId, action: 'login.failed', target: userId, details: { reason: 'password' } },
  ]);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it.each([{}, { email: 'no-address', password }, { email: 'a@b.test' }, [], 'text', null])(
  'names what is wrong with %j',
  async (body) => {
    const { status, body: answer } = await test.call('POST', '/api/auth/login', { body });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ success: false, code: 'invalid_input', message: expect.any(String) });
  },
);
