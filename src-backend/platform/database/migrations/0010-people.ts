import { createHash } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// People: companies that can be suspended, links to set a password by, second factors, fresh proof of a session, the
// chain of the audit log; and what a company knows of its contacts besides their names at WhatsApp.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? 'strict' : '';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    `alter table tenant add column suspended_at ${long}`,
    `alter table tenant add column second_factor_for_admins integer not null default 0
      check (second_factor_for_admins in (0, 1))`,

    // When its owner last proved who they are; a session of before counts from its beginning.
    `alter table client_session add column proved_at ${long} not null default 0`,
    'update client_session set proved_at = created_at',
    'create index client_session_by_user on client_session (tenant_id, user_id, revoked_at)',

    `create table password_link (
      tenant_id text not null,
      id text not null,
      user_id text not null,
      purpose text not null check (purpose in ('invitation', 'reset')),
      hash text not null unique,
      created_by text not null,
      created_at ${long} not null,
      expires_at ${long} not null,
      ended_at ${long},
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references tenant_grant (tenant_id, user_id)
    ) ${end}`,
    'create index password_link_by_user on password_link (tenant_id, user_id)',

    // confirmed_at null: shown to its owner, who has not typed a code of it yet. last_step: no code is good twice.
    `create table second_factor (
      tenant_id text not null,
      user_id text not null,
      secret text not null,
      created_at ${long} not null,
      confirmed_at ${long},
      last_step ${long} not null,
      primary key (tenant_id, user_id),
      foreign key (tenant_id, user_id) references tenant_grant (tenant_id, user_id)
    ) ${clustered}`,

    `create table recovery_code (
      tenant_id text not null,
      user_id text not null,
      hash text not null,
      primary key (tenant_id, user_id, hash),
      foreign key (tenant_id, user_id) references second_factor (tenant_id, user_id) on delete cascade
    ) ${clustered}`,

    `create table contact_profile (
      tenant_id text not null,
      contact_id text not null,
      own_name text,
      attributes text not null,
      tags text not null,
      blocked_by text not null,
      consent text not null,
      primary key (tenant_id, contact_id),
      foreign key (tenant_id, contact_id) references contact (tenant_id, id)
    ) ${clustered}`,

    `create table contact_note (
      tenant_id text not null,
      contact_id text not null,
      id text not null,
      text text not null,
      author_id text not null,
      created_at ${long} not null,
      primary key (tenant_id, contact_id, id),
      foreign key (tenant_id, contact_id) references contact (tenant_id, id),
      foreign key (tenant_id, author_id) references tenant_grant (tenant_id, user_id)
    ) ${clustered}`,

    // Every yes and every no, never changed: the newest of a purpose counts.
    `create table contact_consent (
      tenant_id text not null,
      contact_id text not null,
      purpose text not null check (purpose in ('marketing', 'messages')),
      at ${long} not null,
      state text not null check (state in ('in', 'out')),
      source text not null,
      evidence text,
      actor_id text,
      recorded_at ${long} not null,
      primary key (tenant_id, contact_id, purpose, at, state, source),
      foreign key (tenant_id, contact_id) references contact (tenant_id, id)
    ) ${clustered}`,

    `alter table audit_entry add column made_at ${long}`,
    `alter table audit_entry add column hash text not null default ''`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
  await chain(db, dialect);
}

/** The entries of before get their place in the chain; then nothing can be changed again. */
async function chain(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const update =
    dialect === 'sqlite'
      ? `create trigger audit_entry_no_update before update on audit_entry
          begin select raise(abort, 'audit entries are append-only'); end`
      : `create trigger audit_entry_append_only before update or delete on audit_entry
          for each row execute function audit_entry_refuse()`;
  const name = dialect === 'sqlite' ? 'audit_entry_no_update' : 'audit_entry_append_only on audit_entry';
  await sql.raw(`drop trigger ${name}`).execute(db);
  const { rows } = await sql<{
    tenant_id: string;
    seq: number;
    at: number;
    actor_id: string | null;
    action: string;
    target: string | null;
    details: string;
  }>`select * from audit_entry order by tenant_id, seq`.execute(db);
  let previous = { tenantId: '', hash: '' };
  for (const row of rows) {
    const before = previous.tenantId === row.tenant_id ? previous.hash : '';
    const fields = [row.tenant_id, row.seq, row.at, null, row.actor_id, row.action, row.target, row.details];
    const hash = createHash('sha256')
      .update(`${before}\n${JSON.stringify(fields)}`)
      .digest('hex');
    await sql`update audit_entry set hash = ${hash} where tenant_id = ${row.tenant_id} and seq = ${row.seq}`.execute(
      db,
    );
    previous = { tenantId: row.tenant_id, hash };
  }
  await sql.raw(update).execute(db);
}
