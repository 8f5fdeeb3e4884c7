// Which Electron runs the app: the real one, or the stand-in of tools/electron-stand-in where it can't be downloaded.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { run } from './step.mjs';

const answerFile = 'node_modules/.cache/parley-electron.json';
const standInDist = resolve('tools/electron-stand-in/dist');

/**
 * `PARLEY_ELECTRON=real|stand-in` decides by hand; otherwise the download is tried once for 20 s and the answer kept
 * (ruling 64). Returns {kind, description, env}: `env` makes `electron` start the chosen one.
 */
export async function chooseRuntime() {
  const asked = process.env.PARLEY_ELECTRON;
  if (asked !== undefined && asked !== 'real' && asked !== 'stand-in') {
    throw new Error(`PARLEY_ELECTRON is "${asked}"; it must be real or stand-in`);
  }
  const kind = asked ?? remembered() ?? (await tryDownload());
  if (kind === 'real' && !realIsInstalled() && (await tryDownload()) !== 'real') {
    throw new Error('PARLEY_ELECTRON=real, but the Electron runtime could not be downloaded');
  }
  return kind === 'real'
    ? { kind, description: 'real Electron', env: {} }
    : { kind, description: 'stand-in (Node 24 and Chromium)', env: { ELECTRON_OVERRIDE_DIST_PATH: standInDist } };
}

function electronDir() {
  return dirname(createRequire(resolve('package.json')).resolve('electron/package.json'));
}

function realIsInstalled() {
  return existsSync(join(electronDir(), 'path.txt'));
}

function remembered() {
  if (realIsInstalled()) return 'real';
  return existsSync(answerFile) ? JSON.parse(readFileSync(answerFile, 'utf8')).kind : undefined;
}

async function tryDownload() {
  const kind = await run(process.execPath, [join(electronDir(), 'install.js')], {
    timeoutMs: 20_000,
    quiet: true,
  }).then(
    () => (realIsInstalled() ? 'real' : 'stand-in'),
    () => 'stand-in',
  );
  mkdirSync(dirname(answerFile), { recursive: true });
  writeFileSync(answerFile, JSON.stringify({ kind }));
  return kind;
}
