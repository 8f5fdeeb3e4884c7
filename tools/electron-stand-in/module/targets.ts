import type { Params } from '../chromium/cdp.ts';
import { ignoreGone, listen, send } from './engine.ts';

export interface Target {
  targetId: string;
  sessionId: string;
}

const unclaimed = new Map<string, string>();
const awaited = new Map<string, (sessionId: string) => void>();
let opening = 0;

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
  const { targetId, openerId } = targetInfo;
  const claim = awaited.get(targetId);
  if (claim) claim(sessionId);
  else if (openerId === undefined && opening > 0) unclaimed.set(targetId, sessionId);
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
    const { targetId } = await send('Target.createTarget', { url: nowhere, newWindow: true, width, height });
    const known = unclaimed.get(targetId);
    unclaimed.delete(targetId);
    const sessionId = known ?? (await new Promise<string>((resolve) => awaited.set(targetId, resolve)));
    awaited.delete(targetId);
    return { targetId, sessionId };
  } finally {
    opening--;
  }
}
