import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// The whole schema in one readable piece: longer than most files, frozen once released, and nothing to split.
//
// The same statements run on both databases. STRICT makes SQLite refuse what PostgreSQL would refuse. Every key and
// foreign key of a company's data begins with tenant_id, so that a row of one company can't point at another's (S-60).
// Uniqueness that the product relies on (deduplication, one winner of a race) is here and not in code.
//
// message.reply_to and conversation.preview_message_id are no foreign keys: they point at messages that retention may
// remove, and both readers treat a missing one as "nothing".

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const statements = [...tables(dialect), ...indexes, ...appendOnly(dialect)];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

function tables(dialect: DialectName): string[] {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const bytes = sqlite ? 'blob' : 'bytea';
  const end = sqlite ? 'strict' : '';
  // Rows are kept in the order of their key: one b-tree less for narrow tables.
  const clustered = sqlite ? 'strict, without rowid' : '';
  const serial = sqlite ? 'integer primary key' : 'bigint generated always as identity primary key';
  const flag = (name: string) => `${name} integer not null check (${name} in (0, 1))`;
  const roles = `('viewer', 'agent', 'marketer', 'admin')`;

  return [
    `create table tenant (
      id text primary key,
      external_id text not null unique,
      slug text not null unique,
      name text not null,
      ${flag('whatsapp_configured')},
      version ${long} not null,
      created_at ${long} not null
    ) ${end}`,

    `create table app_user (
      id text primary key,
      name text not null,
      email text not null unique,
      password_hash text not null,
      ${flag('superadmin')},
      ${flag('active')},
      created_at ${long} not null
    ) ${end}`,

    `create table tenant_grant (
      tenant_id text not null references tenant (id),
      user_id text not null references app_user (id),
      role text not null check (role in ${roles}),
      version ${long} not null,
      primary key (tenant_id, user_id)
    ) ${clustered}`,

    `create table client_session (
      id text primary key,
      tenant_id text not null,
      user_id text not null,
      client_id text not null,
      client_name text not null,
      created_at ${long} not null,
      last_used_at ${long} not null,
      idle_expires_at ${long} not null,
      absolute_expires_at ${long} not null,
      revoked_at ${long},
      revoked_reason text,
      foreign key (tenant_id, user_id) references tenant_grant (tenant_id, user_id)
    ) ${end}`,

    `create table refresh_token (
      hash text primary key,
      session_id text not null references client_session (id) on delete cascade,
      parent_hash text unique,
      issued_at ${long} not null,
      spent_at ${long}
    ) ${end}`,

    `create table login_throttle (
      key text primary key,
      failures integer not null,
      window_started_at ${long} not null,
      blocked_until ${long} not null
    ) ${end}`,

    `create table data_key (
      id text primary key,
      tenant_id text not null references tenant (id),
      kek_id text not null,
      wrapped text not null,
      created_at ${long} not null
    ) ${end}`,

    `create table tenant_whatsapp_config (
      id text primary key,
      tenant_id text not null references tenant (id),
      waba_id text not null,
      phone_number_id text not null,
      access_token text,
      business_id text,
      display_phone_number text not null,
      quality_rating text,
      ${flag('is_active')},
      created_at ${long} not null,
      updated_at ${long} not null,
      business_account_id text,
      verify_token text not null unique,
      ${flag('configured')},
      name text not null,
      color integer not null check (color between 0 and 7),
      provider text not null check (provider in ('meta_cloud', 'gateway')),
      credential_source text not null check (credential_source in ('stored', 'endpoint')),
      country text,
      cannot_send text check (cannot_send in ('token', 'not_configured', 'disabled', 'endpoint')),
      read_receipts text not null check (read_receipts in ('on_open', 'on_reply', 'never')),
      app_secret text,
      version ${long} not null,
      deleted_at ${long},
      unique (tenant_id, id),
      unique (tenant_id, phone_number_id)
    ) ${end}`,

    `create table contact (
      tenant_id text not null references tenant (id),
      id text not null,
      name text not null,
      merged_into text,
      version ${long} not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, merged_into) references contact (tenant_id, id)
    ) ${end}`,

    `create table contact_alias (
      tenant_id text not null,
      kind text not null check (kind in ('phone', 'wa_id', 'bsuid', 'username', 'crm')),
      scope text not null,
      value text not null,
      contact_id text not null,
      seen_at ${long} not null,
      primary key (tenant_id, kind, scope, value),
      foreign key (tenant_id, contact_id) references contact (tenant_id, id)
    ) ${clustered}`,

    `create table conversation (
      tenant_id text not null,
      id text not null,
      account_id text not null,
      contact_id text not null,
      state text not null check (state in ('open', 'snoozed', 'resolved')),
      assignee_id text,
      preview_message_id text,
      last_message_at ${long} not null,
      last_message_seq ${long} not null,
      inbound_count integer not null,
      last_inbound_at ${long},
      window_closes_at ${long},
      waiting_since ${long},
      version ${long} not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      unique (tenant_id, account_id, contact_id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, contact_id) references contact (tenant_id, id),
      foreign key (tenant_id, assignee_id) references tenant_grant (tenant_id, user_id)
    ) ${end}`,

    `create table message (
      tenant_id text not null,
      id text not null,
      conversation_id text not null,
      account_id text not null,
      direction text not null check (direction in ('inbound', 'outbound', 'note')),
      seq ${long} not null,
      at ${long} not null,
      meta_timestamp ${long},
      content text not null,
      reply_to text,
      origin text not null,
      inbound_no integer,
      wamid text,
      send_state text,
      delivery text not null,
      version ${long} not null,
      received_at ${long} not null,
      primary key (tenant_id, id),
      unique (tenant_id, account_id, wamid),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id)
    ) ${end}`,

    `create table status_event (
      tenant_id text not null,
      account_id text not null,
      wamid text not null,
      status text not null,
      recipient text not null,
      timestamp ${long} not null,
      opaque_id text,
      failure text,
      received_at ${long} not null,
      message_id text,
      primary key (tenant_id, account_id, wamid, status, recipient, timestamp),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, message_id) references message (tenant_id, id)
    ) ${clustered}`,

    `create table webhook_event (
      id ${serial},
      body_hash text not null,
      ${flag('keyed')},
      account_id text,
      body ${bytes} not null,
      received_at ${long} not null,
      state text not null check (state in ('projected', 'dead')),
      error text
    ) ${end}`,

    `create table send_job (
      tenant_id text not null,
      message_id text not null,
      account_id text not null,
      conversation_id text not null,
      seq ${long} not null,
      state text not null check (state in ('ready', 'leased', 'held', 'uncertain')),
      not_before ${long} not null,
      attempts integer not null,
      first_tried_at ${long},
      lease_until ${long} not null,
      fence ${long} not null,
      primary key (tenant_id, message_id),
      foreign key (tenant_id, message_id) references message (tenant_id, id),
      foreign key (tenant_id, account_id) references tenant_whatsapp_config (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
    ) ${end}`,

    `create table send_attempt (
      tenant_id text not null,
      message_id text not null,
      number integer not null,
      started_at ${long} not null,
      finished_at ${long},
      outcome text,
      code integer,
      primary key (tenant_id, message_id, number),
      foreign key (tenant_id, message_id) references message (tenant_id, id)
    ) ${clustered}`,

    `create table change_log (
      tenant_id text not null references tenant (id),
      seq ${long} not null,
      entity text not null,
      entity_id text not null,
      version ${long} not null,
      scope_user_id text,
      ${flag('deleted')},
      at ${long} not null,
      primary key (tenant_id, seq)
    ) ${clustered}`,

    `create table change_head (
      tenant_id text primary key references tenant (id),
      epoch text not null,
      seq ${long} not null,
      floor_seq ${long} not null
    ) ${end}`,

    `create table mutation (
      tenant_id text not null,
      id text not null,
      user_id text not null,
      type text not null,
      request_hash text not null,
      result text not null,
      created_at ${long} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references tenant_grant (tenant_id, user_id)
    ) ${clustered}`,

    `create table read_mark (
      tenant_id text not null,
      user_id text not null,
      conversation_id text not null,
      inbound_no integer not null,
      version ${long} not null,
      primary key (tenant_id, user_id, conversation_id),
      foreign key (tenant_id, user_id) references tenant_grant (tenant_id, user_id),
      foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
    ) ${clustered}`,

    // No foreign key: '' is the installation itself, and entries outlive what they speak of.
    `create table audit_entry (
      tenant_id text not null,
      seq ${long} not null,
      at ${long} not null,
      actor_id text,
      action text not null,
      target text,
      details text not null,
      primary key (tenant_id, seq)
    ) ${clustered}`,
  ];
}

