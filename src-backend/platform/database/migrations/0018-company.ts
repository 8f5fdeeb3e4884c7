import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// What a company has settled, whom the passing rule has passed on, and how people are forgotten. An erasure names ids
// only: after it there is nobody they lead to.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `create table company_settings (
      tenant_id text not null primary key references tenant (id),
      version ${long} not null,
      settings text not null,
      updated_by text not null,
      updated_at ${long} not null
    ) ${clustered}`,

    `create table passed_conversation (
      tenant_id text not null,
      conversation_id text not null,
      at ${long} not null,
      primary key (tenant_id, conversation_id),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade
    ) ${clustered}`,

    `create table erasure (
      tenant_id text not null,
      id text not null,
      contact_id text not null,
      state text not null check (state in ('waiting', 'erasing', 'done', 'cancelled')),
      requested_by text not null,
      requested_at ${long} not null,
      begins_at ${long} not null,
      finished_at ${long},
      scope text not null,
      counts text not null,
      total ${long} not null,
      kept_opt_out integer not null default 0 check (kept_opt_out in (0, 1)),
      version ${long} not null,
      primary key (tenant_id, id)
    ) ${clustered}`,
    "create index erasure_due on erasure (begins_at) where state in ('waiting', 'erasing')",

    `create table erasure_desktop (
      tenant_id text not null,
      erasure_id text not null,
      client_id text not null,
      session_id text not null,
      user_id text not null,
      name text not null,
      confirmed_at ${long},
      primary key (tenant_id, erasure_id, client_id),
      foreign key (tenant_id, erasure_id) references erasure (tenant_id, id)
    ) ${clustered}`,

    `create table suppressed_name (
      tenant_id text not null,
      hash text not null,
      key_id text not null,
      purpose text not null check (purpose in ('marketing', 'messages')),
      at ${long} not null,
      primary key (tenant_id, hash, purpose)
    ) ${clustered}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
