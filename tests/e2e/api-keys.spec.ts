import { openAdmin } from './admin.ts';
import { expect } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// S0, "User Guide for Generating Token", its six steps in Parley's clicks.

test('S0: a token is generated, shown once, tested, seen in use, replaced and revoked, by keyboard', async ({
  team,
  openDesk,
}) => {
  const [account] = team.accounts;
  const { page } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'API keys' }).press('Enter');
  const section = screen.getByRole('region', { name: 'Integration Token' });
  const row = section.getByRole('listitem', { name: account?.name ?? '' });
  await expect(row).toContainText(`WABA ${account?.wabaId ?? ''}`);
  await expect(row).toContainText('no token');

  await row.getByRole('button', { name: 'Generate Integration Token' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: /Generate a token for/ });
  await ask.getByRole('button', { name: 'Generate token' }).press('Enter');

  const once = page.getByRole('alertdialog', { name: /The token of/ });
  const token = (await once.getByLabel('Integration token').textContent()) ?? '';
  expect(token).toMatch(/^wpi_int_[0-9a-f]{64}$/);
  await page.keyboard.press('Escape');
  await expect(once).toBeVisible();
  await once.getByRole('button', { name: 'Test connection' }).press('Enter');
  await expect(once.getByRole('status')).toHaveText('✅ Connected');
  await once.getByRole('button', { name: 'I have saved it' }).press('Enter');
  await expect(page.getByText(token)).toBeHidden();
  await expect(row).toContainText(`wpi_int_…${token.slice(-4)}`);
  await expect(row).toContainText('created by you');
  await expect(row).toContainText(/just now|sec\. ago/);

  // A second one replaces it, after a question; the proof is still fresh.
  await row.getByRole('button', { name: 'Generate Integration Token' }).press('Enter');
  const replace = page.getByRole('alertdialog', { name: /Replace the token of/ });
  await expect(replace).toContainText(token.slice(-4));
  await replace.getByRole('button', { name: 'Replace token' }).press('Enter');
  await once.getByRole('button', { name: 'I have saved it' }).press('Enter');
  const send = (value: string) =>
    fetch(`${team.links.api.url}/api/integrations/verify`, { headers: { authorization: `Bearer ${value}` } });
  expect((await send(token)).status).toBe(401);

  await row.getByRole('button', { name: 'Revoke' }).press('Enter');
  const revoke = page.getByRole('alertdialog', { name: /Revoke the token of/ });
  await expect(revoke).toContainText('It was never used.');
  await revoke.getByRole('button', { name: 'Revoke token' }).press('Enter');
  await expect(row).toContainText('no token');
});

test('without a network the tokens are still there, as of when they were true; making one says what is missing @wide', async ({
  openDesk,
}) => {
  const { page, person } = await openDesk('ada', { role: 'admin' });
  const screen = await openAdmin(page, 'API keys');
  await expect(screen.getByText(/^as of/)).toBeVisible();
  await person.link.setMode('refuse');
  await screen.getByRole('button', { name: 'Generate Integration Token' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generate token' }).click();
  await expect(page.getByRole('alertdialog')).toContainText(/cannot be reached/);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await openAdmin(page, 'API keys');
  await expect(screen.getByText(/^offline: as of/)).toBeVisible();
  await expect(screen.getByRole('region', { name: 'Integration Token' }).getByRole('listitem').first()).toBeVisible();
});
