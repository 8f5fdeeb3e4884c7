import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { CdpError, type Params } from '../chromium/cdp.ts';
import { type Chromium, openAppWindow, startChromium } from '../chromium/start.ts';

type Listener = (method: string, params: Params) => void;

/** How long Chromium may take to write its profile when the app ends. */
const CLOSE_MS = 1500;

let chromium: Chromium | null = null;
let stopping = false;
const listeners = new Map<string | undefined, Set<Listener>>();

/** Starts the app's Chromium. Its end, unless asked for, is told to `onGone`. */
export async function startEngine(
  profile: string,
  switches: ReadonlyMap<string, string>,
  onGone: () => void,
): Promise<Chromium> {
  const started = await startChromium(profile, switches);
  chromium = started;
  started.cdp.on('event', (method, params, sessionId) => {
    for (const listener of listeners.get(sessionId) ?? []) listener(method, params);
  });
  started.cdp.on('closed', () => {
    if (!stopping) onGone();
  });
  // Should the process end by another way than stopEngine().
  process.on('exit', () => started.process.kill('SIGKILL'));
  return started;
}

/** See openAppWindow(); without a display every window is without tabs. */
export async function openWindowWithoutTabs(url: string): Promise<void> {
  if (chromium) await openAppWindow(chromium, url);
}

export function isEngineHeadless(): boolean {
  return chromium?.headless ?? true;
}

/** Sends a DevTools command to Chromium itself or to one page's session. */
export function send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
  if (!chromium) return Promise.reject(new CdpError(`${method}: Chromium is not running yet`));
  return chromium.cdp.send(method, params, sessionId);
}

/** Events of one session, or of Chromium itself (undefined). Returns the way to stop. */
export function listen(sessionId: string | undefined, listener: Listener): () => void {
  const set = listeners.get(sessionId) ?? new Set();
  listeners.set(sessionId, set.add(listener));
  return () => {
    set.delete(listener);
    if (set.size === 0) listeners.delete(sessionId);
  };
}

/** Lets Chromium write its profile and go; ends it when that takes too long. */
export async function stopEngine(): Promise<void> {
  stopping = true;
  const running = chromium;
  if (!running || running.process.exitCode !== null) return;
  const gone = new Promise((resolve) => running.process.once('exit', resolve));
  running.cdp.send('Browser.close').catch(() => {});
  await Promise.race([gone, delay(CLOSE_MS)]);
  running.process.kill('SIGKILL');
  if (running.profile.startsWith(tmpdir()) && running.profile.includes('electron-stand-in-')) {
    rmSync(running.profile, { recursive: true, force: true });
  }
}

/** A page or Chromium that went away while it was spoken to is nothing to report; everything else is. */
export function ignoreGone(error: unknown): void {
  if (error instanceof CdpError) {
    if (process.env.STANDIN_DEBUG) console.error('[electron stand-in]', error.message);
    return;
  }
  throw error;
}
