import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { type OpenDatabase, openDatabase } from '../open-database.ts';
import { migrations } from './index.ts';

let database: OpenDatabase;
beforeEach(async () => {
  database = await openDatabase({ url: 'sqlite::memory:', key: null });
});
afterEach(() => database.close());

const run = async (statement: string) => await sql.raw(statement).execute(database.db);

it('R-6 what waits in the send queue, and every attempt, is carried over', async () => {
  const index = migrations.findIndex(({ name }) => name === '0004-sending');
  await migrate(database, migrations.slice(0, index));
  for (const statement of [
    `insert into tenant values ('t', 'e', 's', 'Acme', 1, 1, 1)`,
    `insert into tenant_whatsapp_config (id, tenant_id, waba_id, phone_number_id, display_phone_number, is_active,
      created_at, updated_at, verify_token, configured, name, color, provider, credential_source, read_receipts, version)
      values ('a', 't', 'w', '1', '+1', 1, 1, 1, 'v', 1, 'Support', 0, 'meta_cloud', 'stored', 'on_open', 1)`,
    `insert into contact values ('t', 'c', 'Lin', null, 1, 1)`,
    `insert into conversation (tenant_id, id, account_id, contact_id, state, last_message_at, last_message_seq,
      inbound_count, version, created_at) values ('t', 'v', 'a', 'c', 'open', 1, 1, 0, 1, 1)`,
    `insert into message (tenant_id, id, conversation_id, account_id, direction, seq, at, content, origin, delivery,
      version, received_at) values ('t', 'm', 'v', 'a', 'outbound', 7, 1, '{}', '{}', '{}', 1, 1)`,
    `insert into send_job values ('t', 'm', 'a', 'v', 7, 'uncertain', 5, 2, 3, 4, 6)`,
    `insert into send_attempt values ('t', 'm', 6, 1, 2, 'doubt', 131016)`,
  ]) {
    await run(statement);
  }

  await migrate(database, migrations.slice(0, index + 1));
  const job = { tenantId: 't', accountId: 'a', conversationId: 'v', seq: 7, state: 'uncertain', notBefore: 5 };
  expect(await database.db.selectFrom('sendJob').selectAll().execute()).toEqual([
    { ...job, id: 'm', messageId: 'm', reaction: null, attempts: 2, firstTriedAt: 3, leaseUntil: 4, fence: 6 },
  ]);
  const attempt = { tenantId: 't', jobId: 'm', messageId: 'm', number: 6, startedAt: 1, finishedAt: 2 };
  expect(await database.db.selectFrom('sendAttempt').selectAll().execute()).toEqual([
    { ...attempt, outcome: 'doubt', code: 131016 },
  ]);
  const [conversation] = await database.db.selectFrom('conversation').select(['archivedAt', 'tags']).execute();
  expect(conversation).toEqual({ archivedAt: null, tags: null });
});
