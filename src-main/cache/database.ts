import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '#shared/error.ts';

// One open SQLite file (or a memory database) of the desktop, encrypted with SQLCipher's format under a raw key.
// Statements are synchronous and prepared once: everything here runs in the store's worker thread, never in main.

export type Param = string | number | bigint | null | Uint8Array;

/** `outbox`: FULL, every commit waits for the disk. `cache`: NORMAL, may lose its tail on power loss (ruling 43). */
export type Profile = 'outbox' | 'cache';

/** The file can't be read any more: damaged pages, or not under this key. */
export class DamagedFile extends Error {
  readonly profile: Profile;
  constructor(profile: Profile, cause: unknown) {
    super(`${profile}.db is damaged or not under this key`, { cause });
    this.name = 'DamagedFile';
    this.profile = profile;
  }
}

/** No space left on the disk. Nothing was written. */
export class DiskFull extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The disk of this computer is full. Free some space; what you typed is kept.', {
      details: { reason: 'disk_full' },
      cause,
    });
  }
}

/** Pages of the write-ahead log from one checkpoint to the next (R-7a): one takes some 15 ms, in which nothing is answered. */
const pagesPerCheckpoint = 1000;
/** While much is written at once: ten times the pages, of which many are the same ones, are brought home for less. */
const pagesPerBulkCheckpoint = 10_000;

export class Db {
  readonly profile: Profile;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  #isBulk = false;

  constructor(profile: Profile, db: Database.Database) {
    this.profile = profile;
    this.#db = db;
  }

  all<Row>(sql: string, ...params: Param[]): Row[] {
    // A row's type is what this program's own schema says.
    return this.#guard(() => this.#prepare(sql).all(...params) as Row[]);
  }

  get<Row>(sql: string, ...params: Param[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...params) as Row | undefined);
  }

  /** Number of rows that changed. */
  run(sql: string, ...params: Param[]): number {
    return this.#guard(() => this.#prepare(sql).run(...params).changes);
  }

  exec(sql: string): void {
    this.#guard(() => this.#db.exec(sql));
  }

  pragma(text: string): unknown {
    return this.#guard(() => this.#db.pragma(text, { simple: true }));
  }

  /** Much is written at once and few wait, or the other way round. */
  expectBulk(isBulk: boolean): void {
    if (isBulk === this.#isBulk) return;
    this.#isBulk = isBulk;
    this.pragma(`wal_autocheckpoint = ${isBulk ? pagesPerBulkCheckpoint : pagesPerCheckpoint}`);
  }

  /** One write transaction (BEGIN IMMEDIATE); rolled back when `work` throws. */
  transaction<T>(work: () => T): T {
    return this.#guard(() => this.#db.transaction(work).immediate());
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translate(this.profile, error);
    }
  }
}

/**
 * Opens `file` (null = in memory). Throws DamagedFile when it isn't a database under `key`; keys are raw, so that no
 * pass phrase has to be stretched at each start (S-32).
 */
export function openDatabase(profile: Profile, file: string | null, key: Uint8Array | null): Db {
  // The log beside a database takes over its mode.
  if (file !== null) closeSync(openSync(file, 'a', 0o600));
  const raw = new Database(file ?? ':memory:');
  try {
    if (file !== null) unlock(raw, key);
    raw.pragma('busy_timeout = 5000');
    // Reading proves the key; everything before it would succeed with a wrong one.
    raw.prepare('SELECT count(*) FROM sqlite_master').get();
    raw.pragma('journal_mode = WAL');
    raw.pragma(`synchronous = ${profile === 'outbox' ? 'FULL' : 'NORMAL'}`);
    raw.pragma('foreign_keys = ON');
    raw.pragma('trusted_schema = OFF');
    raw.pragma('secure_delete = ON');
    raw.pragma('temp_store = MEMORY');
    raw.pragma('mmap_size = 0');
    raw.pragma('checkpoint_fullfsync = ON');
    raw.pragma(`wal_autocheckpoint = ${pagesPerCheckpoint}`);
    if (profile === 'cache') raw.pragma('cache_size = -65536');
    assertEngine(raw);
    return new Db(profile, raw);
  } catch (error) {
    raw.close();
    throw translate(profile, error);
  }
}

/** True for a database file that anybody could read: it has SQLite's own header. */
export function isPlaintext(file: string): boolean {
  if (!existsSync(file)) return false;
  const header = Buffer.alloc(16);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, header) === 16 && header.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(handle);
  }
}

function unlock(db: Database.Database, key: Uint8Array | null): void {
  const hex = Buffer.from(key ?? []).toString('hex');
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new TypeError('A database key has 32 bytes');
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${hex}'"`);
}

/** D9: below 3.51.3 a WAL reset can corrupt the file. */
function assertEngine(db: Database.Database): void {
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1_000_000 + minor * 1000 + patch < 3_051_003) {
    throw new Error(`SQLite ${version} is too old: 3.51.3 or newer is needed`);
  }
}

function translate(profile: Profile, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return new DamagedFile(profile, error);
  if (error.code === 'SQLITE_FULL') return new DiskFull(error);
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN)/.test(error.code)) {
    return new AppError('unavailable', 'Parley cannot write to its folder on this computer.', {
      details: { reason: error.code },
      cause: error,
    });
  }
  return error;
}
