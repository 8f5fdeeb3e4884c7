import { violations } from '../support/axe.ts';
import { bubblesOf, expect, openThread, say, test } from './fixtures.ts';
import { customerWrites } from './inbox.ts';

test('the first steps are ticked off as they are done, are kept, and go when they are hidden', async ({
  team,
  openDesk,
  launch,
}) => {
  const desk = await openDesk();
  const { page } = desk;
  const name = await customerWrites(team, 'Hello?');
  await page.getByRole('button', { name: 'First steps: 6 left' }).click();
  const steps = page.getByRole('dialog', { name: 'First steps' });
  const step = (text: string) => steps.getByRole('listitem').filter({ hasText: text });
  await expect(step('Open a conversation').getByRole('img', { name: 'To do' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await openThread(page, name);
  await say(page, 'Good morning!');
  // What has not left would be asked about at the end.
  await expect(bubblesOf(page, 'Good morning!').getByRole('button', { name: /^(Sent|Delivered|Read)/ })).toBeVisible();
  await page.getByRole('button', { name: 'First steps: 4 left' }).click();
  await expect(step('Open a conversation').getByRole('img', { name: 'Done' })).toBeVisible();
  await expect(step('Answer a customer').getByRole('img', { name: 'Done' })).toBeVisible();
  await expect(step('Leave a note').getByRole('img', { name: 'To do' })).toBeVisible();
  await page.keyboard.press('Escape');
  await desk.quit();

  const again = await launch({ profile: desk.profile });
  await again.page.getByRole('button', { name: 'First steps: 4 left' }).click();
  await again.page.getByRole('button', { name: 'Hide' }).click();
  await expect(again.page.getByRole('button', { name: /^First steps/ })).toHaveCount(0);
  await expect(again.page.getByRole('dialog')).toHaveCount(0);
});

test('the tour shows the keys that matter, as this person has them @wide', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('tour');
  await page.keyboard.press('Enter');
  const tour = page.getByRole('dialog', { name: 'Tour of the keyboard' });
  await expect(tour).toContainText('1 of 5');
  await expect(tour.getByRole('button', { name: 'Back' })).toBeDisabled();
  for (const text of ['Answer', 'Be done with it', 'Find', 'Everything else']) {
    // One card after the other.
    // oxlint-disable-next-line no-await-in-loop
    await tour.getByRole('button', { name: 'Next' }).click();
    // oxlint-disable-next-line no-await-in-loop
    await expect(tour.getByRole('heading', { level: 3, name: text })).toBeVisible();
  }
  await expect(tour).toContainText('Command palette');
  expect(await violations(page)).toEqual([]);
  await tour.getByRole('button', { name: 'Start working' }).click();
  await expect(page.getByRole('button', { name: 'First steps: 4 left' })).toBeVisible();
});
