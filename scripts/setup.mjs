// What `npm start` and `npm test` do first on any clone: packages, Electron runtime, system packages, build.
// Runs before node_modules exists and on Node >= 20, so it uses nothing but Node itself.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseRuntime } from './electron-runtime.mjs';
import { run, step } from './step.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Everything a run needs. `tests`: also what only they use. Returns the runtime's environment. */
export async function setUp({ tests = false } = {}) {
  // Two downloads that need nothing of one another.
  await together([
    step('packages', ensurePackages),
    tests && step('system packages of the tests', () => ensureSystemPackages({ standIn: false, tests })),
  ]);
  let runtime;
  await step('Electron runtime', async () => {
    runtime = await chooseRuntime();
    return runtime.description;
  });
  await together([
    step('system packages', () => ensureSystemPackages({ standIn: runtime.kind === 'stand-in', tests })),
    step('build', ensureBuilt),
  ]);
  return runtime;
}

/** Fails as the first of them did, when none runs any more. */
async function together(steps) {
  for (const { reason } of await Promise.allSettled(steps)) if (reason !== undefined) throw reason;
}

async function ensurePackages() {
  const wanted = hashOf(['package-lock.json']);
  const stamp = 'node_modules/.parley-packages';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  // The lock says what each package must be: what was fetched once need not be asked for again.
  await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
  return 'installed';
}

/** Builds the programs unless `out/` is of today's sources. */
export async function ensureBuilt() {
  const wanted = hashOf(sources());
  const stamp = 'out/.parley-build';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  await run('npm', ['run', '--silent', 'build']);
  mkdirSync('out', { recursive: true });
  writeFileSync(stamp, wanted);
  return 'built';
}

function sources() {
  const configs = readdirSync('.').filter((name) => /\.config\.ts$|^tsconfig.*\.json$|^package-lock\.json$/.test(name));
  const programs = readdirSync('.').filter((name) => name.startsWith('src-') || name === 'resources');
  return [...configs, ...programs.flatMap(filesBelow)].sort();
}

function filesBelow(dir) {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile() && !/\.test\.tsx?$/.test(path));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
