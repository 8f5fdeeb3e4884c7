import SqliteFile from 'better-sqlite3';
import type { BackupCounts } from '#shared/backup.ts';
import { explain, unlock } from '../platform/database/open-database.ts';
import { StartError } from '../platform/start-error.ts';

/** Opens a database beside its server, or a copy of it, to read. Throws StartError as `openDatabase` does. */
export function openToRead(path: string, key: Buffer): SqliteFile.Database {
  const sqlite = new SqliteFile(path, { readonly: true });
  try {
    unlock(sqlite, key);
    sqlite.prepare('select count(*) from sqlite_schema').get();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw explain(error, path);
  }
}

/** Reads every page of it (S-39: SQLite's own check; the cipher's says nothing here). Throws StartError `database_corrupt`. */
export function assertWhole(sqlite: SqliteFile.Database): void {
  try {
    const found = sqlite.prepare<[], { integrity_check: string }>('pragma integrity_check').all();
    if (found.length === 1 && found[0]?.integrity_check === 'ok') return;
  } catch (error) {
    throw new StartError('database_corrupt', 'The copy of the database is damaged', error);
  }
  throw new StartError('database_corrupt', 'The copy of the database is damaged');
}

export function countRows(sqlite: SqliteFile.Database): BackupCounts {
  const rowsOf = (from: string): number =>
    sqlite.prepare<[], { n: number }>(`select count(*) as n from ${from}`).get()?.n ?? 0;
  return {
    conversations: rowsOf('conversation'),
    messages: rowsOf('message'),
    contacts: rowsOf('contact'),
    accounts: rowsOf('tenant_whatsapp_config'),
    files: rowsOf("media_file where blob is not null and state = 'ready'"),
  };
}

/** How far each company's history goes: it only ever grows. */
export function headsOf(sqlite: SqliteFile.Database): Map<string, number> {
  const rows = sqlite.prepare<[], { tenant_id: string; seq: number }>('select tenant_id, seq from change_head').all();
  return new Map(rows.map((row) => [row.tenant_id, row.seq]));
}

/** The sealed files that its messages need, by the names they lie under. */
export function filesOf(sqlite: SqliteFile.Database): string[] {
  const ready = "select distinct blob from media_file where blob is not null and state = 'ready' order by blob";
  return sqlite
    .prepare<[], { blob: string }>(ready)
    .all()
    .map(({ blob }) => blob);
}
