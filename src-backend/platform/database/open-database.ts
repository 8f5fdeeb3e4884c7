import { existsSync, mkdirSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import { StartError } from '../start-error.ts';
import { copyDurably } from './copy-durably.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import type { Db } from './database.ts';
import { ParleySqliteDialect } from './sqlite-dialect.ts';
import type { Database } from './tables.ts';

export interface OpenDatabase {
  db: Db;
  /** Path of the SQLite file; null on PostgreSQL and in memory. */
  file: string | null;
  /** Writes a complete copy of the SQLite file, as it is now, to `path`; nothing on PostgreSQL. */
  backup: ((path: string) => void) | null;
  close: () => Promise<void>;
}

/**
 * Opens the database of `url`: `sqlite:<path>`, `sqlite::memory:` or `postgres://…`. `key`: 32 bytes, encrypts the
 * SQLite file; null leaves it plain. Throws StartError `database_key_mismatch`, `database_corrupt`, `database_in_use`
 * or `database_unreachable`. A file that can't be read is left as it is.
 */
export async function openDatabase(options: { url: string; key: Buffer | null }): Promise<OpenDatabase> {
  const { url, key } = options;
  if (/^postgres(ql)?:/.test(url)) return await openPostgres(url);
  const path = url.replace(/^sqlite:/, '');
  return path === ':memory:' ? openSqlite(new SqliteFile(path), null, key, null) : openFile(resolve(path), key);
}

function openFile(file: string, key: Buffer | null): OpenDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockDataDir(dirname(file));
  try {
    refuseWhatWouldBeLost(file, key);
    // Ours alone from the first byte; the log beside it takes over the mode.
    closeSync(openSync(file, 'a', 0o600));
    return openSqlite(new SqliteFile(file), file, key, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Over a connection that nobody has used yet; takes it over. `file`: its path, null in memory. */
export function openSqlite(
  sqlite: SqliteFile.Database,
  file: string | null,
  key: Buffer | null,
  lock: DataDirLock | null,
): OpenDatabase {
  try {
    if (key !== null) unlock(sqlite, key);
    // The first statements that read the file: a wrong key shows here, before anything is written.
    assertEngine(sqlite);
    sqlite.prepare('select count(*) from sqlite_schema').get();
    // R-7a
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma('trusted_schema = OFF');
    sqlite.pragma('secure_delete = ON');
    sqlite.pragma('temp_store = MEMORY');
    sqlite.pragma('mmap_size = 0');
    sqlite.pragma('wal_autocheckpoint = 1000');
    if (process.platform === 'darwin') sqlite.pragma('checkpoint_fullfsync = ON');
  } catch (error) {
    sqlite.close();
    throw explain(error, file ?? ':memory:');
  }
  const db = new Kysely<Database>({ dialect: new ParleySqliteDialect(sqlite), plugins: [new CamelCasePlugin()] });
  return {
    db,
    file,
    backup: file === null ? null : (target) => copyWhole(sqlite, file, target),
    async close() {
      // Kysely closes only what it has used.
      await db.destroy();
      if (sqlite.open) sqlite.close();
      lock?.release();
    },
  };
}

/** SQLCipher 4 with a raw key: no key derivation at each start (S-32). */
export function unlock(sqlite: SqliteFile.Database, key: Buffer): void {
  if (key.length !== 32) throw new StartError('configuration', 'The database key must be 32 bytes');
  sqlite.pragma("cipher = 'sqlcipher'");
  sqlite.pragma('legacy = 4');
  sqlite.pragma(`key = "x'${key.toString('hex')}'"`);
}

/** D9: older engines can corrupt the write-ahead log when two connections write at once. */
export function assertEngine(sqlite: Pick<SqliteFile.Database, 'prepare'>): void {
  const row = sqlite.prepare<[], { version: string }>('select sqlite_version() as version').get();
  const [major = 0, minor = 0, patch = 0] = (row?.version ?? '').split('.').map(Number);
  if (major * 1_000_000 + minor * 1_000 + patch < 3_051_003) {
    throw new StartError('internal', `SQLite ${row?.version} has a bug that can corrupt databases; 3.51.3 is needed`);
  }
}

function refuseWhatWouldBeLost(file: string, key: Buffer | null): void {
  if (!existsSync(file)) {
    // SQLite would silently throw the log away with everything that is only in it.
    if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0) {
      throw new StartError(
        'database_corrupt',
        `${file} is missing although its log ${file}-wal is there: restore the file from a backup`,
      );
    }
    return;
  }
  if (key !== null && isPlain(file)) {
    throw new StartError('database_key_mismatch', `${file} is not encrypted, but a database key was given`);
  }
}

function isPlain(file: string): boolean {
  const head = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head, 0, 16, 0);
  closeSync(descriptor);
  return head.toString('latin1') === 'SQLite format 3\0';
}

function copyWhole(sqlite: SqliteFile.Database, file: string, target: string): void {
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  copyDurably(file, target);
}

export function explain(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteFile.SqliteError)) return error;
  if (error.code === 'SQLITE_NOTADB') {
    return new StartError('database_key_mismatch', `${path} can't be read with this database key`, error);
  }
  if (error.code.startsWith('SQLITE_CORRUPT')) {
    return new StartError('database_corrupt', `${path} is damaged: restore it from a backup`, error);
  }
  if (error.code === 'SQLITE_BUSY') {
    return new StartError('database_in_use', `${path} is open in another process`, error);
  }
  return new StartError('database_unreachable', `${path} can't be opened: ${error.message}`, error);
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const { default: pg } = await import('pg');
  // int8 comes as text otherwise; our times and counters stay below 2^53.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw new StartError('database_unreachable', "The PostgreSQL server of DATABASE_URL can't be reached", error);
  }
  return { db, file: null, backup: null, close: () => db.destroy() };
}
