// `npm start`: sets up and opens the desktop; the first run begins with the demo. Without a display it runs under
// Xvfb and stays until Ctrl-C; `-- --check` ends as soon as the demo is ready (ruling 64).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setUp } from './setup.mjs';
import { hasDisplay } from './system-packages.mjs';

const checkOnly = process.argv.includes('--check');
const runtime = await setUp();

const headless = process.platform === 'linux' && !hasDisplay();
const profile = checkOnly ? mkdtempSync(join(tmpdir(), 'parley-check-')) : resolve('data/desktop');
const electron = ['node_modules/electron/cli.js', '.', `--user-data-dir=${profile}`, '--demo', '--print-ready'];
const node = resolve('node_modules/.bin/node');
const [command, args] = headless
  ? ['xvfb-run', ['-a', '-s', '-screen 0 1440x900x24', node, ...electron]]
  : [node, electron];

console.log(`parley · starting the desktop on ${runtime.description}${headless ? ' under Xvfb' : ''}`);
// Its own process group: ending it ends the desktop, its backend and the display together.
const desktop = spawn(command, args, {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, ...runtime.env },
  detached: process.platform !== 'win32',
});

let ready = false;
let failed = false;
let stopping = false;
let rest = '';
desktop.stdout.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) onLine(line);
});

function onLine(line) {
  const announced = /^parley desktop (ready|failed) (\{.*\})$/.exec(line);
  if (!announced) return;
  const facts = JSON.parse(announced[2]);
  if (announced[1] === 'failed') {
    failed = true;
    console.error(`parley · the desktop could not start: ${facts.message} (${facts.details})`);
    stop();
    return;
  }
  ready = true;
  console.log('parley demo is ready');
  console.log(`  play the customer:   ${facts.phoneUrl}`);
  console.log('  pictures of the app: npm run tour');
  if (checkOnly) stop();
  else console.log('  Ctrl-C ends it');
}

function stop() {
  if (stopping) return;
  stopping = true;
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 10_000).unref();
}

/** Answers whether there was still one to get it. */
function signal(name) {
  try {
    if (process.platform === 'win32') return desktop.kill(name);
    return process.kill(-desktop.pid, name);
  } catch {
    return false;
  }
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);
desktop.on('exit', async (code) => {
  // Its backend and its display end after it, and the backend writes until then.
  signal('SIGTERM');
  for (let waited = 0; signal(0) && waited < 100; waited++) await wait(100);
  if (checkOnly) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  if (!ready && !failed) console.error('parley · the desktop ended before the demo was ready');
  if (failed) process.exit(1);
  process.exit(ready || (stopping && !checkOnly) ? 0 : (code ?? 1) || 1);
});
