import type { ElectronApplication } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { expect, test } from './fixtures.ts';

async function write(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

/** From now on the menu that the icon gets is kept where the test finds it. */
const watchTray = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Tray }) => {
    Tray.prototype.setContextMenu = (menu) => void Object.assign(globalThis, { trayMenu: menu });
  });

interface Watched {
  trayMenu?: { items: { label: string; visible: boolean; checked: boolean; click: () => void }[] };
}

const labels = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() =>
    // Put there by watchTray.
    ((globalThis as Watched).trayMenu?.items ?? []).filter((item) => item.visible).map((item) => item.label),
  );
const choose = (app: ElectronApplication, label: string): Promise<void> =>
  app.evaluate((_electron, wanted) => {
    // Put there by watchTray.
    (globalThis as Watched).trayMenu?.items.find((item) => item.label === wanted)?.click();
  }, label);

test('the icon tells what is unread by number, keeps quiet when asked, and brings a closed window back', async ({
  team,
  openDesk,
  notifications,
}) => {
  const { app, page } = await openDesk();
  await watchTray(app);
  await write(team, 'Hello');
  await until('the unread number', async () => (await labels(app)).includes('Number 1: 1 unread'));
  await notifications.find('the card', ({ body }) => body === 'Hello');

  await choose(app, 'Do not disturb');
  await until('quiet', async () => !(await labels(app)).includes('For an hour'));
  await write(team, 'Anybody there?');
  await until('the second message', async () => (await labels(app)).includes('Number 1: 1 unread'));
  await expect(page.getByText('Anybody there?').first()).toBeVisible();
  expect(notifications.all().map(({ body }) => body)).toEqual(['Hello']);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const isVisible = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
  await until('the window to be gone', async () => !(await isVisible()));
  await choose(app, 'Open Parley');
  await until('the window to be back', isVisible);
});
