import { afterEach, beforeEach, expect, it } from 'vitest';
import { Me } from '#shared/wire/rest.ts';
import { TestApp, password } from '../testing/test-app.ts';
import { slugOf } from './tenants.repository.ts';

let test: TestApp;
beforeEach(async () => {
  test = await TestApp.start();
});
afterEach(() => test.close());

const setUp = (changes: Record<string, unknown> = {}) =>
  test.call('POST', '/api/setup', {
    body: { company: 'Acme', name: 'Maya', email: 'maya@acme.test', password, ...changes },
  });
const needsSetUp = async () => (await test.call('GET', '/health')).body['needsSetUp'];

it('makes the first company; its admin signs in and is superadmin (ruling 51)', async () => {
  expect(await needsSetUp()).toBe(true);
  const made = await setUp();
  expect(made.status).toBe(201);
  expect(Me.parse(made.body)).toMatchObject({
    user: { name: 'Maya', email: 'maya@acme.test', role: 'admin', active: true },
    tenant: { name: 'Acme', slug: 'acme', externalId: expect.stringMatching(/^t_[0-9a-f]{16}$/) },
    superadmin: true,
  });
  const signedIn = await test.login('maya@acme.test');
  expect((await test.call('GET', '/api/me', { as: signedIn })).body).toEqual(made.body);
  expect(await needsSetUp()).toBe(false);
});

it('tells desktops of the company and its admin, from the first number on', async () => {
  await setUp();
  const changes = await test.db.selectFrom('changeLog').select(['seq', 'entity', 'version']).orderBy('seq').execute();
  expect(changes).toEqual([
    { seq: 1, entity: 'tenant', version: 1 },
    { seq: 2, entity: 'user', version: 1 },
  ]);
});

it('is refused ever after, and when two try at once only one succeeds', async () => {
  const answers = await Promise.all([setUp(), setUp({ email: 'eve@acme.test' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await setUp({ email: 'eve@acme.test' })).body).toMatchObject({ code: 'conflict' });
  expect(await test.db.selectFrom('tenant').selectAll().execute()).toHaveLength(1);
});

it.each([
  [{ password: 'too short' }, 'password'],
  [{ email: 'nowhere' }, 'email'],
  [{ company: '  ' }, 'company'],
  [{ name: undefined }, 'name'],
])('names the field that is wrong in %j', async (changes, field) => {
  const { status, body } = await setUp(changes);
  expect([status, body['details']]).toEqual([400, { field }]);
  expect(await needsSetUp()).toBe(true);
});

it('PARLEY_ADMIN_EMAIL and PARLEY_ADMIN_PASSWORD do it before anyone can call', async () => {
  const ready = await TestApp.start({ firstAdmin: { email: 'ops@acme.test', password } });
  const { body } = await ready.call('GET', '/api/me', { as: await ready.login('ops@acme.test') });
  expect(body).toMatchObject({ superadmin: true, user: { role: 'admin' } });
  await ready.close();
});

it.each([
  ['Café Größe & Co.', 'cafe-grosse-co'],
  ['  --Acme--  ', 'acme'],
  ['株式会社', 'company'],
  ['A'.repeat(80), 'a'.repeat(50)],
])('makes the slug of %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('gives the second company of a name another slug', async () => {
  await test.addTenant('Acme');
  await test.addTenant('Acme');
  const rows = await test.db.selectFrom('tenant').select('slug').orderBy('createdAt').orderBy('id').execute();
  expect(rows.map((row) => row.slug)).toEqual(['acme', 'acme-2']);
});
