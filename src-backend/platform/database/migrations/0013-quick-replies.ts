import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Canned texts of a company. `shortcut_key` is the shortcut without its case: one text each.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  await sql
    .raw(
      `create table quick_reply (
        tenant_id text not null references tenant (id),
        id text not null,
        shortcut text not null,
        shortcut_key text not null,
        body text not null,
        updated_by text not null references app_user (id),
        updated_at ${sqlite ? 'integer' : 'bigint'} not null,
        primary key (tenant_id, id),
        unique (tenant_id, shortcut_key)
      ) ${sqlite ? 'strict' : ''}`,
    )
    .execute(db);
}
