import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MessageId, newId } from '#shared/ids.ts';
import { TestApp } from '../../testing/test-app.ts';
import { insertIdempotencyKey } from './idempotency.repository.ts';
import { IdempotencyRetention } from './idempotency-retention.ts';

let test: TestApp;
beforeEach(async () => {
  test = await TestApp.start();
});
afterEach(() => test.close());

const day = 24 * 3_600_000;
const purge = () => test.app.get(IdempotencyRetention, { strict: false }).purge();
const kept = async () =>
  (await test.db.selectFrom('idempotencyKey').select(['scope', 'key']).orderBy('scope').orderBy('key').execute()).map(
    ({ scope, key }) => `${scope} ${key}`,
  );

it('S-54 keys of callers are kept for a day, those of the queue and of campaigns for 90', async () => {
  const tenantId = await test.addTenant();
  const add = async (scope: string, key: string): Promise<void> => {
    const row = { tenantId, scope, key, requestHash: 'h', messageId: newId<MessageId>(), createdAt: test.clock.now() };
    await test.db.transaction().execute((tx) => insertIdempotencyKey(tx, row));
  };
  const scopes = ['campaign:1', 'integration:1', 'queue', 'user:1'];
  for (const scope of scopes) await add(scope, 'old');
  await purge();
  expect(await kept()).toHaveLength(4);
  test.clock.advance(day + 1);
  for (const scope of scopes) await add(scope, 'young');
  await purge();
  const ofCallers = ['integration:1 young', 'user:1 young'];
  expect(await kept()).toEqual(
    [...ofCallers, 'campaign:1 old', 'campaign:1 young', 'queue old', 'queue young'].toSorted(),
  );
  test.clock.advance(89 * day);
  await purge();
  expect(await kept()).toEqual(['campaign:1 young', 'queue young']);
});

it('S-54 many are let go of in steps', async () => {
  const tenantId = await test.addTenant();
  const createdAt = test.clock.now();
  const rows = Array.from({ length: 1200 }, (_, number) => {
    return { tenantId, scope: 'user:1', key: `k${number}`, requestHash: 'h', messageId: newId<MessageId>(), createdAt };
  });
  for (let at = 0; at < rows.length; at += 100) {
    await test.db
      .insertInto('idempotencyKey')
      .values(rows.slice(at, at + 100))
      .execute();
  }
  test.clock.advance(2 * day);
  await purge();
  expect(await kept()).toEqual([]);
});
