import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { FakeNumberGraph } from '../testing/fake-number-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';

const serviceKey = 'service-key-of-tests-0123456789';
let graph: FakeNumberGraph;
let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
beforeEach(async () => {
  graph = await FakeNumberGraph.start();
  test = await TestApp.start({ graphUrl: graph.url, serviceKey });
  tenantId = await test.addTenant('Acme');
  admin = await test.signIn(tenantId, 'admin');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const service = { accessToken: serviceKey };
const entered = () => ({ wabaId: graph.wabaId, phoneNumberId: graph.phoneNumberId, accessToken: graph.token });
const put = (changes: object = {}, as: { accessToken: string } = admin, tenant: string = tenantId) =>
  test.call('PUT', `/api/tenants/${tenant}/whatsapp/config`, { as, body: { ...entered(), ...changes } });
const read = (query = '', tenant: string = tenantId, as: { accessToken: string } = service) =>
  test.call('GET', `/tenants/${tenant}/credentials/meta${query}`, { as });
// A test looks at what it expects to be there.
const data = (answer: Answer) => answer.body['data'] as { config: Record<string, unknown>; verification: object };
const audited = async (action: string) =>
  (await test.db.selectFrom('auditEntry').selectAll().where('action', '=', action).orderBy('seq').execute()).map(
    ({ actorId, target, details }) => ({ actorId, target, details: JSON.parse(details) as unknown }),
  );

it('C-2 stores what Meta accepts and answers with the guide’s columns, without the token', async () => {
  const { externalId } = await test.db.selectFrom('tenant').selectAll().executeTakeFirstOrThrow();
  const answer = await put();
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    data: {
      config: {
        id: expect.any(String),
        tenantId: externalId,
        wabaId: graph.wabaId,
        phoneNumberId: graph.phoneNumberId,
        businessId: null,
        displayPhoneNumber: '+55 11 91234 5678',
        qualityRating: 'GREEN',
        isActive: true,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        updatedAt: expect.any(String),
        businessAccountId: graph.wabaId,
        verifyToken: expect.any(String),
        configured: true,
      },
      verification: { ok: true, field: null, message: null },
    },
  });
  expect(answer.text).not.toContain(graph.token);
});

it('C-2 upserts by tenant and number: the same again is the same row with the new token', async () => {
  const first = data(await put()).config['id'];
  const again = data(await put({ name: 'Sales' }));
  expect(again.config['id']).toBe(first);
  expect(await test.db.selectFrom('tenantWhatsappConfig').select('name').execute()).toEqual([{ name: 'Sales' }]);
});

it.each([
  ['wabaId', { wabaId: 'abc' }],
  ['phoneNumberId', { phoneNumberId: '' }],
  ['accessToken', { accessToken: undefined }],
  ['displayPhoneNumber', { displayPhoneNumber: 'call me maybe' }],
])('C-2 names the malformed field %s', async (field, changes) => {
  const { status, body } = await put(changes);
  expect([status, body['success'], body['details']]).toEqual([400, false, { field }]);
});

it('ruling 22: what Meta refuses is stored, not configured, and the answer says which field and in which words', async () => {
  const refused = data(await put({ accessToken: 'EAARKcTyPnWQBQmgbn8q' }));
  expect(refused.config).toMatchObject({ configured: false });
  expect(refused.verification).toMatchObject({
    ok: false,
    field: 'accessToken',
    message: expect.stringContaining('(#190) Invalid OAuth 2.0 Access Token'),
  });
  const elsewhere = data(await put({ wabaId: '88888888888' }));
  expect(elsewhere.verification).toMatchObject({ ok: false, field: 'wabaId' });
});

it('ruling 22: with Meta out of reach it is stored all the same', async () => {
  await graph.stop();
  const answer = data(await put());
  expect([answer.config['configured'], answer.config['displayPhoneNumber']]).toEqual([false, graph.phoneNumberId]);
  expect(answer.verification).toMatchObject({ ok: false, field: null });
});

it('rulings 3 and 23: id, external id and slug name the company; a service may, another company’s admin may not', async () => {
  const { externalId, slug } = await test.db.selectFrom('tenant').selectAll().executeTakeFirstOrThrow();
  for (const name of [tenantId, externalId, slug]) expect((await put({}, service, name)).status).toBe(200);
  const eve = await test.signIn(await test.addTenant('Other'), 'admin');
  expect((await put({}, eve)).status).toBe(404);
  expect((await put({}, service, 'nobody')).body).toMatchObject({
    success: false,
    message: 'There is no such company',
  });
  const agent = await test.signIn(tenantId, 'marketer');
  expect((await put({}, agent)).status).toBe(403);
});

it('C-4 hands the bare token to a service and to nobody else, and writes every read down', async () => {
  const { config } = data(await put());
  const answer = await read();
  expect([answer.status, answer.body, answer.headers['cache-control']]).toEqual([
    200,
    { accessToken: graph.token },
    'no-store',
  ]);
  expect((await read(`?phoneNumberId=${graph.phoneNumberId}`)).body).toEqual({ accessToken: graph.token });
  for (const as of [admin, { accessToken: 'service-key-of-somebody-else' }]) {
    expect((await read('', tenantId, as)).status).toBe(401);
  }
  const entry = { actorId: null, target: config['id'] };
  expect(await audited('credentials.read')).toEqual([
    { ...entry, details: { phoneNumberId: null } },
    { ...entry, details: { phoneNumberId: graph.phoneNumberId } },
  ]);
});

it('C-4 says "Credentials not found" for an unknown company, an unknown number and a switched-off account', async () => {
  const { config } = data(await put());
  const notFound = { success: false, message: 'Credentials not found', code: 'not_found' };
  expect((await read('', 'nobody')).body).toMatchObject(notFound);
  expect((await read('?phoneNumberId=99999999999')).body).toMatchObject(notFound);
  await test.call('POST', `/api/whatsapp/integrations/${String(config['id'])}/toggle`, { as: admin });
  expect((await read()).body).toMatchObject(notFound);
  expect((await read()).status).toBe(404);
  expect(await audited('credentials.refused')).toHaveLength(3);
});

it('C-4 gives what is stored also when Meta refuses it: the guide’s expected 401', async () => {
  await put({ accessToken: 'EAARKcTyPnWQBQmgbn8q' });
  expect((await read()).body).toEqual({ accessToken: 'EAARKcTyPnWQBQmgbn8q' });
});

it('ruling 56: an account that uses an endpoint keeps its credentials to itself', async () => {
  await put();
  await test.db.updateTable('tenantWhatsappConfig').set({ credentialSource: 'endpoint' }).execute();
  expect((await read()).status).toBe(403);
});

it('ruling 23: the default account is the first connected, until another is chosen', async () => {
  await put();
  test.clock.advance(1);
  const second = data(await put({ phoneNumberId: '99999999999', accessToken: 'EAAsecondtoken' }));
  expect((await read()).body).toEqual({ accessToken: graph.token });
  const chosen = await test.call('POST', `/api/whatsapp/integrations/${String(second.config['id'])}/default`, {
    as: admin,
  });
  expect(chosen.body).toEqual({ success: true });
  expect((await read()).body).toEqual({ accessToken: 'EAAsecondtoken' });
});

it('T-32 no token or key is in the log, the audit or the tables', async () => {
  await put();
  await read();
  const everything = JSON.stringify([
    test.logged,
    await test.db.selectFrom('auditEntry').selectAll().execute(),
    await test.db.selectFrom('tenantWhatsappConfig').selectAll().execute(),
  ]);
  for (const secret of [graph.token, serviceKey]) expect(everything).not.toContain(secret);
});
