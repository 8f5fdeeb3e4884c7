import { violations } from '../support/axe.ts';
import { expect } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('keys can be chosen, in conflict they change hands, and they are kept; everything by keyboard', async ({
  openDesk,
}) => {
  const { page } = await openDesk('maya');
  await page.keyboard.press('Control+Comma');
  const settings = page.getByRole('main', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Keyboard' }).press('Enter');
  await settings.getByRole('textbox', { name: 'Find a command' }).fill('settings');
  const line = settings.getByRole('listitem', { name: 'Settings' });
  await expect(line).toContainText('Ctrl');
  await line.getByRole('button', { name: 'Change' }).press('Enter');
  await expect(line.getByRole('status')).toHaveText(/Press the keys/);
  await page.keyboard.press('Control+k');
  await expect(line.getByRole('alert')).toContainText('already does: Command palette');
  await line.getByRole('button', { name: 'Use it here instead' }).press('Enter');
  expect(await violations(page)).toEqual([]);

  await settings.getByRole('textbox', { name: 'Find a command' }).fill('');
  await settings.getByRole('listitem', { name: 'Command palette' }).getByText('no keys').waitFor();
  await settings.getByRole('button', { name: 'General' }).press('Enter');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await settings.getByRole('button', { name: 'Keyboard' }).press('Enter');
  await settings.getByRole('button', { name: 'Take back all changes' }).press('Enter');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});

test('the language is chosen in the settings, and Arabic is written from the right', async ({ openDesk }) => {
  const { page } = await openDesk('maya');
  await page.keyboard.press('Control+Comma');
  await page.getByRole('radio', { name: 'العربية' }).press(' ');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
});
