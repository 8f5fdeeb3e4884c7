import { type QueryExecutorProvider, sql } from 'kysely';

// Numbers that are also used in the WhatsApp Business app may send less, and we know it from the start. Idempotency keys
// are found by age.

export async function up(db: QueryExecutorProvider): Promise<void> {
  const statements = [
    `alter table tenant_whatsapp_config add column on_phone integer not null default 0 check (on_phone in (0, 1))`,
    `create index idempotency_key_by_age on idempotency_key (created_at)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
