import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import type { Role } from '#shared/permission.ts';
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

const update = (as: SignedIn, of: { userId: string }, body: object) =>
  test.call('PATCH', `/api/users/${of.userId}`, { as, body });
const statusOf = async (as: SignedIn) => (await test.call('GET', '/api/me', { as })).status;
const actions = async () => {
  const rows = await test.db.selectFrom('auditEntry').select('action').where('tenantId', '=', tenantId).execute();
  return rows.map(({ action }) => action).filter((action) => action.startsWith('user.'));
};

it('M-8 an admin changes name and role; desktops and the audit log are told', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const { status, body } = await update(admin, agent, { name: 'Noor', role: 'marketer' });
  expect([status, body]).toMatchObject([200, { name: 'Noor', role: 'marketer', version: 2 }]);
  expect(await actions()).toEqual(['user.updated', 'user.role_changed']);
  const changes = await test.db.selectFrom('changeLog').select(['entity', 'entityId', 'version']).execute();
  expect(changes.at(-1)).toEqual({ entity: 'user', entityId: agent.userId, version: 2 });
  // A raise is in force at once, without a new sign-in.
  expect((await test.call('GET', '/api/me', { as: agent })).body).toMatchObject({ user: { role: 'marketer' } });
});

it('S-46 who is lowered or switched off is signed out at once and can’t refresh', async () => {
  const lowered = await test.signIn(tenantId, 'marketer');
  const gone = await test.signIn(tenantId, 'agent');
  expect([await statusOf(lowered), await statusOf(gone)]).toEqual([200, 200]);
  await update(admin, lowered, { role: 'viewer' });
  await update(admin, gone, { active: false });
  expect([await statusOf(lowered), await statusOf(gone)]).toEqual([401, 401]);
  const { refreshToken, clientId } = gone;
  expect((await test.call('POST', '/api/auth/refresh', { body: { refreshToken, clientId } })).status).toBe(401);
  expect((await test.call('POST', '/api/auth/login', { body: { email: gone.email, password } })).status).toBe(401);
  await update(admin, gone, { active: true });
  expect(await statusOf({ ...gone, ...(await test.login(gone.email)) })).toBe(200);
});

it.each<[Role, Role, Role]>([
  ['admin', 'agent', 'superadmin'],
  ['agent', 'viewer', 'agent'],
  ['marketer', 'agent', 'viewer'],
])('S-61 %s may not make %s into %s', async (by, from, to) => {
  const granter = await test.signIn(tenantId, by);
  expect((await update(granter, await test.addUser(tenantId, from), { role: to })).status).toBe(403);
});

it('S-61 an admin has no say over a superadmin', async () => {
  const superadmin = await test.signIn(tenantId, 'superadmin');
  for (const change of [{ active: false }, { role: 'agent' }, { name: 'Eve' }]) {
    expect((await update(admin, superadmin, change)).status).toBe(403);
  }
  expect((await test.call('POST', `/api/users/${superadmin.userId}/password-link`, { as: admin })).status).toBe(403);
  expect((await test.call('DELETE', `/api/users/${superadmin.userId}/sessions`, { as: admin })).status).toBe(403);
  expect(await statusOf(superadmin)).toBe(200);
});

it('M-8 the last admin of a company and the last superadmin of a server stay', async () => {
  expect((await update(admin, admin, { role: 'agent' })).status).toBe(409);
  expect((await update(admin, admin, { active: false })).status).toBe(409);
  const second = await test.addUser(tenantId, 'admin');
  expect((await update(admin, second, { active: false })).status).toBe(200);
  expect((await update(admin, admin, { active: false })).status).toBe(409);
  const superadmin = await test.signIn(tenantId, 'superadmin');
  expect((await update(superadmin, superadmin, { role: 'admin' })).status).toBe(409);
});

