import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge, Envelope } from '#shared/wire/ipc-client.ts';
import { calls, channelOf } from '#shared/wire/ipc.ts';

export interface DeskOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** As if the page had no content security policy. */
  bypassCSP?: boolean;
}

/** One running desktop. */
export interface Desk {
  app: ElectronApplication;
  page: Page;
  profile: string;
  isRunning: () => boolean;
  /** Quits as a person would. */
  quit: () => Promise<void>;
  /** kill -9. */
  kill: () => Promise<void>;
}

/** Starts a desktop on this profile; `busAddress` is the session bus on which it finds a notification server, or none. */
export async function launchDesk(
  profile: string,
  busAddress: string,
  { args = [], env = {}, bypassCSP = false }: DeskOptions = {},
): Promise<Desk> {
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${profile}`, ...args],
    // Playwright would otherwise emulate a light scheme over whatever the app says.
    colorScheme: null,
    bypassCSP,
    // Strings only, although the type allows gaps.
    env: { ...(process.env as Record<string, string>), DBUS_SESSION_BUS_ADDRESS: busAddress, ...env },
  });
  const page = await app.firstWindow();
  let isRunning = true;
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
  return {
    app,
    page,
    profile,
    isRunning: () => isRunning,
    quit: async () => {
      isRunning = false;
      await app.close();
    },
    kill: async () => {
      isRunning = false;
      app.process().kill('SIGKILL');
      await ended;
    },
  };
}

/** Quits, whatever it would ask. */
export async function endDesk(desk: Desk): Promise<void> {
  if (!desk.isRunning()) return;
  // Unsent messages are asked about; a test that ends with some does not care.
  await answerDialogs(desk.app, 0).catch(() => undefined);
  await desk.quit().catch(() => desk.kill());
}

/** Every message box is answered with this button from now on. */
export async function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    // The one method that is used, without the window of the dialog.
    dialog.showMessageBox = (async () => ({
      response: button,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
  }, response);
}

/** First run → a team's server. */
export async function connectTo(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect to a server' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(url);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await untilReady(page);
}

/** First run → the inbox of a team's server. */
export async function signInAt(page: Page, url: string, email: string, password: string): Promise<void> {
  await connectTo(page, url);
  await signIn(page, email, password);
}

/**
 * The same for a page that showed something else before: it is loaded anew while the desktop signs in, so nothing of that
 * is left, and the first run and the inbox are not drawn twice.
 */
export async function signInUnseen(page: Page, url: string, email: string, password: string): Promise<void> {
  await ask(page, 'session', 'connect', { url });
  await page.evaluate(
    ([channel, input]) => {
      localStorage.clear();
      void (window as unknown as { parley: Bridge }).parley.invoke(channel, input);
    },
    [channelOf('session', 'signIn'), { email, password }] as const,
  );
  await page.reload();
  await untilReady(page);
}

/** A call over the page's own bridge. */
export async function ask<T>(page: Page, feature: keyof typeof calls, method: string, input?: unknown): Promise<T> {
  const envelope = await page.evaluate(
    ([channel, value]) => (window as unknown as { parley: Bridge }).parley.invoke(channel as string, value),
    [channelOf(feature, method), input],
  );
  const answer = envelope as Envelope;
  if (!answer.ok) throw new Error(`${feature}.${method}: ${answer.error.message}`);
  return (typeof answer.value === 'string' ? JSON.parse(answer.value) : answer.value) as T;
}

/** What the first sync brings is on the screen and notifies nobody; what comes after it does. */
export async function untilReady(page: Page): Promise<void> {
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  await expect(page.getByText(/^as of/).first()).toBeVisible();
}
