import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Debian's /usr/bin/chromium is a wrapper script that adds flags of its own, so the binary itself comes first. */
const candidates = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', 'chromium', 'google-chrome', 'chromium-browser'];

/** The same engine without a browser's windows around it: it starts in half of the time. */
const headlessShell = '/usr/lib/chromium/chromium-headless-shell';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the Chromium to use, with or without windows; throws with the line that installs one. */
export function findChromium(env: NodeJS.ProcessEnv, headless: boolean, usable = isExecutable): string {
  const own = env.PARLEY_CHROMIUM;
  if (own) {
    if (usable(own)) return own;
    throw new Error(`electron stand-in: PARLEY_CHROMIUM=${own} cannot be executed`);
  }
  if (headless && usable(headlessShell)) return headlessShell;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const candidate of candidates) {
    const files = path.isAbsolute(candidate) ? [candidate] : folders.map((folder) => path.join(folder, candidate));
    const found = files.find(usable);
    if (found) return found;
  }
  throw new Error(
    'electron stand-in: no Chromium found. Install one (apt-get install -y chromium) or set PARLEY_CHROMIUM to its path',
  );
}
