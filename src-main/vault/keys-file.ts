import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RecoverySeal } from '#shared/backup.ts';

/** A data key as it lies on disk: sealed under the master key with the context workspace|purpose|version. */
const Wrapped = z.object({ version: z.int(), sealed: z.base64() });
export type Wrapped = z.infer<typeof Wrapped>;

const WorkspaceEntry = z.object({
  database: Wrapped.optional(),
  media: Wrapped.optional(),
  /** Secrets of the bundled backend. */
  embedded: Wrapped.optional(),
  /** All of the above under the recovery key (ruling 42); needs no master key, so it survives a lost keyring. */
  recovery: RecoverySeal.optional(),
  /** The key of that seal: it is sealed anew when the keys in it change, and the person isn't asked for theirs. */
  recoverySeal: Wrapped.optional(),
});
export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>;

/** keys.json: everything in it is wrapped; by itself, on another machine, it opens nothing. */
export const KeysFile = z.object({
  v: z.literal(1),
  /** Name of the OS keystore that wrapped the master key. */
  backend: z.string(),
  createdAt: z.int(),
  masterKey: z.base64(),
  /** A known text sealed under the master key: shows that what the keystore returns is the right key. */
  canary: z.base64(),
  workspaces: z.record(z.string(), WorkspaceEntry),
});
export type KeysFile = z.infer<typeof KeysFile>;

export const keysPath = (dir: string): string => join(dir, 'keys.json');
const backupPath = (dir: string): string => join(dir, 'keys.json.bak');

/** The file, or its copy when it can't be read; 'damaged' when neither can; null when there never was one. */
export function readKeysFile(dir: string): KeysFile | 'damaged' | null {
  let found = false;
  for (const path of [keysPath(dir), backupPath(dir)]) {
    if (!existsSync(path)) continue;
    found = true;
    const file = parse(readFileSync(path, 'utf8'));
    if (file !== null) return file;
  }
  return found ? 'damaged' : null;
}

/**
 * Replaces the file so that a crash leaves the old or the new one: temporary file, fsync, rename, fsync of the folder.
 * The former one stays as a copy, unless it held what is to be forgotten.
 */
export function writeKeysFile(dir: string, file: KeysFile, former: 'keep' | 'forget'): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = keysPath(dir);
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, JSON.stringify(file, null, 2));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (former === 'keep' && existsSync(path)) copyFileSync(path, backupPath(dir));
  renameSync(temporary, path);
  if (former === 'forget') rmSync(backupPath(dir), { force: true });
  syncFolder(dir);
}

function parse(text: string): KeysFile | null {
  try {
    return KeysFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function syncFolder(dir: string): void {
  // Windows can't open a folder, and makes renames durable by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
