import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { SendWorker } from '../../src-backend/inbox/sending/send-worker.ts';
import { aMetaTemplate, FakeTemplateGraph } from '../../src-backend/testing/fake-template-graph.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, postWebhook } from '../../src-backend/testing/test-inbox.ts';
import { testNumber } from '../../src-backend/testing/webhook-bodies.ts';
import { type TestDatabases, databases } from './databases.ts';

// Copies of templates, their pages and counts are the same on every database, also side by side.

describe.each(databases)('templates on $name', ({ start }) => {
  let servers: TestDatabases;
  let graph: FakeTemplateGraph;
  let test: TestApp;
  let admin: SignedIn;
  let accountId: AccountId;

  beforeAll(async () => {
    servers = await start();
    graph = await FakeTemplateGraph.start();
  });
  afterAll(async () => {
    await graph.stop();
    await servers.stop();
  });
  beforeEach(async () => {
    graph.templates = Array.from({ length: 20 }, (_, index) =>
      aMetaTemplate({
        id: `9007199254740993${index}`,
        name: `notice_${index % 10}`,
        language: index < 10 ? 'en_US' : 'de',
      }),
    );
    test = await TestApp.start({ graphUrl: graph.url }, await servers.fresh());
    admin = await test.signIn(await test.addTenant(), 'admin');
    accountId = await connectNumber(test, admin.tenantId);
  });
  afterEach(() => test.close());

  const ask = async (path: string) => (await test.call('GET', `/api/whatsapp/templates${path}`, { as: admin })).body;
  const sync = async () =>
    (await test.call('POST', '/api/whatsapp/templates/sync', { as: admin, body: { integrationId: accountId } })).body;
  const namesIn = (body: Record<string, unknown>) =>
    (body['data'] as { name: string; language: string }[]).map(({ name, language }) => `${name} ${language}`);

  it('M-2 M-6 twenty templates are copied once, however many ask at the same time, and paged by name', async () => {
    const answers = await Promise.all([sync(), sync(), sync()]);
    expect(answers.map(({ data }) => data)).toContainEqual({ added: 20, updated: 0, removed: 0 });
    expect(await test.db.selectFrom('template').select('id').execute()).toHaveLength(20);
    const page = await ask('?limit=3&offset=2');
    expect(page['pagination']).toEqual({ total: 20, limit: 3, offset: 2, hasMore: true });
    expect(namesIn(page)).toEqual(['notice_1 de', 'notice_1 en_US', 'notice_2 de']);
    expect(namesIn(await ask('?language=de&search=NOTICE_7'))).toEqual(['notice_7 de']);
    expect(namesIn(await ask('?search=100%25'))).toEqual([]);
  });

  it('M-6 M-7 webhooks in any order, and twice, leave the same copies', async () => {
    await sync();
    const at = Math.floor(test.clock.now() / 1000);
    const bodies = [
      ['message_template_status_update', { event: 'PAUSED' }, at + 2],
      ['message_template_status_update', { event: 'REINSTATED' }, at + 3],
      ['message_template_quality_update', { new_quality_score: 'RED' }, at + 1],
    ].map(([field, value, time]) => ({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: testNumber.wabaId,
          time,
          changes: [
            {
              field,
              value: {
                message_template_id: '90071992547409930',
                message_template_name: 'notice_0',
                message_template_language: 'en_US',
                ...(value as object),
              },
            },
          ],
        },
      ],
    }));
    await Promise.all([...bodies.toReversed(), ...bodies].map((body) => postWebhook(test, body)));
    expect(await ask('?name=notice_0&language=en_US')).toMatchObject({
      data: [{ status: 'APPROVED', quality: 'RED' }],
    });
  });

  it('M-6 what became of a template’s messages is counted by day, and what failed by its code', async () => {
    await sync();
    const send = async (to: string) =>
      await test.call('POST', '/api/whatsapp/messages/send', {
        as: admin,
        body: {
          integrationId: accountId,
          to,
          type: 'template',
          template: { name: 'notice_0', language: { code: 'de' } },
        },
      });
    const worker = test.app.get(SendWorker, { strict: false });
    await send('+14155550100');
    await worker.settled();
    graph.refusal = 131_026;
    await send('+14155550101');
    await worker.settled();
    graph.refusal = null;
    const status = { id: `wamid.out-${graph.sends - 1}`, status: 'read', recipient_id: '14155550100' };
    const seconds = String(Math.floor(test.clock.now() / 1000));
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '1', phone_number_id: testNumber.phoneNumberId },
      statuses: [{ ...status, timestamp: seconds }],
    };
    const entry = [{ id: testNumber.wabaId, changes: [{ field: 'messages', value }] }];
    await postWebhook(test, { object: 'whatsapp_business_account', entry });
    const [{ id } = { id: '' }] = (await ask('?name=notice_0&language=de'))['data'] as { id: string }[];
    expect(await ask(`/${id}/analytics?days=1`)).toMatchObject({
      data: {
        days: 1,
        sent: 1,
        delivered: 1,
        read: 1,
        failed: 1,
        answered: 0,
        failures: [{ code: 131_026, count: 1 }],
      },
    });
    test.clock.advance(2 * 86_400_000);
    admin = { ...admin, ...(await test.login(admin.email)) };
    expect(await ask(`/${id}/analytics?days=1`)).toMatchObject({ data: { sent: 0, failed: 0, lastSentAt: null } });
  });
});
