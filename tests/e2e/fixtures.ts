import { join } from 'node:path';
import { chromium, expect, test as base, type Page } from '@playwright/test';
import type { Role } from '#shared/permission.ts';
import { findBrowser } from '../support/browser.ts';
import { keepFolder, makeFolder, removeFolder } from '../support/folder.ts';
import { startNotificationServer, type NotificationServer } from '../support/notification-server.ts';
import type { Simulator } from '../support/simulator.ts';
import type { Person, Team } from '../support/team.ts';
import { type Calendar, endDay, startCompany } from './day.ts';
import { SimulatorPool } from './simulator-pool.ts';
import { StandingDesk } from './standing-desk.ts';
import { type Desk, type DeskOptions, endDesk, launchDesk, signInAt } from './desk.ts';

export { expect };

export interface LaunchOptions extends DeskOptions {
  /** The profile's folder; a new one unless given. */
  profile?: string;
  /** Without a notification server on the session's bus when false. */
  withNotifications?: boolean;
}

interface WorkerFixtures {
  /** A company as it is when its first day begins; it does not run. Every journey's team begins as it. */
  firstDay: Team;
  simulators: SimulatorPool;
  standingDesk: StandingDesk;
  /** Of all files, as Playwright starts new workers for a file that needs more of them than the one before. */
  calendar: Calendar;
}

interface Fixtures {
  /** A journey of another file ends the day that this worker still has. */
  today: undefined;
  folder: string;
  team: Team;
  /** Meta and the customers, for a journey without a team's server. */
  simulator: Simulator;
  /** The session's bus; `isWatched` when the journey looks at what is shown on it. */
  bus: { server: NotificationServer; isWatched: boolean };
  /** The desktop's notification server: what it shows, and what a person does with it. */
  notifications: NotificationServer;
  launch: (options?: LaunchOptions) => Promise<Desk>;
  /** A person of the company, in a desktop that is signed in. */
  openDesk: (name?: string, options?: LaunchOptions & { role?: Role }) => Promise<Desk & { person: Person }>;
  /** The page on which one plays the customer's phone, in a browser beside the desktop. */
  phone: (url: string) => Promise<Page>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  simulators: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, use) => {
      const simulators = new SimulatorPool();
      await use(simulators);
      await simulators.end();
    },
    { scope: 'worker' },
  ],

  firstDay: [
    async ({ simulators }, use) => {
      const folder = makeFolder('e2e-first-day');
      const simulator = await simulators.take();
      const team = await startCompany(folder, simulator);
      await team.stop();
      simulators.giveBack(simulator);
      await use(team);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],

  standingDesk: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, use) => {
      const desk = new StandingDesk();
      await use(desk);
      await desk.end();
    },
    { scope: 'worker' },
  ],

  calendar: [
    // Its day has the standing desk, which therefore goes after it.
    async ({ simulators, standingDesk: _standingDesk }, use) => {
      const calendar: Calendar = { file: '', day: null };
      await use(calendar);
      await endDay(calendar, simulators);
    },
    { scope: 'worker' },
  ],

  today: [
    async ({ calendar, simulators }, use, { file }) => {
      if (calendar.file !== file) await endDay(calendar, simulators);
      calendar.file = file;
      await use(undefined);
    },
    { auto: true },
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

  team: async ({ folder, firstDay, simulator }, use) => {
    const team = await startCompany(folder, simulator, firstDay);
    await use(team);
    await team.stop();
  },

  simulator: async ({ simulators }, use) => {
    const simulator = await simulators.take();
    await use(simulator);
    simulators.giveBack(simulator);
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  bus: async ({}, use) => {
    const server = await startNotificationServer();
    await use({ server, isWatched: false });
    await server.stop();
  },

  notifications: async ({ bus }, use) => {
    bus.isWatched = true;
    await use(bus.server);
  },

  launch: async ({ folder, bus }, use) => {
    const desks: Desk[] = [];
    await use(async ({ profile, withNotifications = true, ...options } = {}) => {
      const address = withNotifications ? bus.server.address : 'unix:path=/nonexistent';
      const desk = await launchDesk(profile ?? join(folder, `profile-${desks.length}`), address, options);
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await endDesk(desk);
  },

  openDesk: async ({ team, bus, standingDesk, launch }, use, info) => {
    let standing: Desk | null = null;
    await use(async (name = 'maya', { role, ...options } = {}) => {
      const person = await team.addPerson(name, role);
      const isPlain = Object.keys(options).length === 0 && !bus.isWatched;
      const taken = isPlain ? await standingDesk.take() : null;
      standing ??= taken;
      const desk = taken ?? (await launch(options));
      const account = [person.link.url, `${name}@parley.example`, person.password] as const;
      await (taken === null ? signInAt(desk.page, ...account) : standingDesk.signIn(taken, ...account));
      return { ...desk, person };
    });
    // It may be the day's, which this journey is not part of.
    if (standing !== null) await standingDesk.giveBack(info.status === info.expectedStatus);
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
