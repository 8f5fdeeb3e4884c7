import type { Page } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { expect, openThread, rowOf, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const sections = [
  'General',
  'Appearance',
  'Writing',
  'Notifications',
  'Keyboard',
  'Lock & privacy',
  'Storage',
  'Help',
  'Labels',
  'Saved views',
  'Quick replies',
  'Numbers',
];
const settingsOf = (page: Page) => page.getByRole('main', { name: 'Settings' });
const open = (page: Page, section: string) =>
  settingsOf(page).getByRole('navigation').getByRole('button', { name: section }).click();

test('every page of the settings is there and can be used by everybody', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('Control+Comma');
  for (const section of sections) {
    // One page after the other.
    // oxlint-disable-next-line no-await-in-loop
    await open(page, section);
    // oxlint-disable-next-line no-await-in-loop
    await expect(settingsOf(page).getByRole('heading', { level: 3, name: section })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop
    expect(await violations(page)).toEqual([]);
  }
});

alone('the size of everything changes by key and in the settings, and is kept @wide', async ({ openDesk, launch }) => {
  const desk = await openDesk();
  const widthOf = (page: Page) => page.evaluate(() => innerWidth);
  const before = await widthOf(desk.page);
  await desk.page.keyboard.press('Control+Equal');
  await expect.poll(() => widthOf(desk.page)).toBe(Math.round(before / 1.1));
  await desk.page.keyboard.press('Control+Comma');
  await open(desk.page, 'Appearance');
  const size = desk.page.getByRole('radiogroup', { name: 'Size' });
  await expect(size.getByRole('radio', { name: '110 %' })).toBeChecked();
  await size.getByRole('radio', { name: '125 %' }).click();
  await expect.poll(() => widthOf(desk.page)).toBe(Math.round(before / 1.25));
  await desk.quit();
  const { page } = await launch({ profile: desk.profile });
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await expect.poll(() => widthOf(page)).toBe(Math.round(before / 1.25));
  await page.keyboard.press('Control+Minus');
  await expect.poll(() => widthOf(page)).toBe(Math.round(before / 1.1));
});

test('a number has the colour that is chosen on this desktop, on its conversations too', async ({ team, openDesk }) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: number?.phoneNumberId ?? '',
    text: 'Hello?',
  });
  await page.keyboard.press('Control+Comma');
  await open(page, 'Numbers');
  const colors = settingsOf(page).getByRole('group', { name: `Colour of ${number?.name}` });
  const other = ((number?.color ?? 0) + 3) % 8;
  await colors.getByRole('button', { name: `Colour ${other + 1}` }).click();
  await expect(colors.getByRole('button', { name: `Colour ${other + 1}` })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await openThread(page, customer?.name ?? '');
  const isDrawn = () =>
    rowOf(page, customer?.name ?? '').evaluate(
      (row, edge) =>
        [...row.querySelectorAll('span')].some((part) => part.style.getPropertyValue('--edge').includes(edge)),
      `--account-${other}`,
    );
  await expect.poll(isDrawn).toBe(true);
});

test('labels are made, painted, deleted and brought back', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('Control+Comma');
  await open(page, 'Labels');
  await expect(settingsOf(page).getByText('No labels yet')).toBeVisible();
  await settingsOf(page).getByRole('textbox', { name: 'Name of the label' }).fill('Wholesale');
  await page.keyboard.press('Enter');
  const row = settingsOf(page).getByRole('listitem', { name: 'Wholesale' });
  await row.getByRole('button', { name: 'Purple' }).click();
  await expect(row.getByRole('button', { name: 'Purple' })).toHaveAttribute('aria-pressed', 'true');
  await settingsOf(page).getByRole('textbox', { name: 'Name of the label' }).fill('wholesale');
  await expect(settingsOf(page).getByText('There is a label of that name already.')).toBeVisible();
  await row.getByRole('button', { name: 'Delete Wholesale' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
});

test('languages of the spelling are chosen and kept', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('Control+Comma');
  await open(page, 'Writing');
  const spelling = settingsOf(page).getByRole('group', { name: 'Spelling' });
  await spelling.getByRole('button', { name: 'German' }).click();
  await open(page, 'General');
  await open(page, 'Writing');
  await expect(spelling.getByRole('button', { name: 'German' })).toHaveAttribute('aria-pressed', 'true');
});
