import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Cdp } from './cdp.ts';
import { findChromium } from './find.ts';
import { claimProfile, prepareProfile } from './profile.ts';

export interface Chromium {
  cdp: Cdp;
  process: ChildProcess;
  headless: boolean;
  /** Where another debugger (Playwright) may connect; null unless the switch remote-debugging-port was given. */
  endpoint: string | null;
  /** The executable. */
  file: string;
  /** The profile in use. */
  profile: string;
}

/** Under a display a person looks at the windows, unless STANDIN_HEADFUL says otherwise. */
export function isHeadless(env: NodeJS.ProcessEnv): boolean {
  if (env.STANDIN_HEADFUL) return env.STANDIN_HEADFUL === '0';
  return !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-infobars',
  '--disable-popup-blocking',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-service-autorun',
  '--password-store=basic',
  '--use-mock-keychain',
  '--test-type',
  // Frames of other origins stay in the page's process, so that one debugging session sees them all.
  '--disable-site-isolation-trials',
  '--allow-file-access-from-files',
];

const disabledFeatures = [
  'IsolateOrigins',
  'site-per-process',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'AimEnabled',
];

/** Switches of Electron's command line that this program answers for itself. */
const own = new Set([
  'user-data-dir',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'headless',
  'app',
  'disable-features',
]);

/**
 * @param profile folder for Chromium's profile
 * @param switches of Electron's command line; Chromium gets those it may know
 */
export async function startChromium(profile: string, switches: ReadonlyMap<string, string>): Promise<Chromium> {
  const headless = isHeadless(process.env);
  const file = findChromium(process.env, headless);
  const folder = await prepareProfile(profile);
  const port = switches.get('remote-debugging-port');
  const args = [...quiet, '--remote-debugging-pipe', `--user-data-dir=${folder}`];
  if (headless) args.push('--headless=new');
  if (port !== undefined) args.push(`--remote-debugging-port=${port}`);
  // Chromium refuses to run its sandbox as root.
  if (process.getuid?.() === 0 && !switches.has('no-sandbox')) args.push('--no-sandbox');
  // Of a switch given twice Chromium reads the last.
  args.push(`--disable-features=${[...disabledFeatures, switches.get('disable-features') ?? ''].join(',')}`);
  for (const [name, value] of switches) {
    if (!own.has(name)) args.push(value === '' ? `--${name}` : `--${name}=${value}`);
  }
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  // With 'pipe' in stdio these are always streams.
  const cdp = new Cdp(child.stdio[4] as Readable, child.stdio[3] as Writable);
  if (child.pid) claimProfile(folder, child.pid);
  const isAnswering = cdp.send('Browser.getVersion');
  const endpoint = await watch(child, file, isAnswering, port !== undefined);
  await isAnswering;
  return { cdp, process: child, headless, endpoint, file, profile: folder };
}

/**
 * Opens a window without tabs and address bar, which the DevTools protocol can't: another start of Chromium hands it
 * over to the running one and ends.
 * @param url what to show first, by which the new page can be told
 */
export function openAppWindow({ file, profile }: Chromium, url: string): Promise<void> {
  const args = [`--user-data-dir=${profile}`, `--app=${url}`, '--test-type'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const child = spawn(file, args, { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => resolve());
  });
}

/** Reads Chromium's standard error for the debugging address; resolves null when none is expected, rejects if it exits. */
function watch(
  child: ChildProcess,
  file: string,
  isAnswering: Promise<unknown>,
  expectEndpoint: boolean,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (process.env.STANDIN_DEBUG) process.stderr.write(chunk);
      text = (text + chunk).slice(-8192);
      const match = /DevTools listening on (ws:\/\/\S+)/.exec(text);
      if (expectEndpoint && match?.[1]) resolve(match[1]);
    });
    child.on('error', (cause) => reject(new Error(`electron stand-in: cannot run ${file}`, { cause })));
    child.on('exit', (code, signal) =>
      reject(
        new Error(`electron stand-in: Chromium ended before it was ready (${signal ?? `exit code ${code}`})\n${text}`),
      ),
    );
    if (!expectEndpoint)
      isAnswering.then(
        () => resolve(null),
        () => {},
      );
  });
}
