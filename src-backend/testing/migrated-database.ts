import SqliteFile from 'better-sqlite3';
import { migrate } from '../platform/database/migrate.ts';
import { type OpenDatabase, openSqlite } from '../platform/database/open-database.ts';

let image: Promise<Buffer> | null = null;

/** An empty database in memory with today's schema; made once and then copied, as making it takes longer than most tests. */
export async function migratedDatabase(): Promise<OpenDatabase> {
  image ??= makeImage();
  return openInMemory(new SqliteFile(await image));
}

async function makeImage(): Promise<Buffer> {
  const sqlite = new SqliteFile(':memory:');
  const database = openInMemory(sqlite);
  await migrate(database);
  const bytes = sqlite.serialize();
  await database.close();
  return bytes;
}

const openInMemory = (sqlite: SqliteFile.Database): OpenDatabase => openSqlite(sqlite, null, null, null);
