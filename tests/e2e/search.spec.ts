import type { Page } from '@playwright/test';
import { bubblesOf, expect, openThread, say } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const field = (page: Page) => page.getByRole('combobox', { name: 'Search people and messages' });
const results = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

test('search finds words without accents and case, jumps into the conversation where it was said, and Esc leads back', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  const write = (waId: string | undefined, text: string) =>
    team.simulator.write({ waId: waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  const { page } = await openDesk();
  await write(first?.waId, 'Où est ma Facture numéro 4711?');
  // So many newer ones that the page of the newest does not hold it.
  for (let index = 1; index <= 90; index++) await write(first?.waId, `and another thing ${index}`);
  await write(second?.waId, 'Where is my parcel?');
  await openThread(page, second?.name ?? '');
  await say(page, 'Here: https://track.example/parcel');
  await expect(page.getByRole('list', { name: 'Conversations' }).getByText('and another thing 90')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+Shift+F');
  await field(page).fill('FACTURE numero');
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText('Où est ma Facture numéro 4711?');
  await field(page).press('Enter');
  await expect(bubblesOf(page, 'Où est ma Facture numéro 4711?')).toBeInViewport();
  await expect(bubblesOf(page, 'and another thing 90')).toHaveCount(0);

  // An operator: who wrote it, and what is in it.
  await page.keyboard.press('ControlOrMeta+Shift+F');
  await field(page).fill('from:me has:link parcel');
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText('https://track.example/parcel');
  await field(page).fill('from:customer parcel');
  await expect(results(page)).toContainText(['Where is my parcel?']);
  await field(page).fill('has:unicorns parcel');
  await expect(page.getByText('Left out, because it says nothing here: has:unicorns')).toBeVisible();

  await field(page).press('Escape');
  await expect(field(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2, name: second?.name ?? '' }).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Conversations' })).toBeVisible();
});

test('people are found by any way to write their number, offline, and the last searches are offered again', async ({
  team,
  openDesk,
}) => {
  // The one before hides the number behind a username.
  const [, customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  const waId = customer?.waId ?? '';
  const { page, person } = await openDesk();
  await team.simulator.write({ waId, phoneNumberId: number?.phoneNumberId ?? '', text: 'Hello there' });
  await expect(page.getByRole('list', { name: 'Conversations' }).getByText('Hello there')).toBeVisible();
  await person.link.setMode('cut');
  await expect(page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();

  await page.getByRole('tab', { name: /^All/ }).click();
  await page.keyboard.press('/');
  const groups = `+${waId.slice(0, 2)} (${waId.slice(2, 5)}) ${waId.slice(5)}`;
  await field(page).fill(groups);
  await expect(results(page).first()).toContainText(customer?.name ?? '');
  await field(page).fill('hello th');
  await expect(results(page)).toHaveCount(1);
  await field(page).press('Enter');
  await expect(bubblesOf(page, 'Hello there')).toBeInViewport();

  await page.keyboard.press('ControlOrMeta+Shift+F');
  await field(page).fill('zebra');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await field(page).fill('');
  await page.getByRole('option', { name: 'hello th' }).click();
  await expect(results(page)).toHaveCount(1);
});
