import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

/** The administration's page of this name, by keys alone. */
async function openPage(page: Page, name: string) {
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name, exact: true }).press('Enter');
  return screen;
}

test('somebody is invited, the link is shown once, and the invitation is withdrawn', async ({ openDesk }) => {
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openPage(page, 'People & roles');
  await screen.getByRole('button', { name: 'Invite' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Invite somebody' });
  await form.getByRole('button', { name: 'Make invitation' }).press('Enter');
  await expect(form.getByText('Enter a name.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Name' }).fill('Zoe Marsh');
  await form.getByRole('textbox', { name: 'Email' }).fill('zoe@parley.example');
  await form.getByRole('radio', { name: /^Marketer/ }).click();
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();

  await screen.getByRole('button', { name: 'Invite' }).press('Enter');
  await form.getByRole('textbox', { name: 'Name' }).fill('Zoe Marsh');
  await form.getByRole('textbox', { name: 'Email' }).fill('zoe@parley.example');
  await form.getByRole('radio', { name: /^Marketer/ }).click();
  await page.keyboard.press('Shift+Tab');
  await form.getByRole('textbox', { name: 'Email' }).press('Enter');
  const once = page.getByRole('alertdialog', { name: 'The link for Zoe Marsh' });
  const link = (await once.getByLabel('Password link').textContent()) ?? '';
  expect(link).toMatch(/\/set-password#plk_[\w-]{43}$/);
  await page.keyboard.press('Escape');
  await expect(once).toBeVisible();
  await once.getByRole('button', { name: 'I have handed it on' }).press('Enter');
  await expect(page.getByText(link)).toBeHidden();

  const row = screen.getByRole('listitem', { name: 'Zoe Marsh' });
  await expect(row).toContainText('Invited');
  await expect(row).toContainText('Marketer');
  await expect(row).toContainText('never');
  await row.getByRole('button').press('Enter');
  await screen.getByRole('button', { name: 'Withdraw invitation' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw invitation' }).press('Enter');
  await expect(screen.getByRole('button', { name: 'Withdraw invitation' })).toBeHidden();
  await screen.getByRole('button', { name: 'Back to people' }).press('Enter');
  await expect(row).not.toContainText('Invited');
});

test('a role is lowered after a word on what it costs; the person is signed out, and disabled', async ({
  team,
  openDesk,
}) => {
  const ben = await team.addPerson('ben', 'marketer');
  const signIn = () =>
    fetch(`${team.links.api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ben@parley.example', password: ben.password }),
    });
  expect((await signIn()).status).toBe(200);
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openPage(page, 'People & roles');
  await screen.getByRole('listitem', { name: 'ben' }).getByRole('button').press('Enter');
  await expect(screen.getByRole('heading', { name: 'ben' })).toBeVisible();
  const signIns = screen.getByRole('region', { name: 'Signed in on' });
  await expect(signIns).toContainText('API');

  await screen.getByRole('radio', { name: /^Viewer/ }).click();
  const ask = page.getByRole('alertdialog', { name: 'Make ben Viewer?' });
  await expect(ask).toContainText('signed out everywhere at once');
  await ask.getByRole('button', { name: 'Take rights away' }).press('Enter');
  await expect(screen.getByRole('radio', { name: /^Viewer/ })).toBeChecked();
  await expect(signIns).toContainText('Signed in nowhere');

  await screen.getByRole('button', { name: 'Disable' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).press('Enter');
  await expect(screen.getByText('Disabled', { exact: true })).toBeVisible();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  // What was asked for stands on the screen at once; the server has it a moment later.
  await expect.poll(async () => (await signIn()).status).toBe(401);
  await screen.getByRole('button', { name: 'Enable' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Enable' }).press('Enter');
  await expect(screen.getByText('Disabled', { exact: true })).toBeHidden();
  await expect.poll(async () => (await signIn()).status).toBe(200);
});

test('what each role may do stands in one table of plain words', async ({ openDesk }) => {
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openPage(page, 'People & roles');
  const table = screen.getByRole('table', { name: 'What each role may do' });
  const cells = async (may: string) => {
    const row = table.getByRole('row', { name: new RegExp(`^${may}`) });
    return row
      .getByRole('cell')
      .getByRole('img')
      .evaluateAll((marks) => marks.map((mark) => mark.ariaLabel));
  };
  expect(await cells('Write to customers')).toEqual(['No', 'Yes', 'Yes', 'Yes', 'Yes']);
  expect(await cells('Make and revoke API keys')).toEqual(['No', 'No', 'No', 'Yes', 'Yes']);
  expect(await cells('See all companies')).toEqual(['No', 'No', 'No', 'No', 'Yes']);
});

test('without a network the people are still there; changing them says what is missing @wide', async ({
  team,
  openDesk,
}) => {
  await team.addPerson('ben');
  const { page, person } = await openDesk('ada', { role: 'admin' });
  const screen = await openPage(page, 'People & roles');
  await expect(screen.getByRole('listitem', { name: 'ben' })).toBeVisible();
  await person.link.setMode('refuse');
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await openPage(page, 'People & roles');
  await expect(screen.getByText(/^offline: as of/).first()).toBeVisible();
  await screen.getByRole('listitem', { name: 'ben' }).getByRole('button').press('Enter');
  await screen.getByRole('radio', { name: /^Marketer/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give more rights' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText(/cannot be reached/);
});

alone(
  'a desktop that was off while it was signed out erases its copy as soon as it reaches the server @wide',
  async ({ team, openDesk, launch }) => {
    const { page, profile, quit } = await openDesk('maya');
    const copies = () =>
      readdirSync(profile, { recursive: true }).filter((name) => /^workspaces.*(cache|outbox)\.db$/.test(`${name}`));
    await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
    await quit();
    expect(copies()).toHaveLength(2);
    const { users } = await team.admin.call('listUsers');
    const id = users.find(({ name }) => name === 'maya')?.id ?? '';
    await team.admin.call('revokeUserSessions', { params: { id } });

    const again = await launch({ profile });
    await expect(again.page.getByRole('textbox', { name: 'Password' })).toBeVisible();
    await expect.poll(copies).toEqual([]);
  },
);