const indexes = [
  'create index tenant_grant_by_user on tenant_grant (user_id)',
  'create index client_session_by_grant on client_session (tenant_id, user_id)',
  'create index refresh_token_by_session on refresh_token (session_id)',
  'create index data_key_by_tenant on data_key (tenant_id, created_at)',
  // A number is connected at most once on an installation: the shared webhook finds its company by it.
  `create unique index account_connected_once on tenant_whatsapp_config (phone_number_id)
    where configured = 1 and is_active = 1`,
  'create index contact_by_merge on contact (tenant_id, merged_into) where merged_into is not null',
  'create index contact_alias_by_contact on contact_alias (tenant_id, contact_id)',
  'create index conversation_by_contact on conversation (tenant_id, contact_id)',
  'create index conversation_by_assignee on conversation (tenant_id, assignee_id) where assignee_id is not null',
  // Written with every message, all over the place: half as wide is half as many pages to encrypt. A conversation's id
  // is its company's alone, and who asks names the company too.
  'create index message_by_conversation on message (conversation_id, at, seq)',
  'create index status_event_by_message on status_event (tenant_id, message_id) where message_id is not null',
  // Only of those that nothing else would recognise: a random key costs a page of its own with every row.
  'create unique index webhook_event_once on webhook_event (body_hash) where keyed = 0',
  'create index send_job_by_state on send_job (state, not_before, seq)',
  'create index send_job_by_lane on send_job (tenant_id, conversation_id, seq)',
  'create index send_job_by_account on send_job (tenant_id, account_id, state)',
  'create index read_mark_by_conversation on read_mark (tenant_id, conversation_id)',
  'create index mutation_by_user on mutation (tenant_id, user_id)',
];

/** S-64: what is written in the audit table stays as it is. */
function appendOnly(dialect: DialectName): string[] {
  const text = 'audit entries are append-only';
  if (dialect === 'sqlite') {
    return ['update', 'delete'].map(
      (act) =>
        `create trigger audit_entry_no_${act} before ${act} on audit_entry begin select raise(abort, '${text}'); end`,
    );
  }
  return [
    `create function audit_entry_refuse() returns trigger language plpgsql as
      $$ begin raise exception '${text}'; end $$`,
    `create trigger audit_entry_append_only before update or delete on audit_entry
      for each row execute function audit_entry_refuse()`,
    `create trigger audit_entry_no_truncate before truncate on audit_entry
      for each statement execute function audit_entry_refuse()`,
  ];
}
