import type SqliteFile from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

const cachedStatements = 256;

/**
 * Kysely's SQLite dialect over an open file, with two differences: a transaction takes the write lock at its beginning
 * (R-7b: one that begins with a read could otherwise fail half-way), and statements are prepared once, which takes two
 * thirds off a small query.
 */
export class ParleySqliteDialect extends SqliteDialect {
  readonly #file: SqliteFile.Database;

  constructor(file: SqliteFile.Database) {
    super({ database: file });
    this.#file = file;
  }

  override createDriver(): Driver {
    const file = this.#file;
    const statements = new Map<string, SqliteStatement>();
    return new ImmediateDriver({
      database: {
        close: () => file.close(),
        prepare(sql) {
          const known = statements.get(sql);
          if (known !== undefined) {
            // Last used goes last: the first of the map is the one to forget.
            statements.delete(sql);
            statements.set(sql, known);
            return known;
          }
          const statement = file.prepare<unknown[]>(sql);
          const oldest = statements.size < cachedStatements ? undefined : statements.keys().next().value;
          if (oldest !== undefined) statements.delete(oldest);
          statements.set(sql, statement);
          return statement;
        },
      },
    });
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
