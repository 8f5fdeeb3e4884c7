import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupHead } from '#shared/backup.ts';

// Names and moves of backups on disk. What is not finished ends with `.part`, and is never taken for a backup.

const headFile = 'backup.json';
export const databaseFile = 'parley.db';
export const anchorFile = 'audit-anchor.jsonl';
const unfinished = '.part';

/** Where the backups of one workspace are, below the folder a person chose. */
export const homeOf = (folder: string, head: BackupHead): string => join(folder, `parley-${head.workspaceId}`);
export const mediaOf = (home: string): string => join(home, 'media');

/** `2026-11-21T10-39-47-000Z`: sorts by time, and every file system takes it. */
const nameOf = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

/** A folder to write a backup into; leftovers of earlier tries go. */
export async function beginBackup(home: string, at: number): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  for (const name of await readdir(home)) {
    if (name.endsWith(unfinished)) await rm(join(home, name), { recursive: true, force: true });
  }
  const folder = join(home, nameOf(at) + unfinished);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** From here on it is a backup: its head is written last, and its name is what says that it is whole. */
export async function finishBackup(folder: string, head: BackupHead): Promise<string> {
  const file = await open(join(folder, headFile), 'wx', 0o600);
  await file.writeFile(JSON.stringify(head, null, 2));
  await file.sync();
  await file.close();
  await syncFolder(folder);
  const finished = folder.slice(0, -unfinished.length);
  await rename(folder, finished);
  await syncFolder(dirname(finished));
  return finished;
}

/** Null when there is no backup in this folder. */
export async function readHead(folder: string): Promise<BackupHead | null> {
  try {
    return BackupHead.parse(JSON.parse(await readFile(join(folder, headFile), 'utf8')));
  } catch {
    return null;
  }
}

/** Whole backups, the newest first. */
export async function listBackups(home: string): Promise<string[]> {
  const names = await readdir(home);
  const whole = names.filter((name) => !name.endsWith(unfinished) && existsSync(join(home, name, headFile)));
  return whole.toSorted().toReversed();
}

/** Copies a file so that it is whole or absent. False when there is none to copy. */
export async function copyWhole(from: string, to: string): Promise<boolean> {
  const part = to + unfinished;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, part);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
  await syncFile(part);
  await rename(part, to);
  return true;
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

async function syncFolder(path: string): Promise<void> {
  // Windows can't open folders; its file systems journal the rename.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
}
