import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';

const key = Buffer.alloc(32, 7);
let folder: string;
let database: OpenDatabase;

const open = () => openDatabase({ url: `sqlite:${join(folder, 'parley.db')}`, key });
const backup = () => join(folder, 'parley.db.before-9999-more');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-migrate-'));
  database = await open();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const second: Migration = {
  name: '9999-more',
  up: async (db) => {
    await sql`create table more (id text)`.execute(db);
  },
};

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    database.db,
  );
  return rows.map((row) => row.name);
}

it('makes the schema once, however often it runs', async () => {
  await migrate(database);
  const made = await tables();
  await migrate(database);
  expect(await tables()).toEqual(made);
  expect(made).toContain('tenant_whatsapp_config');
});

it('leaves nothing of a step that fails, and does it again next time', async () => {
  await migrate(database);
  const broken: Migration = {
    name: '9999-more',
    up: async (db) => {
      await sql`create table more (id text)`.execute(db);
      throw new Error('half-way');
    },
  };
  await expect(migrate(database, [...migrations, broken])).rejects.toThrow('half-way');
  expect(await tables()).not.toContain('more');
  await migrate(database, [...migrations, second]);
  expect(await tables()).toContain('more');
});

it('keeps a copy of an existing file before it changes it', async () => {
  await migrate(database);
  expect(existsSync(backup())).toBe(false);
  await migrate(database, [...migrations, second]);
  await database.close();

  database = await openDatabase({ url: `sqlite:${backup()}`, key });
  const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(database.db);
  expect(rows).toEqual(migrations.map(({ name }) => ({ name })));
});

it('S-23 refuses a database of a newer Parley in its own words, and leaves it alone', async () => {
  await migrate(database, [...migrations, second]);
  await expect(migrate(database, migrations)).rejects.toMatchObject({ code: 'database_newer' });
  expect(await tables()).toContain('more');
});
