import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertEngine, openDatabase } from './open-database.ts';

const key = Buffer.alloc(32, 7);
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-db-'));
  file = join(folder, 'data', 'parley.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (withKey: Buffer | null) => openDatabase({ url: `sqlite:${file}`, key: withKey });

async function writeOne(withKey: Buffer | null): Promise<void> {
  const database = await open(withKey);
  await sql`create table note (text text)`.execute(database.db);
  await sql`insert into note values ('canary of the note')`.execute(database.db);
  await database.close();
}

it('R-7a opens with the settings that make a commit durable', async () => {
  const database = await open(key);
  const read = async (pragma: string) => {
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${pragma}`).execute(database.db);
    return Object.values(rows[0] ?? {})[0];
  };
  const names = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema', 'temp_store'];
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = await read(name);
  expect(values).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 5000,
    trusted_schema: 0,
    temp_store: 2,
  });
  await database.close();
});

it('D10 encrypts the file: neither its header nor what is in it can be read', async () => {
  await writeOne(key);
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  expect(bytes.includes('canary of the note')).toBe(false);
});

it('reads what it wrote, with the same key', async () => {
  await writeOne(key);
  const database = await open(key);
  const { rows } = await sql<{ text: string }>`select text from note`.execute(database.db);
  expect(rows).toEqual([{ text: 'canary of the note' }]);
  await database.close();
});

it.each([
  ['another key', key, Buffer.alloc(32, 8)],
  ['no key', key, null],
  ['a key where the file is plain', null, key],
])('leaves the file as it is when opened with %s', async (_, written, given) => {
  await writeOne(written);
  const before = readFileSync(file);
  await expect(open(given)).rejects.toMatchObject({ code: 'database_key_mismatch' });
  expect(readFileSync(file).equals(before)).toBe(true);
  // Nothing is held afterwards: the right key still opens it.
  await (await open(written)).close();
});

it('never begins a new database beside a log whose file is missing', async () => {
  await writeOne(key);
  rmSync(file);
  writeFileSync(`${file}-wal`, 'what was committed last');
  await expect(open(key)).rejects.toMatchObject({ code: 'database_corrupt' });
  expect(existsSync(file)).toBe(false);
});

it('R-7b one process at a time has the data folder', async () => {
  const first = await open(key);
  await expect(open(key)).rejects.toMatchObject({ code: 'database_in_use' });
  await first.close();
  await (await open(key)).close();
});

it('the file is for its owner alone', async () => {
  await writeOne(null);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('D9 refuses an engine that can corrupt its log', () => {
  const engine = (version: string) => ({ prepare: () => ({ get: () => ({ version }) }) }) as never;
  expect(() => assertEngine(engine('3.51.2'))).toThrow(/3\.51\.3 is needed/);
  expect(() => assertEngine(engine('3.51.3'))).not.toThrow();
  expect(() => assertEngine(engine('4.0.0'))).not.toThrow();
  expect(() => assertEngine(new SqliteFile(':memory:'))).not.toThrow();
});

it('rolls a transaction back whole', async () => {
  await writeOne(null);
  const { db, close } = await open(null);
  const failing = db.transaction().execute(async (tx) => {
    await sql`insert into note values ('second')`.execute(tx);
    throw new Error('half-way');
  });
  await expect(failing).rejects.toThrow('half-way');
  const { rows } = await sql`select * from note`.execute(db);
  expect(rows).toHaveLength(1);
  await close();
});

it('says what is wrong when PostgreSQL is not there', async () => {
  const opening = openDatabase({ url: 'postgres://parley:secret@127.0.0.1:9/parley', key: null });
  await expect(opening).rejects.toMatchObject({ code: 'database_unreachable' });
  await expect(opening).rejects.not.toThrow(/secret/);
});
