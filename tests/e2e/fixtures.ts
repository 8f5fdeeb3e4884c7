import { join } from 'node:path';
import { _electron, chromium, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { Role } from '#shared/permission.ts';
import { findBrowser } from '../support/browser.ts';
import { keepFolder, makeFolder, removeFolder } from '../support/folder.ts';
import { startNotificationServer, type NotificationServer } from '../support/notification-server.ts';
import { startSimulator, type Simulator } from '../support/simulator.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';

export { expect };

export interface LaunchOptions {
  /** The profile's folder; a new one unless given. */
  profile?: string;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Without a notification server on the session's bus when false. */
  withNotifications?: boolean;
  /** As if the page had no content security policy. */
  bypassCSP?: boolean;
}

/** One running desktop. */
export interface Desk {
  app: ElectronApplication;
  page: Page;
  profile: string;
  /** Quits as a person would. */
  quit: () => Promise<void>;
  /** kill -9. */
  kill: () => Promise<void>;
}

interface WorkerFixtures {
  /** A company as it is when its first day begins; it does not run. Every journey's team begins as it. */
  firstDay: Team;
}

interface Fixtures {
  folder: string;
  team: Team;
  /** Meta and the customers, for a journey without a team's server. */
  simulator: Simulator;
  /** The desktop's notification server: what it shows, and what a person does with it. */
  notifications: NotificationServer;
  launch: (options?: LaunchOptions) => Promise<Desk>;
  /** A person of the company, in a desktop that is signed in. */
  openDesk: (name?: string, options?: LaunchOptions & { role?: Role }) => Promise<Desk & { person: Person }>;
  /** The page on which one plays the customer's phone, in a browser beside the desktop. */
  phone: (url: string) => Promise<Page>;
}

const simulatorFlags = ['--read-rate', '0'];

const backendEnv = ({ url, company: { gateway } }: Simulator) => ({
  // No company uses it before a superadmin says so.
  WHATSAPP_ENDPOINTS: JSON.stringify([{ name: 'Primary', apiUrl: `${url}${gateway.path}`, apiKey: gateway.apiKey }]),
});

export const test = base.extend<Fixtures, WorkerFixtures>({
  firstDay: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, use) => {
      const folder = makeFolder('e2e-first-day');
      const team = await startTeam({ folder, seed: 'e2e', simulatorFlags, backendEnv });
      await team.stop();
      await use(team);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  folder: async ({}, use, info) => {
    const folder = makeFolder('e2e');
    await use(folder);
    if (info.status === info.expectedStatus) removeFolder(folder);
    else {
      keepFolder(folder);
      console.log(`files of the failed run: ${folder}`);
    }
  },

  team: async ({ folder, firstDay }, use) => {
    const team = await startTeam({ folder, seed: 'e2e', like: firstDay, simulatorFlags, backendEnv });
    await use(team);
    await team.stop();
  },

  simulator: async ({ folder }, use) => {
    const simulator = await startSimulator({ folder, seed: 'e2e', flags: simulatorFlags });
    await use(simulator);
    await simulator.child.stop();
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  notifications: async ({}, use) => {
    const server = await startNotificationServer();
    await use(server);
    await server.stop();
  },

  launch: async ({ folder, notifications }, use) => {
    const running = new Set<Desk>();
    let profiles = 0;
    await use(async ({ profile, args = [], env = {}, withNotifications = true, bypassCSP = false } = {}) => {
      const dir = profile ?? join(folder, `profile-${profiles++}`);
      const app = await _electron.launch({
        args: ['.', `--user-data-dir=${dir}`, ...args],
        // Playwright would otherwise emulate a light scheme over whatever the app says.
        colorScheme: null,
        bypassCSP,
        env: {
          // Strings only, although the type allows gaps.
          ...(process.env as Record<string, string>),
          DBUS_SESSION_BUS_ADDRESS: withNotifications ? notifications.address : 'unix:path=/nonexistent',
          ...env,
        },
      });
      const page = await app.firstWindow();
      const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
      const desk: Desk = {
        app,
        page,
        profile: dir,
        quit: async () => {
          running.delete(desk);
          await app.close();
        },
        kill: async () => {
          running.delete(desk);
          app.process().kill('SIGKILL');
          await ended;
        },
      };
      running.add(desk);
      return desk;
    });
    for (const desk of running) {
      // Unsent messages are asked about; a test that ends with some does not care.
      await answerDialogs(desk.app, 0).catch(() => undefined);
      await desk.quit().catch(() => desk.kill());
    }
  },

  openDesk: async ({ team, launch }, use) => {
    await use(async (name = 'maya', options = {}) => {
      const person = await team.addPerson(name, options.role);
      const desk = await launch(options);
      await connectTo(desk.page, person.link.url);
      await signIn(desk.page, `${name}@parley.example`, person.password);
      return { ...desk, person };
    });
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  phone: async ({}, use) => {
    const browser = await chromium.launch(findBrowser());
    await use(async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    });
    await browser.close();
  },
});

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
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  // What the first sync brings is on the screen and notifies nobody; what comes after it does.
  await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  await expect(page.getByText(/^as of/).first()).toBeVisible();
}

/** The row of a customer in the list. */
export const rowOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Conversations' }).getByRole('listitem', { name });

export const composerOf = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

/** The bubbles of the open thread that hold this text. */
export const bubblesOf = (page: Page, text: string) =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text });

/** Shows every conversation, opens this one. */
export async function openThread(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: /^All/ }).click();
  await rowOf(page, name).getByRole('button').click();
  await expect(composerOf(page)).toBeVisible();
}

/** Writes and sends; the bubble is there, so it is on the disk. */
export async function say(page: Page, text: string): Promise<void> {
  await composerOf(page).fill(text);
  await composerOf(page).press('Enter');
  await expect(bubblesOf(page, text)).toBeVisible();
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
