import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// Where an audited act came from, and how the server has done minute by minute of the last day.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statements = [
    'alter table audit_entry add column origin text',
    `create table health_sample (
      tenant_id text not null references tenant (id),
      at ${long} not null,
      waiting ${long} not null,
      webhooks ${long} not null,
      lag_ms ${long},
      database_ms ${long} not null,
      memory_bytes ${long} not null,
      primary key (tenant_id, at)
    ) ${clustered}`,
    'create index health_sample_by_time on health_sample (at)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