it('M-8 of two admins who switch each other off at once one stays', async () => {
  const other = await test.signIn(tenantId, 'admin');
  const answers = await Promise.all([update(admin, other, { active: false }), update(other, admin, { active: false })]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('S-62 raising rights wants a fresh proof, lowering them and switching off don’t (ruling 29)', async () => {
  const [one, two] = [await test.addUser(tenantId, 'agent'), await test.addUser(tenantId, 'agent')];
  test.clock.advance(5 * 60_000);
  const refused = await update(admin, one, { role: 'marketer' });
  expect([refused.status, refused.body['details']]).toMatchObject([403, { reason: 'step_up_required' }]);
  expect((await update(admin, one, { role: 'viewer' })).status).toBe(200);
  expect((await update(admin, two, { active: false })).status).toBe(200);
  expect((await update(admin, two, { active: true })).status).toBe(403);
  await test.call('POST', '/api/auth/step-up', { as: admin, body: { password } });
  expect((await update(admin, one, { role: 'marketer' })).status).toBe(200);
  expect((await update(admin, two, { active: true })).status).toBe(200);
});

it('S-60 people of another company can’t be seen, changed or signed out', async () => {
  const stranger = await test.signIn(await test.addTenant('Other'), 'agent');
  const answers = [
    await update(admin, stranger, { name: 'Mine' }),
    await test.call('GET', `/api/users/${stranger.userId}/sessions`, { as: admin }),
    await test.call('DELETE', `/api/users/${stranger.userId}/sessions`, { as: admin }),
    await test.call('POST', `/api/users/${stranger.userId}/password-link`, { as: admin }),
    await test.call('DELETE', `/api/users/${stranger.userId}/second-factor`, { as: admin }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await statusOf(stranger)).toBe(200);
});

it('S-45 people see where they are signed in and end it; admins do it for others', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const second = { ...agent, ...(await test.login(agent.email)) };
  const { body } = await test.call('GET', '/api/me/sessions', { as: agent });
  const sessions = body['sessions'] as { id: string; current: boolean; clientName: string }[];
  expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
  const other = sessions.find(({ current }) => !current)?.id ?? '';
  const colleague = await test.signIn(tenantId, 'agent');
  expect((await test.call('DELETE', `/api/sessions/${other}`, { as: colleague })).status).toBe(404);
  expect((await test.call('DELETE', `/api/sessions/${other}`, { as: agent })).status).toBe(200);
  expect([await statusOf(agent), await statusOf(second)]).toEqual([200, 401]);
  expect((await test.call('DELETE', `/api/users/${agent.userId}/sessions`, { as: admin })).status).toBe(200);
  expect(await statusOf(agent)).toBe(401);
});

it('S-45 a new password ends all other sessions and wants the old one', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const second = { ...agent, ...(await test.login(agent.email)) };
  const change = (current: string) =>
    test.call('POST', '/api/me/password', { as: agent, body: { current, password: 'another good one' } });
  expect((await change('not it at all')).status).toBe(403);
  expect((await change(password)).status).toBe(200);
  expect([await statusOf(agent), await statusOf(second)]).toEqual([200, 401]);
});

it('M-8 shows admins how everybody signs in: invited, with a second factor, when they were last seen', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const superadmin = await test.signIn(tenantId, 'superadmin');
  await test.signIn(await test.addTenant('Other'), 'agent');
  const invited = await test.call('POST', '/api/invitations', {
    as: admin,
    body: { name: 'Zoe', email: 'zoe@acme.example', role: 'agent' },
  });
  await test.db
    .insertInto('secondFactor')
    .values({ tenantId, userId: agent.userId, secret: 'x', createdAt: 1, confirmedAt: 2, lastStep: 0 })
    .execute();
  const seenAt = test.clock.now();
  const { body } = await test.call('GET', '/api/people', { as: admin });
  const people = body['people'] as { id: string; name: string }[];
  const of = (id: string) => people.find((person) => person.id === id);
  expect(people).toHaveLength(4);
  expect(body['inboxFloor']).toBe('viewer');
  expect(of(agent.userId)).toMatchObject({ role: 'agent', secondFactor: true, lastSeenAt: seenAt, signIns: 1 });
  expect(of(superadmin.userId)).toMatchObject({ role: 'superadmin', secondFactor: false, invitation: null });
  const zoe = people.find(({ name }) => name === 'Zoe');
  expect(zoe).toMatchObject({
    lastSeenAt: null,
    signIns: 0,
    invitation: { expiresAt: (invited.body as { expiresAt: number }).expiresAt },
  });
  await test.call('DELETE', `/api/users/${agent.userId}/sessions`, { as: admin });
  const after = (await test.call('GET', '/api/people', { as: admin })).body['people'] as { id: string }[];
  expect(after.find(({ id }) => id === agent.userId)).toMatchObject({ lastSeenAt: seenAt, signIns: 0 });
  expect((await test.call('GET', '/api/people', { as: superadmin })).status).toBe(200);
  const marketer = await test.signIn(tenantId, 'marketer');
  expect((await test.call('GET', '/api/people', { as: marketer })).status).toBe(403);
});
