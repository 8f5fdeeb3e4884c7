import { findChromium } from '../../tools/electron-stand-in/chromium/find.ts';

/** Debian's own Chromium, or the one Playwright has installed: options for `chromium.launch`. */
export function findBrowser(): { executablePath?: string } {
  try {
    return { executablePath: findChromium(process.env, true) };
  } catch {
    return {};
  }
}
