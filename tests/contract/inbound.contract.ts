import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import { ChangeLog } from '../../src-backend/sync/change-log.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, messagesOf, postWebhook } from '../../src-backend/testing/test-inbox.ts';
import { webhookExamples } from '../../src-backend/testing/webhook-examples.ts';
import { replayWebhooks } from '../../src-backend/webhooks/replay.ts';
import { type TestDatabases, databases } from './databases.ts';

// Every kind of webhook is taken in, found again and replayed alike on every database.

describe.each(databases)('webhooks on $name', ({ start }) => {
  let servers: TestDatabases;
  let test: TestApp;
  let anna: SignedIn;
  let accountId: string;

  beforeAll(async () => {
    servers = await start();
  });
  afterAll(() => servers.stop());
  beforeEach(async () => {
    test = await TestApp.start({}, await servers.fresh());
    const tenantId = await test.addTenant();
    accountId = await connectNumber(test, tenantId);
    anna = await test.signIn(tenantId, 'admin');
  });
  afterEach(() => test.close());

  const list = async (query: string): Promise<StoredWebhook[]> =>
    (await test.call('GET', `/api/webhooks?limit=200${query}`, { as: anna })).body['webhooks'] as StoredWebhook[];

  it('all kinds at once, twice and replayed: no dead letter, and nothing changes after the first time', async () => {
    const bodies = Object.values(webhookExamples);
    const answers = await Promise.all(bodies.map((body) => postWebhook(test, body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const before = await messagesOf(test, anna);
    const kept = await list('');
    expect(kept.filter(({ state }) => state === 'dead')).toEqual([]);
    await Promise.all(bodies.map((body) => postWebhook(test, body)));
    const changeLog = test.app.get(ChangeLog, { strict: false });
    const { replayed, changed, dead } = await replayWebhooks({ db: test.db, changeLog });
    expect({ replayed, changed, dead }).toEqual({ replayed: kept.length, changed: 0, dead: 0 });
    expect(await messagesOf(test, anna)).toEqual(before);
    expect(await list('')).toEqual(kept);
  });

  it('webhooks are found by field, account and state', async () => {
    for (const name of ['text', 'templateStatus', 'fieldOfTomorrow'] as const) {
      await postWebhook(test, webhookExamples[name]);
    }
    const fields = async (query: string) => (await list(query)).map((webhook) => webhook.fields);
    expect(await fields('&field=messages')).toEqual([['messages']]);
    expect(await fields(`&accountId=${accountId}&state=projected`)).toHaveLength(3);
    expect(await fields('&state=dead')).toEqual([]);
  });
});
