import { closeSync, copyFileSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Copies a file so that the copy is whole or absent, also when the power goes. */
export function copyDurably(from: string, to: string): void {
  const temporary = `${to}.part`;
  copyFileSync(from, temporary);
  flush(temporary, 'r+');
  renameSync(temporary, to);
  // Windows can't open folders; its file systems journal the rename.
  if (process.platform !== 'win32') flush(dirname(to), 'r');
}

function flush(path: string, mode: string): void {
  const descriptor = openSync(path, mode);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
