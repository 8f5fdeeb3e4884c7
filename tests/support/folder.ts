import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set<string>();
let isGuarded = false;

/** A temporary folder of this run; it is removed when the process exits, unless it is kept. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `parley-${name}-`));
  made.add(folder);
  if (!isGuarded) {
    isGuarded = true;
    process.on('exit', () => {
      for (const each of made) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
    });
  }
  return folder;
}

/** Leaves the folder on disk: a failed run is to be looked at. */
export function keepFolder(folder: string): void {
  made.delete(folder);
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  made.delete(folder);
}

/** Every file below. Files that vanish while we look are left out. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** Files in which one of the texts stands in plain bytes, as `file: text`. */
export function findPlaintext(files: readonly string[], texts: readonly string[]): string[] {
  return files.flatMap((file) => {
    const bytes = readIfThere(file);
    return texts.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text.slice(0, 24)}`);
  });
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** After a test: what went wrong is to be looked at, everything else goes. */
export function leaveFolder(path: string, hasFailed: boolean): void {
  if (hasFailed) keepFolder(path);
  else removeFolder(path);
}
