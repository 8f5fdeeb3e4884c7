import { type QueryExecutorProvider, sql } from 'kysely';

// The reply that a colleague began and left to somebody together with the conversation.

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql.raw('alter table read_mark add column handed_draft text').execute(db);
}
