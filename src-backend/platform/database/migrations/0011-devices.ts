import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Devices: numbers that are linked to a gateway by a QR code. What a gateway tells is kept with the webhooks of Meta.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const statements = [
    `create table device (
      tenant_id text not null references tenant (id),
      id text not null unique,
      name text not null,
      instance_name text not null unique,
      endpoint_name text not null,
      state text not null check (state in ('waiting', 'connecting', 'connected', 'disconnected', 'logged_out')),
      problem text,
      number text,
      account_id text,
      secret text not null,
      secret_hash text not null,
      webhook_url text not null,
      state_since ${long} not null,
      next_check_at ${long} not null,
      created_by text not null,
      created_at ${long} not null,
      removed_at ${long},
      instance_removed integer not null check (instance_removed in (0, 1)),
      primary key (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id)
    ) ${end}`,
    'create unique index device_account_once on device (tenant_id, account_id) where removed_at is null',
    'create index device_by_check on device (next_check_at)',
    `alter table webhook_event add column provider text not null default 'meta_cloud'
      check (provider in ('meta_cloud', 'gateway'))`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
