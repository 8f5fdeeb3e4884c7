import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { crashPoint } from './crash-point.ts';

// Names and moves of a workspace's files. A database is three files while it is open (-wal and -shm beside it).

const suffixes = ['', '-wal', '-shm'] as const;
const keepMs = 7 * 24 * 60 * 60 * 1000;
const reserveBytes = 4 * 1024 * 1024;

export interface Files {
  outbox: string;
  cache: string;
  /** A snapshot being loaded; becomes `cache` in one rename. */
  next: string;
  quarantine: string;
  /** How many changes are unsent, as a bare number: told to the person when the keys are lost (S-33). */
  unsent: string;
  /** Plain space on the disk, given back when it is full: SQLite needs room beside the file even to delete (R-7d). */
  reserve: string;
}

export function filesIn(dir: string): Files {
  return {
    outbox: join(dir, 'outbox.db'),
    cache: join(dir, 'cache.db'),
    next: join(dir, 'cache.next.db'),
    quarantine: join(dir, 'quarantine'),
    unsent: join(dir, 'unsent'),
    reserve: join(dir, 'reserve'),
  };
}

export function removeDatabase(file: string): void {
  for (const suffix of suffixes) rmSync(file + suffix, { force: true });
}

/** Puts a closed database in the place of another closed one; after a crash it is either the old or the new one. */
export function swapDatabase(from: string, to: string): void {
  // A log left beside the old file would be replayed into the new one.
  rmSync(`${to}-wal`, { force: true });
  rmSync(`${to}-shm`, { force: true });
  crashPoint('mid-snapshot-swap');
  renameSync(from, to);
  syncDirectory(dirname(to));
}

/** Moves a damaged database aside; the one of an earlier accident goes (R-7c: at most one). Returns its new path. */
export function quarantine(files: Files, file: string): string {
  mkdirSync(files.quarantine, { recursive: true, mode: 0o700 });
  const target = join(files.quarantine, file.slice(dirname(file).length + 1));
  removeDatabase(target);
  for (const suffix of suffixes) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  syncDirectory(files.quarantine);
  syncDirectory(dirname(file));
  return target;
}

/** Quarantined files are kept for 7 days after they were last written. */
export function expireQuarantine(files: Files, now: number): void {
  if (!existsSync(files.quarantine)) return;
  for (const name of readdirSync(files.quarantine)) {
    const path = join(files.quarantine, name);
    if (statSync(path).ctimeMs < now - keepMs) rmSync(path, { force: true });
  }
}

/** Takes 4 MB of the disk, in bytes that no file system can compress away. Quietly does without on a full disk. */
export function keepReserve(files: Files): void {
  if (existsSync(files.reserve)) return;
  const handle = openSync(files.reserve, 'w', 0o600);
  try {
    writeSync(handle, randomBytes(reserveBytes));
    fsyncSync(handle);
  } catch {
    rmSync(files.reserve, { force: true });
  } finally {
    closeSync(handle);
  }
}

export function releaseReserve(files: Files): void {
  rmSync(files.reserve, { force: true });
}

/** Unsent changes of a workspace folder whose files can't be opened; null when nobody wrote it down. */
export function readUnsent(dir: string): number | null {
  const { unsent } = filesIn(dir);
  const text = existsSync(unsent) ? readFileSync(unsent, 'utf8') : '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Makes a rename in this directory survive a power cut. Windows has no such call and needs none. */
export function syncDirectory(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
