import { type QueryExecutorProvider, sql } from 'kysely';

/** Reactions, edits and deletion of a message: few have any, so they share one column. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`alter table message add column extras text`.execute(db);
}
