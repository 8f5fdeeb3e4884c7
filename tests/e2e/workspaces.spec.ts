import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { until } from '../support/deadline.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';
import { connectTo, type Desk } from './desk.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say, test as base } from './fixtures.ts';

// Several workspaces at one desk (ruling 44): each a backend and a person signed in to it; one is shown.

/** The second company, on a backend and with customers of its own. */
const test = base.extend<{ acme: Team }>({
  acme: async ({ folder }, use) => {
    const own = join(folder, 'acme');
    mkdirSync(own);
    const team = await startTeam({ folder: own, seed: 'acme', simulatorFlags: ['--read-rate', '0'] });
    await use(team);
    await team.stop();
  },
});

async function call(team: Team, name: string): Promise<void> {
  const { tenants } = await team.admin.call('listTenants');
  await team.admin.call('updateTenant', { params: { id: tenants[0]?.id ?? '' }, body: { name } });
}

async function write(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

const sent = async (team: Team): Promise<unknown[]> => (await team.simulator.ledger()).sends.map(({ body }) => body);
const tiles = (page: Page): Locator => page.getByRole('list', { name: 'Workspaces' });
const tile = (page: Page, name: string): Locator => tiles(page).getByRole('button', { name });
const heading = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Thread' }).getByRole('heading', { name });

/** By keyboard alone, from wherever the cursor is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await until('the focus to get there', async () => {
    if (await target.evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press('Tab');
    return false;
  });
}

/** Adds the second company as Ana, without the mouse. */
async function addAcme(page: Page, acme: Team): Promise<Person> {
  const ana = await acme.addPerson('ana');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and conversations' }).fill('add a workspace');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Connect to a server' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Server address' }));
  await page.keyboard.type(ana.link.url);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Email' }));
  await page.keyboard.type('ana@parley.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type(ana.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  return ana;
}

/** Both companies by their names, Acme added and shown. */
async function atBoth(team: Team, acme: Team, openDesk: () => Promise<Desk & { person: Person }>) {
  await Promise.all([call(team, 'Marlow'), call(acme, 'Acme')]);
  const desk = await openDesk();
  await expect(tiles(desk.page)).toHaveCount(0);
  const ana = await addAcme(desk.page, acme);
  await expect(tile(desk.page, 'Acme')).toHaveAttribute('aria-current', 'page');
  return { ...desk, ana };
}

/** What the launcher shows from now on. */
const watchBadge = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app: main }) => {
    main.setBadgeCount = (count) => Object.assign(globalThis, { badge: count }) !== null;
  });
const badge = (app: ElectronApplication): Promise<number | undefined> =>
  // Put there by watchBadge.
  app.evaluate(() => (globalThis as { badge?: number }).badge);

test('a second company is added by keyboard; both receive, their badges are summed, and a notification of the hidden one opens it', async ({
  team,
  acme,
  openDesk,
  notifications,
}) => {
  const { app, page } = await atBoth(team, acme, openDesk);
  await watchBadge(app);
  const baker = await write(acme, 'Do you bake?');
  const reader = await write(team, 'Where is my lamp?');
  await expect(rowOf(page, baker)).toContainText('Do you bake?');
  await expect(tile(page, 'Marlow · 1 customer is waiting')).toBeVisible();
  await expect(page.getByText('Where is my lamp?')).toHaveCount(0);
  await until('the sum', async () => (await badge(app)) === 2);
  expect(await violations(page)).toEqual([]);

  const card = await notifications.find('the card', ({ body }) => body === 'Where is my lamp?');
  expect(card.title).toBe(`${reader} · Number 1 · Marlow`);
  notifications.invoke(card.number, 'default');
  await expect(heading(page, reader)).toBeVisible();
  await expect(tile(page, 'Marlow')).toHaveAttribute('aria-current', 'page');
  await expect(rowOf(page, reader)).toBeVisible();
  await expect(page.getByText('Do you bake?')).toHaveCount(0);
  await say(page, 'On its way.');
  await until('the reply at WhatsApp', async () => (await sent(team)).length === 1);
  await until('the sum without it', async () => (await badge(app)) === 1);
  expect(await sent(acme)).toEqual([]);
});

