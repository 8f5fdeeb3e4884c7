import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { TestApp, type SignedIn } from '../testing/test-app.ts';
import { connectNumber, postWebhook } from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { HealthBoards } from './health-board.ts';

let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
});
afterEach(() => test.close());

const minute = 60_000;
const boards = () => test.app.get(HealthBoards, { strict: false });
const board = async (as = admin) => (await test.call('GET', '/api/health-board', { as })).body;

it('E-5 shows what WhatsApp sent last and how long it was on its way', async () => {
  const account = await connectNumber(test, tenantId);
  expect(await board()).toMatchObject({ webhooks: { lastAt: null, lagMs: null, accounts: [], dead: 0 } });
  const sentAt = Math.floor(test.clock.now() / 1000);
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: sentAt - 30 }));
  expect(await board()).toMatchObject({
    now: { webhooks: 1 },
    webhooks: { lastAt: test.clock.now(), accounts: [{ accountId: account, lastAt: test.clock.now() }] },
    sending: { waiting: 0, held: 0, uncertain: 0, oldestAt: null },
  });
  const { lagMs } = (await board())['webhooks'] as { lagMs: number };
  expect(lagMs).toBe(test.clock.now() - (sentAt - 30) * 1000);
});

it('E-5 keeps a sample a minute for a day, of each company its own, and writes none twice', async () => {
  const other = await test.signIn(await test.addTenant('Other'), 'admin');
  await connectNumber(test, tenantId);
  await boards().sample();
  await boards().sample();
  test.clock.advance(minute);
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: 1_700_000_000 }));
  await boards().sample();
  const samples = async (as: SignedIn) => (await board(as))['history'] as { at: number; webhooks: number }[];
  expect((await samples(admin)).map(({ webhooks }) => webhooks)).toEqual([0, 1]);
  expect((await samples(other)).map(({ webhooks }) => webhooks)).toEqual([0, 0]);
  test.clock.advance(25 * 60 * minute);
  await boards().sample();
  const kept = await test.db.selectFrom('healthSample').selectAll().execute();
  expect(kept).toHaveLength(2);
});

it('a marketer does not see it', async () => {
  const marketer = await test.signIn(tenantId, 'marketer');
  expect((await test.call('GET', '/api/health-board', { as: marketer })).status).toBe(403);
});
