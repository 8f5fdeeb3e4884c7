import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { BrowserWindow, UtilityProcess } from 'electron';

export const fixture = path.join(import.meta.dirname, '../fixture');
export const executable = path.join(import.meta.dirname, '../dist/electron');

declare global {
  interface Window {
    /** What fixture/preload.cjs exposes. */
    fixture: {
      invoke(channel: string, ...args: unknown[]): Promise<unknown>;
      send(channel: string, ...args: unknown[]): void;
      on(channel: string, callback: (value: unknown) => void): () => void;
      heard(): unknown[];
      add(a: number, b: number): number;
      process: { sandboxed: boolean; argv: string[]; type: string };
    };
    evalRan: boolean;
  }
  /** What fixture/main.js leaves for the tests. */
  var fixtureMain: {
    log: unknown[];
    openWindow(options?: Electron.BrowserWindowConstructorOptions): BrowserWindow;
    backend: UtilityProcess;
  };
}

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests of a file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stand-in-'));
  folders.push(folder);
  return folder;
}

/** The fixture app on a new profile, with a keychain of its own. */
export function launchFixture(
  env: Record<string, string> = {},
  userData = temporaryFolder(),
): Promise<ElectronApplication> {
  const keychain = path.join(temporaryFolder(), 'keychain');
  return _electron.launch({
    args: [fixture, `--user-data-dir=${userData}`],
    // Playwright would otherwise emulate a light scheme over whatever the app says.
    colorScheme: null,
    env: { ...(process.env as Record<string, string>), STANDIN_KEYCHAIN_FILE: keychain, ...env },
  });
}

/** Opens one more window of the fixture and answers its page. */
export async function openWindow(
  app: ElectronApplication,
  url: string,
  options: Electron.BrowserWindowConstructorOptions = {},
): Promise<Page> {
  const [page] = await Promise.all([
    // A window of an earlier test that was closed while it loaded may be told of late.
    app.waitForEvent('window', (opened) => !opened.isClosed()),
    app.evaluate(
      async (_electron, [url, options]) => {
        await fixtureMain.openWindow(JSON.parse(options)).loadURL(url);
      },
      // As text, because Playwright's type for arguments loses methods that these options could have but never do.
      [url, JSON.stringify(options)] as const,
    ),
  ]);
  await page.waitForLoadState();
  return page;
}
