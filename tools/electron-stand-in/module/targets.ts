import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Params } from '../chromium/cdp.ts';
import { ignoreGone, isEngineHeadless, listen, openWindowWithoutTabs, send } from './engine.ts';

export interface Target {
  targetId: string;
  sessionId: string;
}

const unclaimed = new Map<string, Target>();
/** Who waits for a page, by its id or its first address. */
const awaited = new Map<string, (target: Target) => void>();
let opening = 0;
let silence: Server | null = null;

/**
 * Attaches to every page before it runs anything. Pages that were not opened by openTarget() are closed: the page that
 * opened one has told its own session what it wanted. (Playwright, with a connection of its own, may see them come and go.)
 */
export async function watchTargets(): Promise<void> {
  listen(undefined, (method, params) => {
    if (method === 'Target.attachedToTarget') onAttached(params);
  });
  const filter = [{ type: 'page' }, { exclude: true }];
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
}

function onAttached({ targetInfo, sessionId }: Params): void {
  const { targetId, openerId, url } = targetInfo;
  const claim = awaited.get(targetId) ?? awaited.get(url);
  if (claim) claim({ targetId, sessionId });
  else if (openerId === undefined && opening > 0) unclaimed.set(targetId, { targetId, sessionId });
  else send('Target.closeTarget', { targetId }).catch(ignoreGone);
}

/**
 * The address every window begins with. Chromium refuses this scheme without a word (for one it doesn't know it opens a
 * dialog that swallows the page's input), so that the window has no document anyone (Playwright) could take for the
 * app's before the app loads one.
 */
const nowhere = 'res:nowhere';

/** A new window, waiting for the first command Runtime.runIfWaitingForDebugger. */
export async function openTarget(width: number, height: number): Promise<Target> {
  opening++;
  try {
    if (!isEngineHeadless()) return await openVisibleTarget();
    const { targetId } = await send('Target.createTarget', { url: nowhere, newWindow: true, width, height });
    const known = unclaimed.get(targetId);
    unclaimed.delete(targetId);
    return known ?? (await awaitTarget(targetId));
  } finally {
    opening--;
  }
}

/** Here it must be an address of the web: one that is never answered, for the same reason. */
async function openVisibleTarget(): Promise<Target> {
  silence ??= createServer(() => {}).unref();
  if (!silence.listening) await new Promise<void>((resolve) => silence?.listen(0, '127.0.0.1', resolve));
  // The address of a server that listens on a port.
  const { port } = silence.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/${randomUUID()}`;
  const [target] = await Promise.all([awaitTarget(url), openWindowWithoutTabs(url)]);
  return target;
}

function awaitTarget(key: string): Promise<Target> {
  return new Promise((resolve) => {
    awaited.set(key, (target) => {
      awaited.delete(key);
      resolve(target);
    });
  });
}
