import type { WebContents } from 'electron';
import { appOrigin } from './app-origin.ts';

const loopMs = 60_000;

/**
 * S-30: a page whose process died comes back once. If it dies again within a minute the plain safe-mode page is shown
 * instead of a loop. Outbox and drafts live in main, so nothing typed is lost.
 */
export function recoverFromCrashes(
  contents: Pick<WebContents, 'on' | 'reload' | 'loadURL'>,
  now: () => number = Date.now,
): void {
  let diedAt = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`window: the page's process ended (${reason})`);
    const again = now() - diedAt < loopMs;
    diedAt = now();
    if (again) void contents.loadURL(safeModeUrl).catch(() => undefined);
    else contents.reload();
  });
}

export const safeModePath = '/safe-mode.html';
const safeModeUrl = `${appOrigin}${safeModePath}`;

/** Needs no script and no style sheet: what broke may be either. */
export const safeModePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Parley</title>
<h1>Parley's window stopped twice in a minute</h1>
<p>Messages you sent are kept and go out in the background. Drafts are saved.</p>
<p><a href="/index.html">Open the inbox again</a></p>
<p>If it stops again, quit Parley (Ctrl+Q or ⌘Q), start it anew, and report what you were doing.</p>
</html>
`;
