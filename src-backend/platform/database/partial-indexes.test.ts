import { CompiledQuery, type KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listRunning } from '../../campaigns/campaigns.repository.ts';
import { listOpenErasures } from '../../erasure/erasure.repository.ts';
import { deleteUnusedUploads, endLeases, findNextMedia, listDueMedia } from '../../media/media.repository.ts';
import { findNextDue, listDue } from '../../outgoing-webhooks/deliveries.repository.ts';
import { migratedDatabase } from '../../testing/migrated-database.ts';
import type { Db } from './database.ts';
import type { OpenDatabase } from './open-database.ts';

// What the workers ask again and again reads what is due, not the whole table, however many rows are done with.

let database: OpenDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.close());

/** How SQLite would run what `ask` asks. */
async function planOf(ask: (db: Db) => Promise<unknown>): Promise<string> {
  const { db } = database;
  const asked: CompiledQuery[] = [];
  const listen: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await ask(db.withPlugin(listen));
  const plans = asked.map(({ sql, parameters }) =>
    db.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])),
  );
  return (await Promise.all(plans)).flatMap(({ rows }) => rows.map(({ detail }) => detail)).join('\n');
}

const due = { now: 1, limit: 10 };
it.each([
  ['media_file_due', (db: Db) => listDueMedia(db, { ...due, notAccounts: ['a'] })],
  ['media_file_due', (db: Db) => findNextMedia(db, 1)],
  ['media_file_due', (db: Db) => endLeases(db)],
  ['media_file_unused', (db: Db) => deleteUnusedUploads(db, 1)],
  ['webhook_delivery_due', (db: Db) => listDue(db, { ...due, notSubscriptions: ['a'] })],
  ['webhook_delivery_due', (db: Db) => findNextDue(db, 1)],
  ['campaign_running', (db: Db) => listRunning(db)],
  ['erasure_due', (db: Db) => listOpenErasures(db)],
])('what is due is found by %s', async (index, ask) => {
  expect(await planOf(ask)).toContain(`INDEX ${index}`);
});
