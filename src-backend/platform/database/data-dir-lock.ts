import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { StartError } from '../start-error.ts';

export interface DataDirLock {
  release: () => void;
}

/**
 * One backend per data folder (R-7b). The lock is SQLite's own file lock on an empty file: the system drops it when
 * the process ends, however it ends. Throws StartError `database_in_use`.
 */
export function lockDataDir(directory: string): DataDirLock {
  const lock = new SqliteFile(join(directory, 'parley.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new StartError('database_in_use', `Another Parley backend is using ${directory}`, error);
  }
  return { release: () => lock.close() };
}
