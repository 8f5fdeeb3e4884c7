// Completes package-lock.json with the optional packages of other platforms. A registry that does not serve them makes
// `npm install` leave them out, and then `npm ci` refuses the lock. Run it after every change of the dependencies;
// `npm run lock:check` fails when it was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const checkOnly = process.argv.includes('--check');
const before = readFileSync(file, 'utf8');
const lock = JSON.parse(before);

const systems = ['win32', 'darwin', 'linux', 'android', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const processors = [
  [/wasm32|wasi/, 'wasm32'],
  [/arm64|aarch64/, 'arm64'],
  [/arm-|armv7|arm$|armhf/, 'arm'],
  [/ia32|x86(?!_64)/, 'ia32'],
  [/x64|x86_64/, 'x64'],
  [/riscv64/, 'riscv64'],
  [/ppc64/, 'ppc64'],
  [/s390x/, 's390x'],
  [/loong64/, 'loong64'],
  [/mips64el/, 'mips64el'],
];

/** Looks a package up the way Node does: in the nearest node_modules on the way to the root. */
function isLocked(from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${dir ? `${dir}/` : ''}node_modules/${name}`]) return true;
    if (!dir) return false;
  }
}

/** `os`, `cpu` and `libc` as the package's own manifest would give them, read from its name. */
function platformOf(name) {
  const plain = name.replace(/^@[^/]+\//, '');
  const os = /fsevents/.test(plain) ? 'darwin' : systems.find((system) => plain.includes(system));
  const cpu = processors.find(([pattern]) => pattern.test(plain))?.[1];
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(os === 'linux' && { libc: [plain.includes('musl') ? 'musl' : 'glibc'] }),
    ...(os && { os: [os] }),
  };
}

let added = 0;
for (const [key, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[\^~]/, '');
    const { cpu, libc, os } = platformOf(name);
    if (isLocked(key, name) || !/^\d+\.\d+\.\d+/.test(version) || !(cpu || os)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
const after = `${JSON.stringify(lock, null, 2)}\n`;

if (checkOnly && after !== before) {
  console.error(`${file} lacks ${added} packages of other platforms: run "node scripts/fix-lock.mjs"`);
  process.exit(1);
}
if (!checkOnly) {
  writeFileSync(file, after);
  console.log(`${file}: ${added} packages of other platforms added`);
}
