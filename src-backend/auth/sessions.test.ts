import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ClientId, newId, type TenantId } from '#shared/ids.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { accessTokenMs } from './access-tokens.ts';
import { SessionEvents } from './session-events.ts';
import { absoluteMs, idleMs, lostAnswerMs } from './sessions.service.ts';

let test: TestApp;
let tenantId: TenantId;
let agent: SignedIn;

beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  agent = await test.signIn(tenantId, 'agent');
});
afterEach(() => test.close());

const refresh = (refreshToken: string, clientId: string = agent.clientId) =>
  test.call('POST', '/api/auth/refresh', { body: { refreshToken, clientId } });
const tokenOf = (answer: Answer) => String(answer.body['refreshToken']);
const me = (accessToken: string) => test.call('GET', '/api/me', { as: { accessToken } });
const audit = (action: string) =>
  test.db.selectFrom('auditEntry').selectAll().where('action', '=', action).where('tenantId', '=', tenantId).execute();

it('S-45 the access token lasts 10 minutes', async () => {
  test.clock.advance(accessTokenMs - 1000);
  expect((await me(agent.accessToken)).status).toBe(200);
  test.clock.advance(1000);
  const late = await me(agent.accessToken);
  expect(late.status).toBe(401);
  expect(late.body).toMatchObject({ code: 'unauthenticated', details: { reason: 'token_expired' } });
});

it('S-45 refreshing gives a new pair, each time', async () => {
  const first = await refresh(agent.refreshToken);
  test.clock.advance(accessTokenMs);
  const second = await refresh(tokenOf(first));
  expect(new Set([agent.refreshToken, tokenOf(first), tokenOf(second)]).size).toBe(3);
  expect((await me(String(second.body['accessToken']))).status).toBe(200);
});

it('S-45 no token is stored, only its SHA-256', async () => {
  const next = await refresh(agent.refreshToken);
  const stored = JSON.stringify(await test.db.selectFrom('refreshToken').selectAll().execute());
  expect(stored).not.toContain(agent.refreshToken);
  expect(stored).not.toContain(tokenOf(next));
});

it('S-45 when the answer got lost, asking again within 30 s gives the same token, and it works', async () => {
  const lost = await refresh(agent.refreshToken);
  test.clock.advance(lostAnswerMs);
  const again = await refresh(agent.refreshToken);
  expect(again.status).toBe(200);
  expect(tokenOf(again)).toBe(tokenOf(lost));
  expect((await refresh(tokenOf(again))).status).toBe(200);
});

it('S-45 twenty refreshes at once all get the same token', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(agent.refreshToken)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(tokenOf)).size).toBe(1);
});

it('S-45 a token spent more than 30 s ago ends the session, for its copy too', async () => {
  const next = await refresh(agent.refreshToken);
  test.clock.advance(lostAnswerMs + 1);
  expect((await refresh(agent.refreshToken)).status).toBe(401);
  expect((await refresh(tokenOf(next))).status).toBe(401);
  expect((await me(String(next.body['accessToken']))).status).toBe(401);
  expect(await audit('session.token_reused')).toHaveLength(1);
});

it('S-45 a token whose successor was used ends the session, also within 30 s', async () => {
  const next = await refresh(agent.refreshToken);
  const third = await refresh(tokenOf(next));
  expect((await refresh(agent.refreshToken)).status).toBe(401);
  expect((await refresh(tokenOf(third))).status).toBe(401);
});

it('S-45 a token is of no use to another client, and the attempt ends the session', async () => {
  expect((await refresh(agent.refreshToken, newId<ClientId>())).status).toBe(401);
  expect((await refresh(agent.refreshToken)).status).toBe(401);
  const [entry] = await audit('session.token_reused');
  expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({ reason: 'refresh_token_of_another_client' });
});

it('S-45 an unknown token is refused and harms nobody', async () => {
  expect((await refresh(`prt_${'A'.repeat(43)}`)).status).toBe(401);
  expect((await refresh(agent.refreshToken)).status).toBe(200);
});

it('S-45 seven idle days end a session, seven busy ones do not, thirty days always do', async () => {
  const idle = await test.signIn(tenantId, 'agent');
  let token = agent.refreshToken;
  for (let days = 6; days < 30; days += 6) {
    test.clock.advance(idleMs - 24 * 60 * 60_000);
    const next = await refresh(token);
    expect(next.status).toBe(200);
    token = tokenOf(next);
  }
  expect((await refresh(idle.refreshToken, idle.clientId)).status).toBe(401);
  test.clock.advance(absoluteMs - 24 * 24 * 60 * 60_000);
  expect((await refresh(token)).status).toBe(401);
});

it('S-46 signing out takes effect at once and says so to whoever listens', async () => {
  const revoked: string[] = [];
  test.app.get(SessionEvents, { strict: false }).onRevoked((sessionId) => revoked.push(sessionId));
  expect((await me(agent.accessToken)).status).toBe(200);
  expect((await test.call('POST', '/api/auth/logout', { as: agent })).status).toBe(200);
  const after = await me(agent.accessToken);
  expect(after.body).toMatchObject({ code: 'unauthenticated', details: { reason: 'session_revoked' } });
  expect((await refresh(agent.refreshToken)).status).toBe(401);
  expect(revoked).toHaveLength(1);
});

it('S-46 a role that was lowered, and a person who was switched off, are known within 5 seconds', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const listAudit = () => test.call('GET', '/api/audit', { as: admin });
  expect((await listAudit()).status).toBe(200);
  await test.db.updateTable('tenantGrant').set({ role: 'agent' }).where('userId', '=', admin.userId).execute();
  test.clock.advance(5001);
  expect((await listAudit()).status).toBe(403);
  await test.db.updateTable('appUser').set({ active: 0 }).where('id', '=', admin.userId).execute();
  test.clock.advance(5001);
  expect((await listAudit()).status).toBe(401);
});

it('S-46 a session that ends while its rights are being read is not let in by them', async () => {
  const racing = me(agent.accessToken);
  const ending = test.call('POST', '/api/auth/logout', { as: agent });
  await Promise.all([racing, ending]);
  expect((await me(agent.accessToken)).status).toBe(401);
});

it('S-36 a desktop that was away learns from its old refresh token that an admin signed it out, and from no other', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const renew = async ({ refreshToken, clientId }: SignedIn) => {
    const { body } = await test.call('POST', '/api/auth/refresh', { body: { refreshToken, clientId } });
    return (body['details'] as { reason: string }).reason;
  };
  const away = await test.signIn(tenantId, 'agent');
  await test.call('DELETE', `/api/users/${away.userId}/sessions`, { as: admin });
  test.clock.advance(60 * 60_000);
  expect(await renew(away)).toBe('device_revoked');
  expect(await renew({ ...away, clientId: admin.clientId })).toBe('session_expired');

  const later = await test.signIn(tenantId, 'admin');
  const lowered = await test.signIn(tenantId, 'marketer');
  await test.call('PATCH', `/api/users/${lowered.userId}`, { as: later, body: { role: 'agent' } });
  expect(await renew(lowered)).toBe('session_expired');
  const left = await test.signIn(tenantId, 'agent');
  await test.call('POST', '/api/auth/logout', { as: left });
  expect(await renew(left)).toBe('session_expired');
  const stays = await test.signIn(tenantId, 'agent');
  test.clock.advance(8 * 24 * 60 * 60_000);
  expect(await renew(stays)).toBe('session_expired');
});
