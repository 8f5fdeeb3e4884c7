import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Which endpoint of the environment a company uses: its name and settings, never its address or key. One row per company
// (ruling 1). Its health is kept as stretches of time in which it was the same, the newest `until` growing.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const flag = (name: string) => `${name} integer not null check (${name} in (0, 1))`;
  const statements = [
    `create table tenant_endpoint_config (
      tenant_id text primary key references tenant (id),
      id text not null unique,
      endpoint_name text not null,
      ${flag('auto_reconnect')},
      reconnect_interval integer not null,
      health_check_interval integer not null,
      webhook_retries integer not null,
      message_timeout integer not null,
      ${flag('is_configured')},
      health_status text not null check (health_status in ('unknown', 'healthy', 'unhealthy')),
      last_health_check ${long},
      next_check_at ${long} not null,
      unhealthy_since ${long},
      alerted_at ${long},
      created_at ${long} not null,
      updated_at ${long} not null
    ) ${end}`,
    'create index tenant_endpoint_by_check on tenant_endpoint_config (next_check_at)',

    `create table endpoint_health (
      tenant_id text not null references tenant_endpoint_config (tenant_id) on delete cascade,
      since ${long} not null,
      until ${long} not null,
      status text not null check (status in ('healthy', 'unhealthy')),
      problem text,
      checks integer not null,
      response_ms integer,
      primary key (tenant_id, since)
    ) ${clustered}`,

    `alter table tenant_whatsapp_config add column endpoint_down_since ${long}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
