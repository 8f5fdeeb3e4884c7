import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyEdit } from '#shared/company.ts';
import { type Erasure, erasureWaitMs } from '#shared/erasure.ts';
import { AutoReplies } from '../../src-backend/company/auto-replies.ts';
import { PassingOn } from '../../src-backend/company/passing-on.ts';
import { Retention } from '../../src-backend/company/retention.ts';
import { ErasureRunner } from '../../src-backend/erasure/erasure-runner.ts';
import { PresenceBoard } from '../../src-backend/presence/presence-board.ts';
import { FakeGraph } from '../../src-backend/testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, conversationsOf, messagesOf, postWebhook, sent } from '../../src-backend/testing/test-inbox.ts';
import { anInbound } from '../../src-backend/testing/webhook-bodies.ts';
import { databases, type TestDatabases } from './databases.ts';

// What a company has settled, and forgetting people, on both databases.

const phone = '16505557777';

describe.each(databases)('$name', ({ start }) => {
  let all: TestDatabases;
  let graph: FakeGraph;
  let test: TestApp;
  let admin: SignedIn;

  beforeAll(async () => {
    all = await start();
  });
  afterAll(() => all.stop());
  beforeEach(async () => {
    graph = await FakeGraph.start();
    test = await TestApp.start({ graphUrl: graph.url }, await all.fresh());
    admin = await test.signIn(await test.addTenant(), 'admin');
    await connectNumber(test, admin.tenantId);
  });
  afterEach(async () => {
    await test.close();
    await graph.stop();
  });

  const settle = async (...edits: CompanyEdit[]) => {
    const { status, text } = await test.call('PATCH', '/api/company', { as: admin, body: { edits } });
    if (status !== 200) throw new Error(text);
  };
  async function customerWrites(): Promise<void> {
    const timestamp = Math.floor(test.clock.now() / 1000);
    await postWebhook(test, anInbound({ wamid: `wamid.${timestamp}`, timestamp, from: phone, text: 'Hello' }));
    await new Promise((resolve) => setImmediate(resolve));
    await test.app.get(AutoReplies, { strict: false }).settled();
    await sent(test);
  }

  it('greets once, passes on, and deletes what is too old', async () => {
    const greeting = { on: true, text: 'Welcome' };
    const passing = { on: true, afterMinutes: 5, teamId: null };
    await settle(
      { field: 'greeting', base: { on: false, text: '' }, value: greeting },
      { field: 'passing', base: { on: false, afterMinutes: 15, teamId: null }, value: passing },
    );
    await customerWrites();
    const rules = (await messagesOf(test, admin)).filter(({ origin }) => origin.kind === 'rule');
    expect(rules).toHaveLength(1);
    test.clock.advance(6 * 60_000);
    const { tenantId, userId } = admin;
    test.app.get(PresenceBoard, { strict: false }).join({ tenantId, userId }, 'socket');
    await test.app.get(PassingOn, { strict: false }).look();
    expect(await conversationsOf(test, admin)).toMatchObject([{ assigneeId: userId }]);
    test.clock.advance(40 * 24 * 3_600_000);
    admin = { ...admin, ...(await test.login(admin.email)) };
    const { body } = await test.call('GET', '/api/company/retention?messagesDays=30&filesDays=1&webhooksDays=8', {
      as: admin,
    });
    expect(body).toMatchObject({ messages: { total: 2, older: 2 }, files: { total: 0 }, webhooks: { older: 1 } });
    await settle({ field: 'keepMessagesDays', base: null, value: 30 });
    await test.app.get(Retention, { strict: false }).wake();
    expect(await test.db.selectFrom('message').select('id').execute()).toEqual([]);
  });

  it('erases a person, keeps the receipt, and hands them out before', async () => {
    await customerWrites();
    const [conversation] = await conversationsOf(test, admin);
    const path = `/api/contacts/${conversation?.contactId}`;
    const out = { purpose: 'marketing', state: 'out', source: 'phone call' };
    await test.call('POST', `${path}/consent`, { as: admin, body: out });
    const exported = await test.call('POST', `${path}/export`, { as: admin, body: {} });
    expect(exported.body).toMatchObject({ next: null, progress: { done: 1, total: 1 } });
    const asked = await test.call('POST', `${path}/erase`, { as: admin });
    const { id } = asked.body['erasure'] as Erasure;
    test.clock.advance(erasureWaitMs);
    await test.app.get(ErasureRunner, { strict: false }).wake();
    const { body } = await test.call('GET', `/api/erasures/${id}`, { as: admin });
    expect(body['erasure']).toMatchObject({ state: 'done', keptOptOut: true, counts: { messages: 1, webhooks: 1 } });
    for (const table of ['contact', 'contactAlias', 'conversation', 'message', 'webhookEvent'] as const) {
      expect(await test.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});