test('what is typed in one is not in the other and waits there; a restart opens both, the one shown last in front @wide', async ({
  team,
  acme,
  openDesk,
  launch,
}) => {
  const { page, profile, quit } = await atBoth(team, acme, openDesk);
  const baker = await write(acme, 'Do you bake?');
  const reader = await write(team, 'Where is my lamp?');
  await openThread(page, baker);
  await composerOf(page).fill('Every morn');
  // Also what was typed a moment ago.
  await page.keyboard.type('ing');
  await page.keyboard.press('Control+Shift+Digit1');
  await expect(tile(page, 'Marlow')).toHaveAttribute('aria-current', 'page');
  await openThread(page, reader);
  await expect(composerOf(page)).toHaveValue('');
  await composerOf(page).fill('It left our');
  await page.keyboard.press('Control+Shift+Digit2');
  // Where one was is where one comes back to.
  await expect(heading(page, baker)).toBeVisible();
  await expect(composerOf(page)).toHaveValue('Every morning');
  await page.keyboard.press('Control+Shift+Digit1');
  await expect(composerOf(page)).toHaveValue('It left our');

  await quit();
  const again = await launch({ profile });
  await expect(tile(again.page, 'Marlow')).toHaveAttribute('aria-current', 'page');
  await openThread(again.page, reader);
  await expect(composerOf(again.page)).toHaveValue('It left our');
  await write(acme, 'And on Sundays?');
  await expect(tile(again.page, 'Acme · 1 customer is waiting')).toBeVisible();
  await again.page.keyboard.press('Control+Shift+Digit2');
  await openThread(again.page, baker);
  await expect(composerOf(again.page)).toHaveValue('Every morning');
  await expect(bubblesOf(again.page, 'And on Sundays?')).toBeVisible();
});

test('signing out of one erases its files alone; the other goes on @wide', async ({ team, acme, openDesk }) => {
  const { page, profile } = await atBoth(team, acme, openDesk);
  const copies = (): string[] => readdirSync(join(profile, 'workspaces'));
  expect(copies()).toHaveLength(2);
  await tile(page, 'Acme').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(tile(page, 'Acme · Signed out')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in to Acme' })).toBeVisible();
  await until('its files to be gone', () => copies().length === 1);
  expect(existsSync(join(profile, 'workspaces', copies()[0] ?? '', 'outbox.db'))).toBe(true);

  // Nobody is caught on the screen that asks for a password.
  await page.keyboard.press('Control+Shift+Digit1');
  const reader = await write(team, 'Where is my lamp?');
  await openThread(page, reader);
  await say(page, 'On its way.');
  await until('the reply at WhatsApp', async () => (await sent(team)).length === 1);

  await tile(page, 'Acme').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove from this computer…' }).click();
  await page.getByRole('alertdialog', { name: 'Remove Acme?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(tiles(page)).toHaveCount(0);
  await expect(composerOf(page)).toBeVisible();
});

test('replies and windows stay with their workspace, and a server that is away shows on its tile only @wide', async ({
  team,
  acme,
  openDesk,
  notifications,
}) => {
  const { app, page, person } = await atBoth(team, acme, openDesk);
  await page.keyboard.press('Control+Shift+Digit1');
  const reader = await write(team, 'Where is my lamp?');
  await openThread(page, reader);
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+P');
  const own = await opened;
  await expect(composerOf(own)).toBeVisible();
  await expect(own).toHaveTitle(`${reader} · Marlow · Parley`);
  await page.keyboard.press('Control+Shift+Digit2');
  const baker = await write(acme, 'Do you bake?');
  await expect(rowOf(page, baker)).toBeVisible();

  // The window of its own is still Marlow’s, and so is what is answered in it.
  await say(own, 'On its way.');
  await until('the reply at WhatsApp', async () => (await sent(team)).length === 1);
  await own.close();
  await write(team, 'Thank you!');
  const card = await notifications.find('the card', ({ body }) => body === 'Thank you!');
  notifications.reply(card.number, 'With pleasure.');
  await until('the second reply', async () => (await sent(team)).length === 2);
  await expect(tile(page, 'Acme')).toHaveAttribute('aria-current', 'page');
  expect(await sent(acme)).toEqual([]);

  await person.link.setMode('cut');
  // A server is asked at least every 25 s.
  await expect(tile(page, 'Marlow · Server cannot be reached')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  await person.link.setMode('pass');
  await expect(tile(page, 'Marlow · Server cannot be reached')).toHaveCount(0);
});

test('what is typed at signing in stays when the list of workspaces is told meanwhile @wide', async ({
  team,
  launch,
}) => {
  const person = await team.addPerson('maya');
  const { app, page } = await launch();
  await connectTo(page, person.link.url);
  await page.getByRole('textbox', { name: 'Email' }).fill('maya@parley.example');
  // As main tells it between adding a workspace and showing it.
  await app.evaluate(({ BrowserWindow }) => {
    const tile = { id: crypto.randomUUID(), name: 'Acme', mode: 'team', standing: 'opening', badge: { kind: 'none' } };
    const list = JSON.stringify({ shown: null, tiles: [tile] });
    BrowserWindow.getAllWindows()[0]?.webContents.send('parley:on.workspaces', list);
  });
  await expect(page.getByRole('list', { name: 'Workspaces' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('maya@parley.example');
});
