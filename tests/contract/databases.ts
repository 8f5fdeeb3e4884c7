import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate } from '../../src-backend/platform/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { startPostgres } from './postgres-server.ts';

/** One of the databases that the product runs on, started for a test file. */
export interface TestDatabases {
  /** A new database with the current schema. Close it when the test is done. */
  fresh: () => Promise<OpenDatabase>;
  /** Another process's connections to the newest of them; never on SQLite, which has one process. */
  again: () => Promise<OpenDatabase>;
  stop: () => Promise<void>;
}

/**
 * `describe.each(databases)('$name', ({ start }) => …)`: the same tests on every database. Start one in `beforeAll`,
 * take a fresh one in `beforeEach`.
 */
export const databases: readonly { name: string; start: () => Promise<TestDatabases> }[] = [
  { name: 'SQLite', start: startSqlite },
  { name: 'PostgreSQL', start: startPostgresDatabases },
];

async function startSqlite(): Promise<TestDatabases> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sqlite-'));
  let made = 0;
  return {
    async fresh() {
      made++;
      const url = `sqlite:${join(folder, String(made), 'parley.db')}`;
      const database = await openDatabase({ url, key: Buffer.alloc(32, 7) });
      await migrate(database);
      return database;
    },
    again: () => Promise.reject(new Error('SQLite is open in one process only')),
    stop: async () => rmSync(folder, { recursive: true }),
  };
}

async function startPostgresDatabases(): Promise<TestDatabases> {
  const server = await startPostgres();
  const admin = await openDatabase({ url: server.url('postgres'), key: null });
  // Migrated once, then copied: faster than migrating for each test.
  await sql`create database template_of_tests`.execute(admin.db);
  const template = await openDatabase({ url: server.url('template_of_tests'), key: null });
  await migrate(template);
  await template.close();
  let made = 0;
  return {
    async fresh() {
      made++;
      await sql`create database ${sql.id(`test_${made}`)} template template_of_tests`.execute(admin.db);
      return await openDatabase({ url: server.url(`test_${made}`), key: null });
    },
    again: () => openDatabase({ url: server.url(`test_${made}`), key: null }),
    async stop() {
      await admin.close();
      await server.stop();
    },
  };
}
