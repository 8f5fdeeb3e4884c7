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

const create = (as: SignedIn, changes: Record<string, unknown> = {}) =>
  test.call('POST', '/api/users', {
    as,
    body: { name: 'Omar', email: 'Omar@acme.test', password, role: 'agent', ...changes },
  });

it('adds a colleague who can sign in, tells desktops and records it', async () => {
  const { status, body } = await create(admin);
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.any(String),
    version: 1,
    name: 'Omar',
    email: 'omar@acme.test',
    role: 'agent',
    active: true,
  });
  await test.login('omar@acme.test');
  const change = await test.db.selectFrom('changeLog').selectAll().where('entityId', '=', String(body['id'])).execute();
  expect(change).toMatchObject([{ entity: 'user', version: 1, deleted: 0 }]);
  const entry = await test.db.selectFrom('auditEntry').selectAll().where('action', '=', 'user.created').execute();
  expect(entry).toMatchObject([{ tenantId, actorId: admin.userId, target: body['id'], details: '{"role":"agent"}' }]);
});

it('S-61 nobody gives a role above their own', async () => {
  expect((await create(admin, { role: 'superadmin' })).status).toBe(403);
  expect((await create(admin, { role: 'admin' })).status).toBe(201);
  const superadmin = await test.signIn(tenantId, 'superadmin');
  expect((await create(superadmin, { email: 'root@acme.test', role: 'superadmin' })).body).toMatchObject({
    role: 'admin',
  });
});

it('refuses an address that is taken, whatever its case, and keeps the first', async () => {
  await create(admin);
  const again = await create(admin, { email: 'OMAR@acme.test', name: 'Eve' });
  expect([again.status, again.body['details']]).toEqual([409, { field: 'email' }]);
  const { body } = await test.call('GET', '/api/users', { as: admin });
  expect(JSON.stringify(body)).not.toContain('Eve');
});

it('S-60 lists the people of one’s own company and nobody else', async () => {
  const other = await test.signIn(await test.addTenant('Other'), 'admin');
  await create(admin);
  const namesFor = async (as: SignedIn) => {
    const { body } = await test.call('GET', '/api/users', { as });
    return (body['users'] as { name: string }[]).map(({ name }) => name);
  };
  expect(await namesFor(admin)).toEqual(['Omar', 'admin']);
  expect(await namesFor(other)).toEqual(['admin']);
});
