import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupCounts, BackupProgress } from '#shared/backup.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import { StartError } from '../platform/start-error.ts';
import {
  anchorFile,
  beginBackup,
  copyWhole,
  databaseFile,
  finishBackup,
  homeOf,
  listBackups,
  mediaOf,
  syncFile,
} from './backup-files.ts';
import { assertWhole, countRows, filesOf, headsOf, openToRead } from './copied-database.ts';

type Order = Extract<BackupOrder, { type: 'backup' }>;
type Report = (progress: BackupProgress) => void;
export interface Outcome {
  counts: BackupCounts;
  /** Files that messages speak of and the server does not have (any more). */
  missingFiles: number;
}

/** Writes a backup beside the running server, reads it again, and lets go of the oldest ones. */
export async function writeBackup(order: Order, report: Report): Promise<Outcome> {
  const { dataDir, folder, head, keep } = order;
  const key = Buffer.from(order.databaseKey, 'base64');
  if (!existsSync(folder)) throw new FolderMissing(folder);
  const home = homeOf(folder, head);
  const part = await beginBackup(home, head.createdAt);
  try {
    report({ step: 'database', done: 0, total: 0 });
    // First: anchors must not know of more than the database does.
    await copyWhole(join(dataDir, anchorFile), join(part, anchorFile));
    const copy = join(part, databaseFile);
    const counts = copyDatabase(join(dataDir, databaseFile), copy, key, report);
    await syncFile(copy);
    const missingFiles = await copyFiles(filesIn(copy, key), join(dataDir, 'media'), mediaOf(home), report);
    await finishBackup(part, head);
    await forgetOld(home, key, keep);
    return { counts, missingFiles };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** The folder a person chose is not there. */
export class FolderMissing extends Error {
  override readonly name = 'FolderMissing';

  constructor(folder: string) {
    super(`The folder ${folder} is not there. Plug in its disk, or choose another folder.`);
  }
}

/**
 * One consistent moment of a database that goes on being written to. SQLite's backup API can't do it: its target would
 * have no key. VACUUM INTO reads in one transaction and encrypts as the source is.
 */
function copyDatabase(from: string, to: string, key: Buffer, report: Report): BackupCounts {
  const source = openToRead(from, key);
  let before: ReadonlyMap<string, number>;
  try {
    before = headsOf(source);
    source.prepare('vacuum into ?').run(to);
  } finally {
    source.close();
  }
  report({ step: 'check', done: 0, total: 0 });
  const copy = openToRead(to, key);
  try {
    assertWhole(copy);
    const after = headsOf(copy);
    const isBehind = [...before].some(([tenantId, seq]) => (after.get(tenantId) ?? -1) < seq);
    if (isBehind) throw new StartError('database_corrupt', 'The copy of the database is not complete');
    return countRows(copy);
  } finally {
    copy.close();
  }
}

/** Sealed files never change: those that are there already stay. Returns how many are nowhere. */
export async function copyFiles(names: readonly string[], from: string, to: string, report: Report): Promise<number> {
  let missing = 0;
  for (const [index, name] of names.entries()) {
    report({ step: 'files', done: index, total: names.length });
    const isThere = existsSync(join(to, name)) || (await copyWhole(join(from, name), join(to, name)));
    if (!isThere) missing++;
  }
  return missing;
}

export function filesIn(database: string, key: Buffer): string[] {
  const sqlite = openToRead(database, key);
  try {
    return filesOf(sqlite);
  } finally {
    sqlite.close();
  }
}

/** The oldest backups go, and the files that only they needed: what was erased at the source must not stay here for good. */
async function forgetOld(home: string, key: Buffer, keep: number): Promise<void> {
  const backups = await listBackups(home);
  for (const name of backups.slice(keep)) await rm(join(home, name), { recursive: true, force: true });
  const wanted = new Set(backups.slice(0, keep).flatMap((name) => filesIn(join(home, name, databaseFile), key)));
  const media = mediaOf(home);
  for (const tenant of existsSync(media) ? await readdir(media) : []) {
    for (const file of await readdir(join(media, tenant))) {
      if (!wanted.has(`${tenant}/${file}`)) await rm(join(media, tenant, file), { force: true });
    }
  }
}
