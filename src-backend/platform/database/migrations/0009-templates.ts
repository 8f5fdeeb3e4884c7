import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// A copy of the templates that Meta has, how each business account's copying went, and which message was made from which
// template. What Meta says of an account besides goes into a column of its own.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    // `heard`: the newest webhook of each kind, so that an old one that comes again changes nothing.
    `create table template (
      tenant_id text not null references tenant (id),
      id text not null,
      waba_id text not null,
      meta_id text not null,
      name text not null,
      language text not null,
      category text not null,
      status text not null,
      parameter_format text not null check (parameter_format in ('positional', 'named')),
      components text not null,
      quality text,
      rejected_reason text,
      status_note text,
      correct_category text,
      ttl_seconds ${long},
      heard text not null,
      version ${long} not null,
      synced_at ${long} not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      unique (tenant_id, waba_id, name, language)
    ) ${end}`,

    `create table template_sync (
      tenant_id text not null references tenant (id),
      waba_id text not null,
      started_at ${long} not null,
      finished_at ${long},
      seen integer not null,
      added integer not null,
      updated integer not null,
      removed integer not null,
      error text,
      primary key (tenant_id, waba_id)
    ) ${clustered}`,

    `create table template_send (
      tenant_id text not null,
      message_id text not null,
      account_id text not null,
      name text not null,
      language text not null,
      at ${long} not null,
      primary key (tenant_id, message_id),
      foreign key (tenant_id, message_id) references message (tenant_id, id) on delete cascade
    ) ${clustered}`,
    'create index template_send_by_name on template_send (tenant_id, name, language, at)',

    `alter table tenant_whatsapp_config add column standing text`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
