// Debian packages that a run needs beside npm's: Chromium and a display for the stand-in, servers for the tests.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './step.mjs';

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, name)));

const chromium = () =>
  process.env.PARLEY_CHROMIUM !== undefined ||
  ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'].some((path) => existsSync(path));
const display = () => process.platform !== 'linux' || hasDisplay() || onPath('Xvfb');

/** Only Debian has the headless shell as a package; where it can't be had, the browser does. */
const isRootOnDebian = () =>
  process.getuid?.() === 0 &&
  existsSync('/etc/os-release') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

export const hasDisplay = () => Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

const needs = [
  { packages: ['chromium'], when: ({ standIn, tests }) => standIn || tests, met: chromium },
  {
    // Without windows the same engine starts in half of the time, some 200 times in the tests.
    packages: ['chromium-headless-shell'],
    when: ({ standIn, tests }) => standIn && tests && process.env.PARLEY_CHROMIUM === undefined && isRootOnDebian(),
    met: () => existsSync('/usr/lib/chromium/chromium-headless-shell'),
  },
  { packages: ['xvfb', 'xauth'], when: () => true, met: display },
  {
    // Names of customers come in every script; a desktop system has these fonts of its own.
    packages: ['fonts-dejavu-core', 'fonts-noto-color-emoji', 'fonts-noto-core', 'fonts-noto-cjk'],
    when: ({ standIn }) => standIn && process.platform === 'linux',
    met: () =>
      ['truetype/noto/NotoColorEmoji.ttf', 'truetype/noto/NotoSansDevanagari-Regular.ttf', 'opentype/noto'].every(
        (path) => existsSync(`/usr/share/fonts/${path}`),
      ),
  },
  { packages: ['dbus'], when: ({ tests }) => tests && process.platform === 'linux', met: () => onPath('dbus-daemon') },
  { packages: ['dunst'], when: ({ tests }) => tests && process.platform === 'linux', met: () => onPath('dunst') },
  {
    packages: ['postgresql'],
    when: ({ tests }) => tests && process.platform === 'linux',
    met: () => existsSync('/usr/lib/postgresql'),
  },
  {
    packages: ['rabbitmq-server'],
    when: ({ tests }) => tests && process.platform === 'linux',
    met: () => existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server'),
  },
];

/** Installs what is missing as root on Debian; otherwise fails with the exact line to run. */
export async function ensureSystemPackages(purpose) {
  const missing = needs.filter((need) => need.when(purpose) && !need.met()).flatMap((need) => need.packages);
  if (missing.length === 0) return 'present';
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.platform !== 'linux' || !onPath('apt-get') || process.getuid?.() !== 0) {
    throw new Error(`Parley needs ${missing.join(', ')}. Install them, for example with: sudo ${line}`);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', line.split(' ').slice(1), { env });
  return `installed ${missing.join(', ')}`;
}
