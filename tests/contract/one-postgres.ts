import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src-backend/platform/database/migrate.ts';
import { openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the one PostgreSQL server of a run: `DATABASE` stands for a database's name. */
    postgres: string;
  }
}

/** Has the current schema and nothing else; what is copied is made faster than what is migrated. */
export const template = 'template_of_tests';

/** One server for all files: starting it takes longer than most of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const admin = await openDatabase({ url: server.url('postgres'), key: null });
  await sql`create database ${sql.id(template)}`.execute(admin.db);
  await admin.close();
  const empty = await openDatabase({ url: server.url(template), key: null });
  await migrate(empty);
  await empty.close();
  project.provide('postgres', server.url('DATABASE'));
  return server.stop;
}
