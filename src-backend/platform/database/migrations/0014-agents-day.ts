import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Snoozing and priorities, what one person marks for themselves, the team's library, messages that go out later.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    "alter table conversation add column priority text check (priority in ('urgent', 'high', 'low'))",
    `alter table conversation add column snoozed_until ${long}`,
    'create index conversation_snoozed on conversation (snoozed_until) where snoozed_until is not null',

    'alter table read_mark add column unread integer not null default 0 check (unread in (0, 1))',
    'alter table read_mark add column pinned integer not null default 0 check (pinned in (0, 1))',
    'alter table read_mark add column muted integer not null default 0 check (muted in (0, 1))',
    `alter table read_mark add column mentioned_at ${long}`,

    `create table library_item (
      tenant_id text not null,
      id text not null,
      version ${long} not null,
      owner_id text,
      kind text not null,
      content text not null,
      updated_by text not null,
      updated_at ${long} not null,
      primary key (tenant_id, id)
    ) ${clustered}`,

    `create table scheduled_send (
      tenant_id text not null,
      id text not null,
      version ${long} not null,
      conversation_id text not null,
      user_id text not null,
      content text not null,
      reply_to text,
      send_at ${long} not null,
      problem text,
      primary key (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
    ) ${clustered}`,
    'create index scheduled_send_due on scheduled_send (send_at) where problem is null',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
