import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Machines: the tokens of integrators, what is known of how each is used, campaigns, and whom we tell what happens.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `create table integration_token (
      tenant_id text not null,
      id text not null,
      account_id text not null,
      name text not null,
      hash text not null unique,
      last_four text not null,
      created_by text not null,
      created_at ${long} not null,
      revoked_at ${long},
      last_used_at ${long},
      last_network text,
      last_user_agent text,
      alert text,
      primary key (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, created_by) references tenant_grant (tenant_id, user_id)
    ) ${end}`,
    // One active token per account, whoever asks at the same time (S-42).
    `create unique index integration_token_active on integration_token (tenant_id, account_id)
      where revoked_at is null`,
    'create index integration_token_by_creator on integration_token (tenant_id, created_by)',

    `create table integration_token_network (
      tenant_id text not null,
      token_id text not null,
      network text not null,
      first_seen_at ${long} not null,
      primary key (tenant_id, token_id, network),
      foreign key (tenant_id, token_id) references integration_token (tenant_id, id)
    ) ${clustered}`,

    // Requests by the hour (epoch ms of its beginning), kept for eight days.
    `create table integration_token_hour (
      tenant_id text not null,
      token_id text not null,
      hour ${long} not null,
      requests integer not null,
      primary key (tenant_id, token_id, hour),
      foreign key (tenant_id, token_id) references integration_token (tenant_id, id)
    ) ${clustered}`,

    `create table campaign (
      tenant_id text not null,
      id text not null,
      account_id text not null,
      name text not null,
      template text not null,
      language text not null,
      components text not null,
      state text not null check (state in ('running', 'paused', 'cancelled', 'done')),
      per_minute integer not null,
      created_by text,
      request_key text,
      request_hash text not null,
      created_at ${long} not null,
      finished_at ${long},
      primary key (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, created_by) references tenant_grant (tenant_id, user_id)
    ) ${end}`,
    `create unique index campaign_request_once on campaign (tenant_id, account_id, request_key)
      where request_key is not null`,
    `create index campaign_running on campaign (tenant_id, id) where state = 'running'`,
    'create index campaign_by_account on campaign (tenant_id, account_id, created_at)',
    'create index campaign_by_creator on campaign (tenant_id, created_by) where created_by is not null',

    // `phone` in canonical form: however a number was written, its owner is written to once.
    `create table campaign_recipient (
      tenant_id text not null,
      campaign_id text not null,
      position integer not null,
      phone text not null,
      components text,
      state text not null check (state in ('waiting', 'queued', 'skipped')),
      message_id text,
      error text,
      primary key (tenant_id, campaign_id, position),
      unique (tenant_id, campaign_id, phone),
      foreign key (tenant_id, campaign_id) references campaign (tenant_id, id)
    ) ${clustered}`,
    `create index campaign_recipient_waiting on campaign_recipient (tenant_id, campaign_id, position)
      where state = 'waiting'`,

    // `started_seq`: the change log from where it is told. `secret` is encrypted (S-40).
    `create table webhook_subscription (
      tenant_id text not null,
      id text not null,
      account_id text not null,
      url text not null,
      events text not null,
      secret text not null,
      active integer not null check (active in (0, 1)),
      stop_reason text,
      started_seq ${long} not null,
      created_by text not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, created_by) references tenant_grant (tenant_id, user_id)
    ) ${end}`,
    'create index webhook_subscription_by_account on webhook_subscription (tenant_id, account_id)',
    'create index webhook_subscription_by_creator on webhook_subscription (tenant_id, created_by)',

    // How far each company's change log has been told.
    `create table webhook_feed (
      tenant_id text primary key references tenant (id),
      seq ${long} not null
    ) ${end}`,

    // The queue, and for a while the log, of deliveries. `event_key`: each thing that happened is told once.
    `create table webhook_delivery (
      tenant_id text not null,
      id text not null,
      subscription_id text not null,
      event text not null,
      event_key text not null,
      data text not null,
      state text not null check (state in ('waiting', 'delivered', 'failed')),
      tries integer not null,
      next_try_at ${long} not null,
      attempts text not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      unique (tenant_id, subscription_id, event_key),
      foreign key (tenant_id, subscription_id) references webhook_subscription (tenant_id, id) on delete cascade
    ) ${end}`,
    `create index webhook_delivery_due on webhook_delivery (next_try_at) where state = 'waiting'`,
    'create index webhook_delivery_by_age on webhook_delivery (created_at)',
    'create index webhook_delivery_by_subscription on webhook_delivery (tenant_id, subscription_id, created_at)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
