import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';

let test: TestApp;
let tenantId: TenantId;
let superadmin: SignedIn;
beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  superadmin = await test.signIn(tenantId, 'superadmin');
});
afterEach(() => test.close());

const create = (changes: object = {}) =>
  test.call('POST', '/api/tenants', {
    as: superadmin,
    body: { name: 'Beta', admin: { name: 'Bo', email: 'bo@beta.test' }, ...changes },
  });

it('M-8 a superadmin makes a company; its first admin comes in by the link', async () => {
  const { status, body } = await create({ slug: 'beta-inc' });
  expect([status, body['tenant']]).toMatchObject([201, { name: 'Beta', slug: 'beta-inc', suspended: false, users: 1 }]);
  const { link } = body['invitation'] as { link: string };
  const token = link.split('#')[1];
  const password = 'a password of my own';
  expect((await test.call('POST', '/api/auth/password-link', { body: { token, password } })).status).toBe(200);
  const signedIn = await test.call('POST', '/api/auth/login', { body: { email: 'bo@beta.test', password } });
  const bo = { accessToken: String(signedIn.body['accessToken']) };
  expect((await test.call('GET', '/api/me', { as: bo })).body).toMatchObject({
    tenant: { slug: 'beta-inc' },
    user: { role: 'admin' },
    superadmin: false,
  });
  expect((await test.call('GET', '/api/tenants', { as: bo })).status).toBe(403);
  const { tenants } = (await test.call('GET', '/api/tenants', { as: superadmin })).body as { tenants: object[] };
  expect(tenants).toMatchObject([{ name: 'Acme' }, { name: 'Beta' }]);
});

it('a taken slug or address makes nothing', async () => {
  expect((await create({ slug: 'acme' })).body).toMatchObject({ code: 'conflict', details: { field: 'slug' } });
  expect((await create({ admin: { name: 'Bo', email: superadmin.email } })).body).toMatchObject({ code: 'conflict' });
  expect(await test.db.selectFrom('tenant').selectAll().execute()).toHaveLength(1);
  expect((await create({ slug: 'No Slug' })).status).toBe(400);
});

it('S-46 suspending ends the sessions of a company at once and keeps its people out until it is resumed', async () => {
  const other = await test.addTenant('Other');
  const agent = await test.signIn(other, 'agent');
  const statusOf = async () => (await test.call('GET', '/api/me', { as: agent })).status;
  expect(await statusOf()).toBe(200);
  const suspend = (suspended: boolean, id: string = other) =>
    test.call('PATCH', `/api/tenants/${id}`, { as: superadmin, body: { suspended } });
  expect((await suspend(true, 'other')).body).toMatchObject({ id: other, suspended: true });
  expect(await statusOf()).toBe(401);
  await expect(test.login(agent.email)).rejects.toThrow('failed');
  await suspend(false);
  expect((await test.call('GET', '/api/me', { as: await test.login(agent.email) })).status).toBe(200);
  expect((await suspend(true, tenantId)).body).toMatchObject({ code: 'conflict' });
  expect((await suspend(true, 'nobody')).status).toBe(404);
});

it('S-61 an admin is no superadmin', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const answers = [
    await test.call('GET', '/api/tenants', { as: admin }),
    await test.call('POST', '/api/tenants', { as: admin, body: {} }),
    await test.call('PATCH', `/api/tenants/${tenantId}`, { as: admin, body: { name: 'Mine' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
