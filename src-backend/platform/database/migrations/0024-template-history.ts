import { type QueryExecutorProvider, sql } from 'kysely';
import type { DialectName } from '../database.ts';

// What became of a template: what Meta said of it, and what people did. It begins with this step: what was before was
// not written down.

export async function up(db: QueryExecutorProvider, dialect: DialectName): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const long = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? 'strict, without rowid' : '';
  const statement = `create table template_event (
    tenant_id text not null,
    template_id text not null,
    id text not null,
    at ${long} not null,
    kind text not null,
    before text,
    after text,
    note text,
    actor_id text,
    primary key (tenant_id, template_id, id),
    foreign key (tenant_id, template_id) references template (tenant_id, id) on delete cascade
  ) ${clustered}`;
  await sql.raw(statement).execute(db);
}
