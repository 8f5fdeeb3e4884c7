import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// The life of an account's credentials: how long its token lives, which account a company means when it names none, and
// the single-use word that a sign-up at Meta comes back with.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `alter table tenant_whatsapp_config add column is_default integer not null default 0 check (is_default in (0, 1))`,
    `alter table tenant_whatsapp_config add column token_set_at ${long}`,
    `alter table tenant_whatsapp_config add column token_checked_at ${long}`,
    `alter table tenant_whatsapp_config add column token_expires_at ${long}`,
    `alter table tenant_whatsapp_config add column token_warned_days integer`,
    `alter table tenant_whatsapp_config add column two_step_pin text`,
    `create unique index account_default_once on tenant_whatsapp_config (tenant_id) where is_default = 1`,

    `create table signup_nonce (
      tenant_id text not null references tenant (id),
      hash text not null unique,
      user_id text not null,
      redirect_uri text,
      created_at ${long} not null,
      expires_at ${long} not null,
      used_at ${long},
      primary key (tenant_id, hash)
    ) ${clustered}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
