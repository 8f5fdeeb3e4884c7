import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// A job of the send queue is no longer the message itself: a reaction is sent too, and has no row of its own. `id` is the
// message's id, or the reaction's own; `message_id` is what is sent, or what is reacted to. SQLite can't change a key, so
// both tables are made anew, on both databases alike.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `create table next_send_job (
      tenant_id text not null,
      id text not null,
      message_id text not null,
      reaction text,
      account_id text not null,
      conversation_id text not null,
      seq ${long} not null,
      state text not null check (state in ('ready', 'leased', 'held', 'uncertain')),
      not_before ${long} not null,
      attempts integer not null,
      first_tried_at ${long},
      lease_until ${long} not null,
      fence ${long} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, message_id) references message (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
    ) ${end}`,
    `insert into next_send_job (tenant_id, id, message_id, account_id, conversation_id, seq, state, not_before, attempts,
        first_tried_at, lease_until, fence)
      select tenant_id, message_id, message_id, account_id, conversation_id, seq, state, not_before, attempts,
        first_tried_at, lease_until, fence from send_job`,
    'drop table send_job',
    'alter table next_send_job rename to send_job',
    'create index send_job_by_state on send_job (state, not_before, seq)',
    'create index send_job_by_lane on send_job (tenant_id, conversation_id, seq)',
    'create index send_job_by_account on send_job (tenant_id, account_id, state)',
    'create index send_job_by_message on send_job (tenant_id, message_id)',

    `create table next_send_attempt (
      tenant_id text not null,
      job_id text not null,
      number integer not null,
      message_id text not null,
      started_at ${long} not null,
      finished_at ${long},
      outcome text,
      code integer,
      primary key (tenant_id, job_id, number),
      foreign key (tenant_id, message_id) references message (tenant_id, id)
    ) ${clustered}`,
    `insert into next_send_attempt (tenant_id, job_id, number, message_id, started_at, finished_at, outcome, code)
      select tenant_id, message_id, number, message_id, started_at, finished_at, outcome, code from send_attempt`,
    'drop table send_attempt',
    'alter table next_send_attempt rename to send_attempt',
    'create index send_attempt_by_message on send_attempt (tenant_id, message_id)',

    // What a caller asked for once and must not get twice: the message that came of it.
    `create table idempotency_key (
      tenant_id text not null references tenant (id),
      scope text not null,
      key text not null,
      request_hash text not null,
      message_id text not null,
      created_at ${long} not null,
      primary key (tenant_id, scope, key)
    ) ${clustered}`,

    `alter table conversation add column archived_at ${long}`,
    `alter table conversation add column tags text`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
