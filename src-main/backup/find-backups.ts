import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BackupHead } from '#shared/backup.ts';

export interface BackupOnDisk {
  path: string;
  head: BackupHead;
  /** Of its database. */
  bytes: number;
}

/** All whole backups in or below a folder, the newest first: it may be the one chosen for them, or a single backup. */
export function findBackups(folder: string): BackupOnDisk[] {
  const places = [folder, ...below(folder), ...below(folder).flatMap(below)];
  return places.flatMap(readBackup).toSorted((a, b) => b.head.createdAt - a.head.createdAt);
}

function readBackup(path: string): BackupOnDisk[] {
  try {
    const head = BackupHead.parse(JSON.parse(readFileSync(join(path, 'backup.json'), 'utf8')));
    return [{ path, head, bytes: statSync(join(path, 'parley.db')).size }];
  } catch {
    return [];
  }
}

function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.endsWith('.part'))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
