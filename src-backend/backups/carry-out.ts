import SqliteFile from 'better-sqlite3';
import type { BackupProblemCode } from '#shared/backup.ts';
import type { BackupOrder, BackupReport } from '#shared/wire/backup-process.ts';
import { StartError } from '../platform/start-error.ts';
import { restoreBackup } from './restore-backup.ts';
import { FolderMissing, writeBackup } from './write-backup.ts';

/** Does what the desktop ordered. Never throws: what went wrong is in the last report. */
export async function carryOut(order: BackupOrder, tell: (report: BackupReport) => void): Promise<void> {
  const report = (progress: Extract<BackupReport, { report: 'progress' }>['progress']) =>
    tell({ report: 'progress', progress });
  try {
    const outcome =
      order.type === 'backup' ? await writeBackup(order, report) : await restoreBackup(order, report, Date.now());
    tell({ report: 'done', ...outcome });
  } catch (error) {
    tell({ report: 'failed', ...explainFailure(error) });
  }
}

/** In words a person can act on. */
export function explainFailure(error: unknown): { code: BackupProblemCode; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FolderMissing) return { code: 'folder_missing', message };
  if (error instanceof StartError) {
    if (error.code === 'database_key_mismatch') return { code: 'wrong_key', message };
    if (error.code === 'database_corrupt') return { code: 'damaged', message };
    if (error.code === 'database_newer') {
      return { code: 'newer', message: 'The backup was written by a newer Parley. Update Parley, then restore it.' };
    }
  }
  const code = error instanceof SqliteFile.SqliteError || (error instanceof Error && 'code' in error) ? error.code : '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return { code: 'disk_full', message: 'The disk of the backup folder is full. Free some space, or choose another.' };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'SQLITE_CANTOPEN') {
    return { code: 'not_allowed', message: 'Parley may not write into the backup folder. Choose another one.' };
  }
  return { code: 'internal', message };
}
