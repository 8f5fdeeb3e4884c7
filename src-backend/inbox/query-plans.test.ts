import { type CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import { migratedDatabase } from '../testing/migrated-database.ts';
import { findAliases } from './contacts.repository.ts';
import { findConversationOfMerged, findConversationsOfContacts } from './conversations.repository.ts';
import {
  findLastInboundWamid,
  findMessagesByWamid,
  findWaitingSince,
  listMessages,
  listMessagesBefore,
  listOutboundAfter,
} from './messages.repository.ts';
import { findNextDue, listDueJobs } from './sending/send-jobs.repository.ts';

// What runs with every message, or over all of them, must find its rows by an index.

let database: OpenDatabase;
const ran: CompiledQuery[] = [];

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.close());

/** The steps of the plans of all that `run` asks the database. */
async function planOf(run: (db: OpenDatabase['db']) => Promise<unknown>): Promise<string[]> {
  ran.length = 0;
  const recording = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  });
  const executor = recording.getExecutor();
  const original = executor.executeQuery.bind(executor);
  executor.executeQuery = (query, ...rest) => {
    ran.push(query);
    return original(query, ...rest);
  };
  await run(recording);
  const steps: string[] = [];
  for (const { sql: text, parameters } of ran) {
    const plan = await database.db.executeQuery<{ detail: string }>({
      ...sql`select 1`.compile(database.db),
      sql: `explain query plan ${text}`,
      parameters,
    });
    steps.push(...plan.rows.map(({ detail }) => detail));
  }
  return steps;
}

const before = { conversationId: 'c', beforeAt: 1, beforeId: 'm', limit: 50 };

it.each<[string, (db: OpenDatabase['db']) => Promise<unknown>]>([
  ['known messages by wamid', (db) => findMessagesByWamid(db, 't', 'a', ['w1', 'w2', 'w3'])],
  ['people by their names', (db) => findAliases(db, 't', ['1', '2'], [{ scope: 's', value: 'US.1' }])],
  ['conversations of people', (db) => findConversationsOfContacts(db, 't', 'a', ['c1', 'c2'])],
  ['the conversation of a merged person', (db) => findConversationOfMerged(db, 't', 'a', 'c')],
  ['a page of a thread', (db) => listMessagesBefore(db, 't', before)],
  ['answers after a message', (db) => listOutboundAfter(db, 't', 'c', { at: 1, seq: 1 })],
  ['the newest inbound message', (db) => findLastInboundWamid(db, 't', 'c')],
  ['since when a customer waits', (db) => findWaitingSince(db, 't', 'c')],
  ['the first page of a snapshot', (db) => listMessages(db, 't', { since: 1, afterId: '', limit: 100 })],
  ['what is due to be sent', (db) => listDueJobs(db, { now: 1, notAccounts: [], limit: 10 })],
  ['what is due next', (db) => findNextDue(db, 1)],
])('finds %s by an index', async (_what, run) => {
  const steps = await planOf(run);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
});

it.each<[string, (db: OpenDatabase['db']) => Promise<unknown>]>([
  ['a page of a thread', (db) => listMessagesBefore(db, 't', before)],
  ['the newest inbound message', (db) => findLastInboundWamid(db, 't', 'c')],
  ['the first page of a snapshot', (db) => listMessages(db, 't', { since: 1, afterId: '', limit: 100 })],
])('reads %s in the order of the index, without sorting', async (_what, run) => {
  expect((await planOf(run)).filter((step) => step.includes('B-TREE'))).toEqual([]);
});
