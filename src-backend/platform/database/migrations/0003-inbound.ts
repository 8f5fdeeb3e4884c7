import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

/** Deeds upon messages, what a status costs, and whom a kept webhook was for. */
export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const long = dialect === 'sqlite' ? 'integer' : 'bigint';
  const clustered = dialect === 'sqlite' ? 'strict, without rowid' : '';
  const statements = [
    `create table message_act (
      tenant_id text not null,
      account_id text not null,
      target_wamid text not null,
      wamid text not null,
      kind text not null check (kind in ('reaction', 'edit', 'revoke', 'quote')),
      actor text not null check (actor in ('customer', 'team')),
      value text,
      timestamp ${long} not null,
      received_at ${long} not null,
      primary key (tenant_id, account_id, target_wamid, wamid),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id)
    ) ${clustered}`,
    'alter table status_event add column pricing text',
    'alter table webhook_event add column tenant_id text',
    "alter table webhook_event add column receivers text not null default ''",
    "alter table webhook_event add column fields text not null default ''",
    'create index webhook_event_by_tenant on webhook_event (tenant_id, id)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
