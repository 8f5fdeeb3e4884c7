import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { migrate } from '../../src-backend/platform/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { template } from './one-postgres.ts';

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
  const open = (name: string) =>
    openDatabase({ url: `sqlite:${join(folder, name, 'parley.db')}`, key: Buffer.alloc(32, 7) });
  const empty = await open('empty');
  await migrate(empty);
  await empty.close();
  let made = 0;
  return {
    async fresh() {
      const name = String(++made);
      cpSync(join(folder, 'empty'), join(folder, name), { recursive: true });
      return await open(name);
    },
    again: () => Promise.reject(new Error('SQLite is open in one process only')),
    stop: async () => rmSync(folder, { recursive: true }),
  };
}

async function startPostgresDatabases(): Promise<TestDatabases> {
  const open = (name: string) => openDatabase({ url: inject('postgres').replace('DATABASE', name), key: null });
  const admin = await open('postgres');
  const made: string[] = [];
  return {
    async fresh() {
      const name = `test_${randomBytes(8).toString('hex')}`;
      made.push(name);
      await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin.db);
      return await open(name);
    },
    again: () => open(made.at(-1) ?? ''),
    async stop() {
      for (const name of made) await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db);
      await admin.close();
    },
  };
}
