import { afterAll, beforeAll, expect, it } from 'vitest';
import { RestError } from '#shared/wire/rest.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';

let test: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  test = await TestApp.start({ publicUrl: 'https://chat.acme.test' });
  admin = await test.signIn(await test.addTenant(), 'admin');
});
afterAll(() => test.close());

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  test.call('POST', '/api/users', { as: admin, body, headers });

it.each([
  ['an unknown address', () => test.call('GET', '/api/nothing'), 404, 'not_found'],
  ['a method that the route lacks', () => test.call('DELETE', '/api/me', { as: admin }), 404, 'not_found'],
  ['an address that is no address', () => test.call('GET', '/%zz'), 400, 'invalid_input'],
  ['half of a JSON', () => post('{"name":'), 400, 'invalid_input'],
  ['JSON under another name', () => post('{}', { 'content-type': 'text/plain' }), 400, 'invalid_input'],
  ['a body that is too long', () => post(`{"name":"${'a'.repeat(1024 * 1024)}"}`), 413, 'payload_too_large'],
  ['keys that reach a prototype', () => post('{"__proto__":{}}'), 400, 'invalid_input'],
  ['a wrong host', () => test.call('GET', '/health', { headers: { host: 'evil.test' } }), 403, 'forbidden'],
  ['no sign-in', () => test.call('GET', '/api/me'), 401, 'unauthenticated'],
])('S-59 answers %s in the one shape of errors', async (_, ask, status, code) => {
  const answer = await ask();
  expect(answer.status).toBe(status);
  expect(RestError.parse(answer.body)).toMatchObject({ success: false, code });
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
});

it('S-59 names the field that is wrong', async () => {
  const { body } = await post('{"name":"Ana","email":"ana","password":"correct horse battery","role":"agent"}');
  expect(body).toMatchObject({ code: 'invalid_input', details: { field: 'email' } });
});

it.each([
  ['of alternatives, the one that comes closest', '/api/auth/step-up', '{"password":7}', 'password'],
  ['of another alternative', '/api/auth/step-up', '{"code":7}', 'code'],
  ['the body itself', '/api/auth/step-up', '[]', 'body'],
  ['a part of the address', '/api/whatsapp/integrations/nonsense/toggle', '{}', 'id'],
])('S-59 names what is wrong: %s', async (_, path, body, field) => {
  const answer = await test.call('POST', path, { as: admin, body });
  expect(answer.body).toMatchObject({ code: 'invalid_input', details: { field } });
});

it('S-59 an unexpected failure keeps its text to itself and is logged once, under its correlation id', async () => {
  await test.db.schema.alterTable('audit_entry').renameTo('audit_entry_away').execute();
  const answer = await test.call('GET', '/api/audit', { as: admin });
  await test.db.schema.alterTable('audit_entry_away').renameTo('audit_entry').execute();
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ code: 'internal' });
  expect(answer.text).not.toContain('audit_entry');
  const lines = test.logged.filter(
    (line) => line.includes(String(answer.body['correlationId'])) && line.includes('"error"'),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('no such table');
});

it('S-59 sends the headers that make a browser careful', async () => {
  const { headers } = await test.call('GET', '/');
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'strict-transport-security': expect.any(String),
  });
  expect(headers).not.toHaveProperty('x-powered-by');
});

it('S-57 lets exactly the one web origin in', async () => {
  const preflight = (origin: string) =>
    test.app.inject({
      method: 'OPTIONS',
      url: '/api/me',
      headers: { host: '127.0.0.1', origin, 'access-control-request-method': 'GET' },
    });
  const ours = await preflight('http://localhost:3000');
  expect(ours.headers['access-control-allow-origin']).toBe('http://localhost:3000');
  expect(ours.headers).not.toHaveProperty('access-control-allow-credentials');
  const theirs = await preflight('https://evil.test');
  expect(theirs.statusCode).toBe(403);
  expect(theirs.headers).not.toHaveProperty('access-control-allow-origin');
});

it('S-53 webhooks may be 4 MB, whatever their type, and are not parsed before their signature is checked', async () => {
  const send = (bytes: number, type: string) =>
    test.call('POST', '/api/whatsapp/webhook', { body: Buffer.alloc(bytes, 'a'), headers: { 'content-type': type } });
  for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
    expect((await send(4 * 1024 * 1024, type)).status).toBe(401);
  }
  expect((await send(4 * 1024 * 1024 + 1, 'application/json')).body).toMatchObject({ code: 'payload_too_large' });
});

it('S-47 canaries in every field and header of a request never reach the log', async () => {
  const canary = 'canary-7f3a';
  const fields = { name: canary, email: `${canary}@x.test`, password: canary, company: canary, refreshToken: canary };
  for (const path of [
    '/api/auth/login',
    '/api/auth/refresh',
    '/api/setup',
    '/api/users',
    `/api/${canary}?q=${canary}`,
  ]) {
    await test.call('POST', path, {
      as: admin,
      body: { ...fields, [canary]: canary },
      headers: { 'x-canary': canary, cookie: canary, 'user-agent': canary, 'x-hub-signature-256': canary },
    });
    await test.call('GET', `${path}?${canary}=${canary}`, { as: { accessToken: canary } });
  }
  expect(test.logged.length).toBeGreaterThan(8);
  expect(test.logged.join('')).not.toContain(canary);
});

it('names its health and whether it waits for its first company', async () => {
  const { status, body } = await test.call('GET', '/health');
  expect([status, body]).toEqual([
    200,
    { status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/), checks: { database: 'ok' }, needsSetUp: false },
  ]);
});

it('a person who types the address into a browser learns what it is', async () => {
  const { headers, text } = await test.call('GET', '/');
  expect(headers['content-type']).toContain('text/html');
  expect(text).toContain('Parley desktop');
});
