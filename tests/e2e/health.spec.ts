import type { Page } from '@playwright/test';
import { expect, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function openHealth(page: Page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Administration: Health');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('option', { name: 'Administration: Health' })).toBeVisible();
  await page.keyboard.press('Enter');
  return page.getByRole('main', { name: 'Administration' });
}

test('the board tells what is wrong, what to do, and leads to where it is done', async ({ team, openDesk }) => {
  const [account] = team.accounts;
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openHealth(page);
  const attention = screen.getByRole('region', { name: 'Needs attention' });
  await expect(attention).toContainText('All is well.');
  const figures = screen.getByRole('region', { name: 'Now, and in the last 24 hours' });
  await expect(figures.getByRole('listitem', { name: 'Messages waiting' })).toContainText('0');
  await expect(figures.getByRole('img')).toHaveCount(5);

  const flagged = await fetch(`${team.simulator.url}/_control/numbers/${account?.phoneNumberId ?? ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ quality: 'RED', standing: 'FLAGGED' }),
  });
  expect(flagged.status).toBe(200);
  await expect(attention).toContainText(`WhatsApp rates the quality of ${account?.name ?? ''} low`);
  await attention.getByRole('button', { name: 'Open accounts' }).press('Enter');
  await expect(screen.getByRole('heading', { name: 'Accounts' })).toBeVisible();
});

alone('without a network nothing is said to be well: unknown since when @wide', async ({ openDesk }) => {
  const { page, person } = await openDesk('ada', { role: 'admin' });
  const screen = await openHealth(page);
  await expect(screen.getByText('All is well.')).toBeVisible();
  await person.link.setMode('refuse');
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await openHealth(page);
  await expect(screen.getByText(/is unknown since/)).toBeVisible();
  await expect(screen.getByText('All is well.')).toBeHidden();
  await expect(screen.getByText('Well', { exact: true })).toHaveCount(0);
  await expect(screen.getByText('Unknown', { exact: true }).first()).toBeVisible();
});

for (const [role, title] of [
  ['agent', 'an agent finds no way to people, audit log and health board @wide'],
  ['marketer', 'a marketer finds no way to people, audit log and health board @wide'],
] as const) {
  test(title, async ({ openDesk }) => {
    const { page } = await openDesk(role, { role });
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    for (const name of ['People & roles', 'Audit log', 'Health']) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(`Administration: ${name}`);
      await expect(palette.getByRole('option', { name: `Administration: ${name}` })).toHaveCount(0);
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Settings');
    await expect(palette.getByRole('option', { name: /Settings/ }).first()).toBeVisible();
  });
}
