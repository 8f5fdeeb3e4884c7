import { generateSync } from 'otplib';
import type { Page } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { connectTo } from './desk.ts';
import { expect, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function openOwnAccount(page: Page) {
  await page.keyboard.press('Control+,');
  const screen = page.getByRole('main', { name: 'Settings' });
  await screen.getByRole('button', { name: 'Your account' }).press('Enter');
  return screen;
}

test('an agent sets an authenticator app up, keeps the recovery codes, and signs in with a code', async ({
  openDesk,
  launch,
}) => {
  const { page, person } = await openDesk('maya');
  const screen = await openOwnAccount(page);
  await expect(screen.getByText('maya@parley.example · Agent')).toBeVisible();
  await screen.getByRole('button', { name: 'Set up' }).press('Enter');
  const setUp = page.getByRole('dialog', { name: 'Set up an authenticator app' });
  await expect(setUp.getByRole('img', { name: 'Code to scan' })).toBeVisible();
  const secret = ((await setUp.getByLabel('Secret of the second factor').textContent()) ?? '').replaceAll(' ', '');
  await setUp.getByRole('textbox', { name: 'Six digits of the app' }).fill('000000');
  await setUp.getByRole('button', { name: 'Switch it on' }).press('Enter');
  await expect(setUp.getByText(/is not what the app shows/)).toBeVisible();
  await setUp.getByRole('textbox', { name: 'Six digits of the app' }).fill(generateSync({ secret }));
  await setUp.getByRole('textbox', { name: 'Six digits of the app' }).press('Enter');

  const once = page.getByRole('alertdialog', { name: 'Your recovery codes' });
  await expect(once.getByRole('listitem')).not.toHaveCount(0);
  const codes = await once.getByRole('listitem').allTextContents();
  expect(new Set(codes).size).toBeGreaterThan(7);
  await page.keyboard.press('Escape');
  await expect(once).toBeVisible();
  await once.getByRole('button', { name: 'I have kept them' }).press('Enter');
  await expect(screen.getByText(`${codes.length} codes left for a lost phone.`)).toBeVisible();

  const other = await launch();
  await connectTo(other.page, person.link.url);
  await other.page.getByRole('textbox', { name: 'Email' }).fill('maya@parley.example');
  await other.page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await other.page.getByRole('textbox', { name: 'Password' }).press('Enter');
  const code = other.page.getByRole('textbox', { name: 'Code' });
  await code.fill('000000');
  await code.press('Enter');
  await expect(other.page.getByText(/The code is wrong/)).toBeVisible();
  await code.fill(codes[0] ?? '');
  await code.press('Enter');
  await expect(other.page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await other.quit();

  await page.reload();
  // Keys are heard once the inbox is there.
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await openOwnAccount(page);
  await expect(screen.getByText(`${codes.length - 1} codes left for a lost phone.`)).toBeVisible();
  await screen.getByRole('button', { name: 'Switch off' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).press('Enter');
  await expect(screen.getByRole('button', { name: 'Set up' })).toBeVisible();
});

test('a new password is chosen, and the other sign-ins end with it', async ({ team, openDesk }) => {
  const { page, person } = await openDesk('maya');
  const signIn = (password: string) =>
    fetch(`${team.links.api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'maya@parley.example', password }),
    });
  expect((await signIn(person.password)).status).toBe(200);
  const screen = await openOwnAccount(page);
  const signIns = screen.getByRole('region', { name: 'Signed in on' });
  await expect(signIns).toContainText('this desktop');
  await expect(signIns.getByRole('button', { name: 'Sign out API' })).toBeVisible();
  await screen.getByRole('button', { name: 'Change password' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Change your password' });
  await form.getByRole('textbox', { name: 'Current password' }).fill(person.password);
  await form.getByRole('textbox', { name: 'New password', exact: true }).fill('short');
  await form.getByRole('button', { name: 'Change password' }).press('Enter');
  await expect(form.getByText('The two are not the same.')).toBeVisible();
  await form.getByRole('textbox', { name: 'New password', exact: true }).fill('a sentence of mine');
  await form.getByRole('textbox', { name: 'New password again' }).fill('a sentence of mine');
  await form.getByRole('textbox', { name: 'New password again' }).press('Enter');
  await expect(page.getByText(/Your password is changed/).first()).toBeVisible();
  await expect(signIns.getByRole('button', { name: 'Sign out API' })).toBeHidden();
  expect((await signIn(person.password)).status).toBe(401);
  expect((await signIn('a sentence of mine')).status).toBe(200);
});

alone(
  'an admin whose company begins to ask for a second factor is led to it, and goes on where they were @wide',
  async ({ team, openDesk }) => {
    const { page } = await openDesk('ada', { role: 'admin' });
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
    await team.admin.call('changeSecuritySettings', { body: { secondFactorForAdmins: true } });

    await expect(page.getByRole('heading', { name: 'A second factor is needed' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up an authenticator app' }).press('Enter');
    const setUp = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    const secret = ((await setUp.getByLabel('Secret of the second factor').textContent()) ?? '').replaceAll(' ', '');
    await setUp.getByRole('textbox', { name: 'Six digits of the app' }).fill(generateSync({ secret }));
    await setUp.getByRole('textbox', { name: 'Six digits of the app' }).press('Enter');
    const once = page.getByRole('alertdialog', { name: 'Your recovery codes' });
    await expect(once.getByRole('listitem')).not.toHaveCount(0);
    await once.getByRole('button', { name: 'I have kept them' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'A second factor is needed' })).toBeHidden();
    await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  },
);
