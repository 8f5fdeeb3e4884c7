import { type Kysely, PostgresAdapter, type Transaction, sql } from 'kysely';
import type { Database } from './tables.ts';

/** Injection token of the open database: `@Inject(DATABASE) private readonly db: Db`. */
export const DATABASE = Symbol('database');

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

export type DialectName = 'sqlite' | 'postgres';

export function dialectOf(db: Kysely<Database>): DialectName {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

/**
 * Makes transactions that name the same thing run one after the other, until this one ends. SQLite has a single writer
 * and needs nothing; PostgreSQL takes an advisory lock.
 */
export async function serialise(tx: Tx, name: string): Promise<void> {
  if (dialectOf(tx) === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** Did a unique or primary key refuse the row? Both drivers say so in their own way. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return (
    error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || error.code === '23505'
  );
}
