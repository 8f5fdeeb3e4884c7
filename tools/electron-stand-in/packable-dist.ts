import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

// Electron's binary carries its switches behind this text (@electron/fuses): a version, how many there are, and '0' or
// '1' for each, here as Electron 45 ships them.
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/** Writes what electron-builder expects of an Electron distribution for Linux, so that packaging can be tried without one. */
export async function writePackableDist(folder: string, version: string): Promise<void> {
  const command = join(import.meta.dirname, 'dist/electron');
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\n# ${fuseWire}\nexec '${command}' "$@"\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(folder, name), '');
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  const empty = mkdtempSync(join(tmpdir(), 'parley-default-app-'));
  try {
    cpSync(join(import.meta.dirname, 'README.md'), join(empty, 'README.md'));
    await createPackage(empty, join(folder, 'resources/default_app.asar'));
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}
