import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { FakeNumberGraph } from '../testing/fake-number-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { AccountEvents } from './account-events.ts';
import { AccountSecrets } from './account-secrets.ts';
import { AccountsService } from './accounts.service.ts';

let graph: FakeNumberGraph;
let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
beforeEach(async () => {
  graph = await FakeNumberGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const entered = () => ({
  name: 'Support',
  phoneNumber: '+55 11 91234-5678',
  phoneNumberId: graph.phoneNumberId,
  businessAccountId: graph.wabaId,
  accessToken: graph.token,
});
const add = (changes: Record<string, unknown> = {}, as = admin) =>
  test.call('POST', '/api/whatsapp/integrations', { as, body: { ...entered(), ...changes } });
const data = (answer: Answer) => answer.body['data'] as Record<string, unknown> & { id: AccountId };
const secrets = () => test.app.get(AccountSecrets, { strict: false });
const audited = async () =>
  (
    await test.db.selectFrom('auditEntry').selectAll().where('action', 'like', 'account.%').orderBy('seq').execute()
  ).map(({ action, target }) => [action, target]);

it('connects a number: Meta is asked, the facts are Meta’s, desktops are told (ruling 35)', async () => {
  const answer = await add();
  expect(answer.status).toBe(201);
  expect(data(answer)).toMatchObject({
    version: 1,
    name: 'Support',
    displayPhoneNumber: '+55 11 91234 5678',
    country: 'BR',
    qualityRating: 'GREEN',
    cannotSend: null,
    active: true,
    webhookUrl: null,
    verifyToken: expect.stringMatching(/^[0-9a-f]{48}$/),
    verification: { ok: true, field: null, message: null },
  });
  const changes = await test.db.selectFrom('changeLog').select(['entity', 'entityId']).orderBy('seq').execute();
  expect(changes).toEqual([
    { entity: 'tenant', entityId: tenantId },
    { entity: 'account', entityId: data(answer).id },
  ]);
  expect(await audited()).toEqual([['account.added', data(answer).id]]);
});

it('S-40 stores the token encrypted, opens it for sending, and shows it to nobody', async () => {
  const answer = await add();
  const everything = JSON.stringify([
    await test.db.selectFrom('tenantWhatsappConfig').selectAll().execute(),
    await test.db.selectFrom('auditEntry').selectAll().execute(),
    await test.db.selectFrom('changeLog').selectAll().execute(),
    answer.body,
    (await test.call('GET', '/api/whatsapp/integrations', { as: admin })).body,
    test.logged,
  ]);
  expect(everything).not.toContain(graph.token);
  expect(await secrets().accessToken(tenantId, data(answer).id)).toBe(graph.token);
});

it('S-60 an account’s token opens for its own company only', async () => {
  const { id } = data(await add());
  const other = await test.addTenant('Other');
  await expect(secrets().accessToken(other, id)).rejects.toMatchObject({ code: 'account_cannot_send' });
});

it.each([
  ['a token Meta does not know', { accessToken: 'EAAanothertoken' }, 'accessToken'],
  ['a number the token may not see', { phoneNumberId: '99999999999' }, 'phoneNumberId'],
  ['another business account', { businessAccountId: '88888888888' }, 'businessAccountId'],
])('stores %s, says which field is wrong, and the account cannot send (ruling 22)', async (_, changes, field) => {
  const answer = await add(changes);
  expect(answer.status).toBe(201);
  expect(data(answer)).toMatchObject({ cannotSend: 'not_configured', verification: { ok: false, field } });
  const { cannotSend } = data(answer);
  expect(cannotSend).toBe('not_configured');
});

it('names the permission a token lacks', async () => {
  graph.scopes = ['whatsapp_business_management'];
  expect(data(await add())['verification']).toEqual({
    ok: false,
    field: 'accessToken',
    message: expect.stringContaining('whatsapp_business_messaging'),
  });
});

it('stores the number when Meta cannot be reached, and says so', async () => {
  await graph.stop();
  const answer = await add();
  expect(data(answer)).toMatchObject({
    cannotSend: 'not_configured',
    displayPhoneNumber: '+55 11 91234 5678',
    verification: { ok: false, field: null, message: expect.stringContaining('could not be reached') },
  });
});

it('the same number again brings it up to date: a new token lets it send again, and says so', async () => {
  const { id } = data(await add({ accessToken: 'EAAanothertoken' }));
  const freed: string[] = [];
  test.app.get(AccountEvents, { strict: false }).onCanSend(({ accountId }) => freed.push(accountId));
  const again = await add({ name: 'Sales' });
  expect([again.status, data(again).id]).toEqual([200, id]);
  expect(data(again)).toMatchObject({ name: 'Sales', version: 2, cannotSend: null });
  expect(freed).toEqual([id]);
  expect(await audited()).toEqual([
    ['account.added', id],
    ['account.updated', id],
  ]);
});

it('a wrong new token holds the number’s messages, but it stays this company’s number', async () => {
  const { id } = data(await add());
  expect(data(await add({ accessToken: 'EAAanothertoken' }))).toMatchObject({ id, cannotSend: 'token' });
  expect(await test.app.get(AccountsService, { strict: false }).findByPhoneNumberId(graph.phoneNumberId)).toMatchObject(
    {
      id,
    },
  );
});

it('S-60 a connected number cannot be taken by another company of the server', async () => {
  await add();
  const eve = await test.signIn(await test.addTenant('Other'), 'admin');
  const taken = await add({}, eve);
  expect([taken.status, taken.body['details']]).toEqual([409, { field: 'phoneNumberId' }]);
  // Whoever only claims it receives nothing.
  expect((await add({ phoneNumberId: '99999999999' }, eve)).status).toBe(201);
});

it('a verify token of one’s own choice must be free; an account may keep its own', async () => {
  const webhookVerifyToken = 'chosen-by-hand';
  const { id } = data(await add({ webhookVerifyToken }));
  const again = await add({ name: 'Sales', webhookVerifyToken });
  expect([again.status, data(again)]).toMatchObject([200, { id, name: 'Sales', verifyToken: webhookVerifyToken }]);
  const second = await add({ phoneNumberId: '99999999999', webhookVerifyToken });
  expect([second.status, second.body['details']]).toEqual([409, { field: 'webhookVerifyToken' }]);
});

it('switches off and on; a switched-off account is held whatever else is reported', async () => {
  const { id } = data(await add());
  const toggle = async () => data(await test.call('POST', `/api/whatsapp/integrations/${id}/toggle`, { as: admin }));
  expect(await toggle()).toMatchObject({ active: false, cannotSend: 'disabled' });
  const accounts = test.app.get(AccountsService, { strict: false });
  const marked = await test.db
    .transaction()
    .execute(async (tx) => await accounts.markCannotSend(tx, tenantId, id, 'token'));
  expect(marked).toBe(false);
  expect(await toggle()).toMatchObject({ active: true, cannotSend: null });
});

it('notes once that Meta refused the token, for desktops and the record', async () => {
  const { id } = data(await add());
  const accounts = test.app.get(AccountsService, { strict: false });
  const mark = () =>
    test.db.transaction().execute(async (tx) => await accounts.markCannotSend(tx, tenantId, id, 'token'));
  expect([await mark(), await mark()]).toEqual([true, false]);
  expect(await audited()).toContainEqual(['account.cannot_send', id]);
});

it('removing erases the credentials and leaves the row; adding the number again revives it', async () => {
  const { id } = data(await add());
  const removed = await test.call('DELETE', `/api/whatsapp/integrations/${id}`, { as: admin });
  expect(removed.body).toEqual({ success: true });
  expect((await test.call('GET', '/api/whatsapp/integrations', { as: admin })).body['data']).toEqual([]);
  const row = await test.db.selectFrom('tenantWhatsappConfig').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ id, accessToken: null, isActive: 0, configured: 0 });
  const tombstone = await test.db.selectFrom('changeLog').selectAll().where('deleted', '=', 1).execute();
  expect(tombstone).toMatchObject([{ entity: 'account', entityId: id }]);
  expect((await test.call('DELETE', `/api/whatsapp/integrations/${id}`, { as: admin })).status).toBe(404);

  const back = await add();
  expect([back.status, data(back).id]).toEqual([201, id]);
});

