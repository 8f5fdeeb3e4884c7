import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { migratedDatabase } from '../../testing/migrated-database.ts';
import { FakeNumberGraph } from '../../testing/fake-number-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber } from '../../testing/test-inbox.ts';
import { InboxSending } from './inbox-sending.ts';
import { SendWorker } from './send-worker.ts';

// A number that is also used in the WhatsApp Business app may send 20 messages a second, and no more from the first one on.

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

const connect = async (): Promise<AccountId> => {
  const { wabaId: businessAccountId, phoneNumberId, token: accessToken } = graph;
  const body = { name: 'Support', phoneNumber: '+5511912345678', phoneNumberId, businessAccountId, accessToken };
  const answer = await test.call('POST', '/api/whatsapp/integrations', { as: admin, body });
  expect(answer.body['data']).toMatchObject({ verification: { ok: true } });
  return (answer.body['data'] as { id: AccountId }).id;
};

/** How many of 60 messages to 60 people go out at the same instant. */
async function sentAtOnce(accountId: AccountId): Promise<number> {
  const sending = test.app.get(InboxSending, { strict: false });
  for (let number = 0; number < 60; number++) {
    await sending.send({
      tenantId,
      accountId,
      recipient: `+120255510${String(number).padStart(2, '0')}`,
      content: { type: 'text', text: 'Hello' },
      leaveWindowToMeta: true,
      origin: { kind: 'queue' },
    });
  }
  const worker = test.app.get(SendWorker, { strict: false });
  worker.wake();
  await worker.settled();
  return graph.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).length;
}

it('R-6e Meta says when it is connected that it is on a phone, too', async () => {
  graph.onPhone = true;
  expect(await sentAtOnce(await connect())).toBe(20);
});

it('R-6e another number may send more, also one that was on a phone before', async () => {
  graph.onPhone = true;
  await connect();
  graph.onPhone = false;
  expect(await sentAtOnce(await connect())).toBe(50);
});

it('R-6e what a webhook told is known after a restart', async () => {
  const database = await migratedDatabase();
  const { close } = database;
  const before = await TestApp.start({}, { ...database, close: async () => undefined });
  const company = await before.addTenant();
  const accountId = await connectNumber(before, company, { phoneNumberId: graph.phoneNumberId });
  before.app.get(SendWorker, { strict: false }).coexists(accountId);
  await before.close();
  await test.close();
  test = await TestApp.start({ graphUrl: graph.url }, { ...database, close });
  tenantId = company;
  expect(await sentAtOnce(accountId)).toBe(20);
});
