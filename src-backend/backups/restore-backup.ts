import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupProgress } from '#shared/backup.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { anchorFile, copyWhole, databaseFile, mediaOf } from './backup-files.ts';
import { assertWhole, countRows, filesOf, openToRead } from './copied-database.ts';
import { settleRestored } from './settle-restored.ts';
import { copyFiles, FolderMissing, type Outcome } from './write-backup.ts';

/**
 * Makes a data folder from a backup, in a place of its own: whatever goes wrong, nothing that was there is touched.
 * Throws StartError `database_key_mismatch`, `database_corrupt` or `database_newer`.
 */
export async function restoreBackup(
  { backup, dataDir, databaseKey }: Omit<Extract<BackupOrder, { type: 'restore' }>, 'type'>,
  report: (progress: BackupProgress) => void,
  now: number,
): Promise<Outcome> {
  const key = Buffer.from(databaseKey, 'base64');
  const source = join(backup, databaseFile);
  if (!existsSync(source)) throw new FolderMissing(backup);
  await rm(dataDir, { recursive: true, force: true });
  try {
    report({ step: 'check', done: 0, total: 0 });
    const { counts, files } = examine(source, key);
    report({ step: 'database', done: 0, total: 0 });
    const copy = join(dataDir, databaseFile);
    await copyWhole(source, copy);
    await copyWhole(join(backup, anchorFile), join(dataDir, anchorFile));
    const missingFiles = await copyFiles(files, mediaOf(dirname(backup)), join(dataDir, 'media'), report);
    const database = await openDatabase({ url: `sqlite:${copy}`, key });
    try {
      // The backup itself is the copy from before.
      await migrate({ ...database, backup: null });
      await settleRestored(database.db, now);
    } finally {
      await database.close();
    }
    return { counts, missingFiles };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function examine(source: string, key: Buffer) {
  const sqlite = openToRead(source, key);
  try {
    assertWhole(sqlite);
    return { counts: countRows(sqlite), files: filesOf(sqlite) };
  } finally {
    sqlite.close();
  }
}
