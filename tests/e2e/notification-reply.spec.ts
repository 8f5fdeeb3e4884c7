import { until } from '../support/deadline.ts';
import { startNotificationServer } from '../support/notification-server.ts';
import type { Team } from '../support/team.ts';
import { type Desk } from './desk.ts';
import { expect, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function write(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

const sentTexts = async (team: Team): Promise<number> => (await team.simulator.ledger()).sends.length;

/** What the close button does. */
const closeWindow = ({ app }: Desk): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isVisible = ({ app }: Desk): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

test('journey (b): a reply typed into the notification goes out once, although it is reported twice', async ({
  team,
  openDesk,
  notifications,
}) => {
  const { page } = await openDesk();
  const name = await write(team, 'Do you deliver on Sunday?');
  const card = await notifications.find('the notification', ({ body }) => body === 'Do you deliver on Sunday?');
  expect(card.actions).toContain('inline-reply');
  notifications.reply(card.number, 'Yes, until noon.');
  notifications.reply(card.number, 'Yes, until noon.');
  await until('the reply at WhatsApp', async () => (await sentTexts(team)) > 0);
  await page.getByRole('tab', { name: /^Mine/ }).click();
  // The reply has claimed the conversation, and the row shows it.
  await expect(page.getByRole('listitem', { name })).toContainText('Yes, until noon.');
  expect(await sentTexts(team)).toBe(1);
  expect(notifications.shown()).toEqual([]);
});

test('journey (b): also when the window was closed; a second start brings it back', async ({
  team,
  openDesk,
  launch,
  notifications,
}) => {
  const desk = await openDesk();
  await closeWindow(desk);
  await until('the window to be hidden', async () => !(await isVisible(desk)));
  await write(team, 'Are you still there?');
  const card = await notifications.find('the notification', ({ body }) => body === 'Are you still there?');
  notifications.reply(card.number, 'Always.');
  await until('the reply at WhatsApp', async () => (await sentTexts(team)) === 1);
  expect(await isVisible(desk)).toBe(false);

  await launch({ profile: desk.profile }).catch(() => undefined);
  await until('the window to be back', () => isVisible(desk));
  await expect(desk.page.getByRole('tab', { name: /^Mine/ })).toBeVisible();
});

test('a click on the notification opens the conversation', async ({ team, openDesk, notifications }) => {
  const desk = await openDesk();
  await closeWindow(desk);
  const name = await write(team, 'Please look at this');
  const card = await notifications.find('the notification', ({ body }) => body === 'Please look at this');
  notifications.invoke(card.number, 'default');
  await until('the window', () => isVisible(desk));
  await expect(desk.page.getByRole('region', { name: 'Thread' }).getByRole('heading', { name })).toBeVisible();
});

alone(
  'where the desktop has no reply field, its Reply button opens the quick-reply window',
  async ({ team, openDesk }) => {
    const plain = await startNotificationServer(['actions', 'body']);
    const desk = await openDesk('maya', { env: { DBUS_SESSION_BUS_ADDRESS: plain.address } });
    await write(team, 'Which size is it?');
    const card = await plain.find('the notification', ({ body }) => body === 'Which size is it?');
    const [small] = await Promise.all([
      desk.app.waitForEvent('window'),
      Promise.resolve(plain.invoke(card.number, 'reply')),
    ]);
    await expect(small.getByRole('log', { name: 'Messages' })).toContainText('Which size is it?');
    const bounds = await desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.getContentSize(), window.isAlwaysOnTop()]),
    );
    expect(bounds).toContainEqual([[380, 160], true]);
    await small.getByRole('textbox', { name: 'Reply' }).fill('Medium.');
    const closed = small.waitForEvent('close');
    // The window may be gone before the key is let go; that it goes is what counts.
    await Promise.allSettled([small.getByRole('textbox', { name: 'Reply' }).press('Enter')]);
    await closed;
    await until('the reply at WhatsApp', async () => (await sentTexts(team)) === 1);
    await plain.stop();
  },
);
