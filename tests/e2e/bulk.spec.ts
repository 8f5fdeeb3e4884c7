import { expect, test } from './fixtures.ts';
import { rows, said } from './inbox.ts';

const count = 1200;

test('everything the filter shows is resolved at once, with progress, without a frozen screen, and taken back', async ({
  team,
  openDesk,
}) => {
  const [number] = team.accounts;
  const crowd = Array.from({ length: count }, (_, index) => ({
    waId: `1312556${String(10_000 + index)}`,
    phoneNumberId: number?.phoneNumberId ?? '',
    text: 'Hello',
  }));
  await team.simulator.writeMany(crowd, { backlog: true, wait: true });
  const { page } = await openDesk('maya');
  const all = page.getByRole('tab', { name: /^All/ });
  await expect(all).toContainText('1.2K');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();

  // Three by hand, then all of them, although most were never loaded.
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+J');
  const bar = page.getByRole('region', { name: 'Chosen conversations' });
  await expect(bar).toContainText('3 chosen');
  await expect(bar.getByRole('button', { name: 'Choose all 1,200' })).toBeVisible();
  await page.keyboard.press('*');
  await page.keyboard.press('a');
  await expect(bar).toContainText('All 1,200 matching');
  await page.keyboard.press('e');
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  // Meanwhile one works on: another view opens.
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Resolved' })).toBeVisible();
  await said(page, '1,200 conversations: resolved');
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveCount(0);
  await expect(all).toHaveText('All0');
  await expect(page.getByRole('tab', { name: 'Resolved' })).toContainText('1.2K');

  await page.keyboard.press('z');
  await expect(all).toContainText('1.2K');
  await expect(page.getByRole('tab', { name: 'Resolved' })).toContainText('0');
});

test('acts on many work without a network, and the server gets all of them @wide', async ({ team, openDesk }) => {
  const [number] = team.accounts;
  const crowd = Array.from({ length: 120 }, (_, index) => ({
    waId: `1312557${String(1000 + index)}`,
    phoneNumberId: number?.phoneNumberId ?? '',
    text: 'Hello',
  }));
  await team.simulator.writeMany(crowd, { backlog: true, wait: true });
  const { page, person } = await openDesk('maya');
  const unassigned = page.getByRole('tab', { name: /^Unassigned/ });
  await expect(unassigned).toContainText('120');
  await person.link.setMode('cut');
  await expect(page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();
  await page.keyboard.press('*');
  await page.keyboard.press('a');
  await page.keyboard.press('i');
  await said(page, '120 conversations: assigned to maya');
  await expect(unassigned).toHaveText('Unassigned0');
  await expect(page.getByRole('button', { name: 'Outbox: 120 pending' })).toBeVisible();

  await person.link.setMode('pass');
  await expect(page.getByRole('button', { name: 'Outbox: 0 pending' })).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Mine/ })).toContainText('120');
});
