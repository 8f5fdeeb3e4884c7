import type { Locator, Page } from '@playwright/test';
import { openAdmin } from './admin.ts';
import { bubblesOf, composerOf, expect, rowOf, say, test } from './fixtures.ts';

test('ruling 63: the demo is one click away, its customers can be answered, and it is still there the next day', async ({
  launch,
  phone,
}) => {
  const desk = await launch({ withNotifications: false });
  await desk.page.getByRole('button', { name: 'Try the demo' }).click();
  await expect(desk.page.getByRole('progressbar', { name: 'Starting Parley' })).toBeVisible();
  await expect(desk.page.getByRole('tab', { name: /^Mine/ })).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Webhook: ok' })).toBeVisible();

  const [, phoneUrl = ''] = /"phoneUrl":"([^"]+)"/.exec(await readyState(desk.page)) ?? [];
  const mobile = await phone(`${phoneUrl}#12025550117`);
  await mobile.getByRole('combobox', { name: 'Customer' }).selectOption('12025550117');
  await mobile.getByRole('listitem').first().click();
  await mobile.getByRole('textbox', { name: 'Message' }).fill('Hi, it is me again');
  await mobile.getByRole('button', { name: 'Send', exact: true }).click();
  await showNewest(desk.page);
  const row = rowOf(desk.page, 'Dana Whitfield').filter({ hasText: 'Hi, it is me again' });
  await row.getByRole('button').click();
  await say(desk.page, 'Welcome back, Dana.');
  await expect(mobile.getByRole('log', { name: 'Messages' })).toContainText('Welcome back, Dana.');
  await desk.quit();

  const { page } = await launch({ profile: desk.profile, withNotifications: false });
  await showNewest(page);
  await rowOf(page, 'Dana Whitfield').filter({ hasText: 'Welcome back' }).getByRole('button').click();
  await expect(bubblesOf(page, 'Welcome back, Dana.')).toBeVisible();
  // The window of the day before is still open at WhatsApp as well.
  await say(page, 'Anything else?');
  await expect(bubblesOf(page, 'Anything else?').getByRole('button', { name: /^(Sent|Delivered|Read)/ })).toBeVisible();
  await expect(composerOf(page)).toHaveValue('');
});

test('one can go on as any of the demo’s people @wide', async ({ launch }) => {
  const { page } = await launch({ args: ['--demo'], withNotifications: false });
  await expect(page.getByRole('tab', { name: /^Mine/ })).toBeVisible();
  await page.getByRole('button', { name: 'Maya Lindqvist: account menu' }).click();
  await page.getByRole('menuitemradio', { name: 'Tomás Vidal' }).click();
  await expect(page.getByRole('button', { name: 'Tomás Vidal: account menu' })).toBeVisible();
});

test('the demo’s phone is linked, and linked again the next day by a gateway that has forgotten it @wide', async ({
  launch,
}) => {
  const desk = await launch({ args: ['--demo'], withNotifications: false });
  await expect(desk.page.getByRole('tab', { name: /^Mine/ })).toBeVisible();
  await desk.page.getByRole('button', { name: 'Maya Lindqvist: account menu' }).click();
  await desk.page.getByRole('menuitemradio', { name: /^Noor/ }).click();
  await expect(desk.page.getByRole('button', { name: 'Noor Haddad: account menu' })).toBeVisible();
  const device = (screen: Locator) => screen.getByRole('listitem', { name: 'Front desk' });
  await expect(device(await openAdmin(desk.page, 'Devices'))).toContainText('connected');
  await desk.quit();

  const { page } = await launch({ profile: desk.profile, withNotifications: false });
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  const screen = await openAdmin(page, 'Devices');
  await expect(screen.getByRole('region', { name: 'Endpoint' })).toContainText('healthy');
  await expect(device(screen).getByText('connected', { exact: true })).toBeVisible();
});

/** All conversations, the newest on top: the queue's order puts it far down. */
async function showNewest(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^All/ }).click();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search commands and conversations' }).fill('newest first');
  await page.keyboard.press('Enter');
}

/** What the page itself is told of the demo. */
function readyState(page: Page): Promise<string> {
  return page.evaluate(async () =>
    // The preload's own surface.
    JSON.stringify(
      await (window as unknown as { parley: { invoke: (channel: string) => Promise<unknown> } }).parley.invoke(
        'parley:app.state',
      ),
    ),
  );
}
