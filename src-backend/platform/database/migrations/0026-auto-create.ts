import { type QueryExecutorProvider, sql } from 'kysely';

// Whether CRMs hear of everybody who writes to a number (S3's "auto-create"), or only of people they know.

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql
    .raw('alter table tenant_whatsapp_config add column auto_create_contacts integer not null default 1')
    .execute(db);
}
