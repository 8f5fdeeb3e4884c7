import type { Params } from '../chromium/cdp.ts';
import { ignoreGone, listen, send } from './engine.ts';

export interface Target {
  targetId: string;
  sessionId: string;
}

/** A window that a page opened past the app, as Chromium reports it. */
export interface Popup {
  openerId: string | undefined;
  url: string;
}

const unclaimed = new Map<string, string>();
const awaited = new Map<string, (sessionId: string) => void>();
let opening = 0;
let reportPopup: (popup: Popup) => void = () => {};

/**
 * Attaches to every page before it runs anything. Pages that were not opened by openTarget() are closed and reported.
 * (Playwright does the same through its own connection, and sees them for a moment.)
 */
export async function watchTargets(onPopup: (popup: Popup) => void): Promise<void> {
  reportPopup = onPopup;
  listen(undefined, (method, params) => {
    if (method === 'Target.attachedToTarget') onAttached(params);
  });
  const filter = [{ type: 'page' }, { exclude: true }];
  await Promise.all([
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter }),
    send('Target.setDiscoverTargets', { discover: true, filter }),
  ]);
}

function onAttached({ targetInfo, sessionId }: Params): void {
  const { targetId, openerId, url } = targetInfo;
  const claim = awaited.get(targetId);
  if (claim) claim(sessionId);
  else if (openerId === undefined && opening > 0) unclaimed.set(targetId, sessionId);
  else {
    reportPopup({ openerId, url });
    send('Target.closeTarget', { targetId }).catch(ignoreGone);
  }
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
