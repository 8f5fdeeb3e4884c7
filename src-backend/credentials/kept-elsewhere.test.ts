import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { SendWorker } from '../inbox/sending/send-worker.ts';
import { FakeNumberGraph } from '../testing/fake-number-graph.ts';
import { FakeSecretStores } from '../testing/fake-secret-stores.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { TokenWatch } from './token-watch.ts';

// An access token that is kept in HashiCorp Vault or AWS Secrets Manager: we know where, and nothing more.

const serviceKey = 'service-key-of-tests-0123456789';
const inVault = '$(VAULT:secret/whatsapp/acme#token)';
let graph: FakeNumberGraph;
let stores: FakeSecretStores;
let test: TestApp;
let tenantId: TenantId;
let superadmin: SignedIn;

beforeEach(async () => {
  graph = await FakeNumberGraph.start();
  stores = await FakeSecretStores.start();
  stores.vault.set('whatsapp/acme', { token: graph.token });
  stores.aws.set('whatsapp/acme', JSON.stringify({ token: graph.token }));
  test = await TestApp.start({ graphUrl: graph.url, serviceKey, secretStores: stores.settings });
  tenantId = await test.addTenant();
  superadmin = await test.signIn(tenantId, 'superadmin');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
  await stores.stop();
});

const service = { accessToken: serviceKey };
const put = (accessToken: string, as: { accessToken: string } = superadmin) => {
  const { wabaId, phoneNumberId } = graph;
  const body = { wabaId, phoneNumberId, accessToken };
  return test.call('PUT', `/api/tenants/${tenantId}/whatsapp/config`, { as, body });
};
const data = (answer: Answer) => answer.body['data'] as { config: { id: AccountId }; verification: object };
const connect = async (): Promise<AccountId> => data(await put(inVault)).config.id;
const send = (accountId: AccountId, text: string) =>
  test.app.get(InboxSending, { strict: false }).send({
    tenantId,
    accountId,
    recipient: '+12025551000',
    content: { type: 'text', text },
    origin: { kind: 'queue' },
    leaveWindowToMeta: true,
  });
async function sent(afterMs = 0): Promise<(string | undefined)[]> {
  test.clock.advance(afterMs);
  const worker = test.app.get(SendWorker, { strict: false });
  worker.wake();
  await worker.settled();
  const calls = graph.requests.filter(({ path }) => path.endsWith('/messages'));
  return calls.map(({ authorization }) => authorization?.replace('Bearer ', ''));
}
const stateOf = async (id: string) =>
  (await test.db.selectFrom('tenantWhatsappConfig').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    .cannotSend;

it.each([inVault, '$(AWS_SECRET:whatsapp/acme#token)'])(
  'ruling 27: %s is checked with Meta, read when it is needed, and stored nowhere',
  async (reference) => {
    const answer = await put(reference, service);
    expect([answer.status, data(answer).verification]).toEqual([200, { ok: true, field: null, message: null }]);
    await send(data(answer).config.id, 'Hello');
    expect(await sent()).toEqual([graph.token]);
    const read = await test.call('GET', `/tenants/${tenantId}/credentials/meta`, { as: service });
    expect(read.body).toEqual({ accessToken: graph.token });
    expect(test.logged.join('\n')).not.toContain(graph.token);
    expect(JSON.stringify(await test.db.selectFrom('auditEntry').selectAll().execute())).not.toContain(graph.token);
  },
);

it('S-60 an admin of a company enters tokens, and can’t make the server read what it may read', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const refused = await put(inVault, admin);
  expect([refused.status, refused.body]).toMatchObject([
    403,
    { message: expect.stringContaining('Only a superadmin or a service'), details: { field: 'accessToken' } },
  ]);
  const body = {
    name: 'Support',
    phoneNumber: '+5511912345678',
    phoneNumberId: graph.phoneNumberId,
    businessAccountId: graph.wabaId,
    accessToken: inVault,
  };
  expect((await test.call('POST', '/api/whatsapp/integrations', { as: admin, body })).status).toBe(403);
  expect(stores.asked).toEqual([]);
});

it.each(['$(FILE:/etc/hostname)', '$(ENV:JWT_SECRET)', '$(VAULT:secret/a'])(
  'ruling 27: %s is no place for a token',
  async (text) => {
    const { status, body } = await put(text);
    expect([status, body['details']]).toEqual([400, { field: 'accessToken' }]);
  },
);

it('ruling 22: what can’t be had there is stored, said, and can’t send', async () => {
  stores.vault.clear();
  const answer = await put(inVault);
  expect(data(answer)).toMatchObject({
    config: { configured: false },
    verification: { ok: false, field: 'accessToken', message: expect.stringContaining('has no such secret') },
  });
  expect(answer.text).not.toContain('whatsapp/acme');
});

it('C-7 a token that is replaced there goes on without a loss', async () => {
  const id = await connect();
  await send(id, 'one');
  expect(await sent()).toEqual([graph.token]);
  stores.vault.set('whatsapp/acme', { token: 'EAArotated' });
  graph.deadToken = graph.token;
  await send(id, 'two');
  await sent();
  expect(await sent(10_000)).toEqual([graph.token, graph.token, 'EAArotated']);
  expect(await stateOf(id)).toBe(null);
});

it('C-6 a token that is dead there holds the messages; a new one there sends them', async () => {
  const id = await connect();
  graph.deadToken = graph.token;
  await send(id, 'one');
  await sent();
  expect(await stateOf(id)).toBe('token');
  graph.deadToken = null;
  test.clock.advance(60_000);
  await test.app.get(TokenWatch, { strict: false }).checkAll();
  await sent();
  expect(await stateOf(id)).toBe(null);
  expect(await sent()).toHaveLength(2);
});

it('R-6f while the store is away messages wait, and go out when it is back', async () => {
  const id = await connect();
  test.clock.advance(60_000);
  stores.status = 503;
  await send(id, 'one');
  expect(await sent()).toEqual([]);
  expect(await stateOf(id)).toBe(null);
  stores.status = null;
  expect(await sent(5000)).toEqual([graph.token]);
});

it('C-7 a token that is kept elsewhere is never exchanged for one of ours', async () => {
  const id = await connect();
  const stored = async () =>
    (await test.db.selectFrom('tenantWhatsappConfig').select('accessToken').where('id', '=', id).executeTakeFirst())
      ?.accessToken;
  const before = await stored();
  graph.type = 'USER';
  graph.longerToken = 'EAAlonger';
  graph.expiresAt = test.clock.now() + 86_400_000;
  await test.app.get(TokenWatch, { strict: false }).checkAll();
  expect(await stored()).toBe(before);
  expect(graph.requests.filter(({ path }) => path.includes('/oauth/'))).toEqual([]);
});
