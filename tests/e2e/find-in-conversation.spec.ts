import type { Page } from '@playwright/test';
import { expect, openThread, rowOf } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const messages = (page: Page) => page.getByRole('log', { name: 'Messages' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Find in this conversation' });

test('pain 21: a long conversation is found in, jumped through and scrolled both ways with few messages drawn', async ({
  team,
  openDesk,
}) => {
  const { page, person } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const waId = customer?.waId ?? '';
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  const count = 900;
  const words = (index: number) => (index % 300 === 50 ? `number ${index}: the Größe is wrong` : `number ${index}`);
  await team.simulator.writeMany(
    Array.from({ length: count }, (_, index) => ({ waId, phoneNumberId, text: words(index) })),
    { backlog: true, wait: true },
  );
  await expect(rowOf(page, customer?.name ?? '')).toContainText(`number ${count - 1}`);
  await openThread(page, customer?.name ?? '');
  // Much of it is unread: it begins near the newest, and does not load all of it to find out where that began.
  await expect(messages(page)).toContainText(/number 8\d\d/);
  await page.keyboard.press('Control+j');
  await expect(messages(page)).toContainText(`number ${count - 1}`);

  // Found over the whole conversation, whatever its accents, offline too.
  await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  await person.link.setMode('cut');
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('grosse');
  await expect(page.getByRole('search')).toContainText('Nothing found');
  await field(page).fill('größe');
  await expect(page.getByRole('search')).toContainText('1 of 3');
  await expect(messages(page).getByRole('article', { name: /number 650/ })).toBeInViewport();
  await expect(
    messages(page)
      .getByRole('article', { name: /number 650/ })
      .getByText('Größe', { exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('search')).toContainText('3 of 3');
  await expect(messages(page).getByRole('article', { name: /number 50:/ })).toBeInViewport();

  // From there on in both directions, with a document that stays small.
  const drawn = () => messages(page).getByRole('article').count();
  expect(await drawn()).toBeLessThan(60);
  await expect(page.getByRole('button', { name: 'Newest' })).toBeVisible();
  const scrollTo = async (name: RegExp, by: number) => {
    await expect(async () => {
      await messages(page).evaluate((log, pixels) => log.scrollBy(0, pixels), by);
      await expect(messages(page).getByRole('article', { name }).first()).toBeAttached({ timeout: 300 });
    }).toPass();
  };
  await scrollTo(/: number \d$/, -1000);
  await scrollTo(/: number (1[5-9]|[2-8]\d)\d$/, 1000);
  expect(await drawn()).toBeLessThan(60);

  // Esc leads back to the composer, mod+J to the newest.
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
  await page.keyboard.press('Control+j');
  await expect(messages(page).getByRole('article', { name: `number ${count - 1}` })).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Newest' })).toBeHidden();
});

test('what comes while one reads old messages is counted, and does not pull one away @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const waId = customer?.waId ?? '';
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.writeMany(
    Array.from({ length: 250 }, (_, index) => ({ waId, phoneNumberId, text: `number ${index}` })),
    { backlog: true, wait: true },
  );
  await openThread(page, customer?.name ?? '');
  await page.getByRole('button', { name: 'More of this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Jump to a date' }).click();
  await page.getByRole('button', { name: 'The beginning' }).click();
  await expect(messages(page).getByRole('article', { name: /: number 0$/ })).toBeInViewport();
  for (const text of ['Hello?', 'Is anybody there?', 'Please answer']) {
    await team.simulator.write({ waId, phoneNumberId, text });
  }
  await expect(page.getByRole('button', { name: '3 new' })).toBeVisible();
  await expect(messages(page).getByRole('article', { name: /: number 0$/ })).toBeInViewport();
  await page.getByRole('button', { name: '3 new' }).click();
  await expect(messages(page).getByRole('article', { name: /Please answer/ })).toBeInViewport();
});
