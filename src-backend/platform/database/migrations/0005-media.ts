import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Files of messages: what is known of each, how far its fetching is, and under which ids Meta has it. The bytes lie
// beside the database.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `create table media_file (
      tenant_id text not null references tenant (id),
      id text not null,
      source text not null check (source in ('whatsapp', 'upload')),
      account_id text,
      message_id text,
      kind text,
      meta_media_id text,
      mime_type text not null,
      filename text,
      size ${long},
      announced_sha256 text,
      sha256 text,
      blob text,
      state text not null check (state in ('pending', 'ready', 'failed', 'expired', 'refused')),
      reason text,
      attempts integer not null,
      next_at ${long} not null,
      lease_until ${long} not null,
      created_by text,
      created_at ${long} not null,
      used_at ${long},
      primary key (tenant_id, id),
      foreign key (tenant_id, message_id) references message (tenant_id, id) on delete cascade,
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id)
    ) ${end}`,
    `create index media_file_due on media_file (next_at) where state = 'pending'`,
    'create index media_file_by_message on media_file (tenant_id, message_id)',
    'create index media_file_by_blob on media_file (blob)',
    `create index media_file_unused on media_file (created_at) where source = 'upload' and used_at is null`,

    `create table media_at_meta (
      tenant_id text not null,
      media_id text not null,
      account_id text not null,
      meta_id text not null,
      expires_at ${long} not null,
      primary key (tenant_id, media_id, account_id),
      foreign key (tenant_id, media_id) references media_file (tenant_id, id) on delete cascade,
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id)
    ) ${clustered}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