it('tells which callback a verify token opens (ruling 26)', async () => {
  const one = data(await add());
  const two = data(await add({ phoneNumberId: '99999999999' }));
  const opens = (token: unknown, account: AccountId | null) => secrets().verifyTokenMatches(String(token), account);
  expect([
    await opens('verify-token-of-tests', null),
    await opens(one['verifyToken'], null),
    await opens(one['verifyToken'], one.id),
    await opens(one['verifyToken'], two.id),
    await opens('verify-token-of-tests', one.id),
    await opens('', null),
  ]).toEqual([true, true, true, false, false, false]);
  await test.call('POST', `/api/whatsapp/integrations/${one.id}/toggle`, { as: admin });
  expect(await opens(one['verifyToken'], null)).toBe(false);
});

it('with a public address Meta is asked to deliver webhooks there, and a refusal is a warning', async () => {
  await test.close();
  test = await TestApp.start({ graphUrl: graph.url, publicUrl: 'https://chat.acme.test' });
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
  const answer = data(await add());
  expect(answer).toMatchObject({
    webhookUrl: 'https://chat.acme.test/api/whatsapp/webhook',
    verification: { ok: true },
  });
  expect(graph.requests.at(-1)).toMatchObject({
    method: 'POST',
    path: `/v26.0/${graph.wabaId}/subscribed_apps`,
    body: { override_callback_uri: answer['webhookUrl'], verify_token: answer['verifyToken'] },
  });
  graph.subscribes = false;
  expect(data(await add())).toMatchObject({ cannotSend: null, verification: { ok: true, field: 'webhook' } });
});

it.each([
  [{ phoneNumberId: 'abc' }, 'phoneNumberId'],
  [{ businessAccountId: '' }, 'businessAccountId'],
  [{ phoneNumber: 'call me maybe' }, 'phoneNumber'],
  [{ accessToken: undefined }, 'accessToken'],
])('names the field that is malformed in %j', async (changes, field) => {
  const { status, body } = await add(changes);
  expect([status, body['details']]).toEqual([400, { field }]);
});
