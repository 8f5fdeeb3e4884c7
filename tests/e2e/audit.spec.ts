import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { newId } from '#shared/ids.ts';
import { expect, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function openAudit(page: Page) {
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Audit log' }).press('Enter');
  return screen;
}

const savingTo = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, filePath) => {
    // The one method that is used, without the window of the dialog.
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);

test('who did what is found by person, kind and thing; an entry opens to what changed and from where', async ({
  team,
  openDesk,
  folder,
}) => {
  const ben = await team.addPerson('ben', 'agent');
  const { app, page, person } = await openDesk('ada', { role: 'admin' });
  const request = async (method: string, path: string, body?: object) => {
    const signedIn = await fetch(`${team.links.api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@parley.example', password: person.password }),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const answer = await fetch(`${team.links.api.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { users: { id: string; name: string }[] };
  };
  const { users } = await request('GET', '/api/users');
  const benId = users.find(({ name }) => name === 'ben')?.id ?? '';
  await request('PATCH', `/api/users/${benId}`, { role: 'viewer' });
  expect(ben.password).not.toBe('');

  const screen = await openAudit(page);
  const entries = screen.getByRole('region', { name: 'Entries' });
  const changed = entries.getByRole('button', { name: /ada changed a role · ben/ });
  await changed.press('Enter');
  const diff = entries.getByRole('table', { name: 'Before and after' });
  await expect(diff.getByRole('deletion')).toHaveText('Agent');
  await expect(diff.getByRole('insertion')).toHaveText('Viewer');
  await expect(entries).toContainText('From address');
  await expect(entries).toContainText('127.0.0.1');
  await expect(entries).toContainText('From client');

  await entries.getByRole('button', { name: 'Everything about this' }).press('Enter');
  const filters = screen.getByRole('group', { name: 'Entries' });
  await expect(filters.getByRole('button', { name: 'About ben' })).toBeVisible();
  await expect(entries.getByRole('listitem')).toHaveCount(2);
  await filters.getByRole('combobox', { name: 'What' }).selectOption('People');
  await filters.getByRole('combobox', { name: 'By whom' }).selectOption('ada');
  await expect(entries.getByRole('listitem')).toHaveCount(1);

  const csv = join(folder, 'log.csv');
  await savingTo(app, csv);
  await screen.getByRole('button', { name: 'Export' }).press('Enter');
  await page.getByRole('menuitem', { name: /^As CSV/ }).press('Enter');
  await expect(page.getByText('One entry was written.')).toBeVisible();
  expect(readFileSync(csv, 'utf8')).toContain('user.role_changed');

  await filters.getByRole('button', { name: 'Show everything' }).press('Enter');
  await expect(entries.getByRole('button', { name: /ada signed in/ }).first()).toBeVisible();
  const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
  await filters.getByLabel('From').fill(tomorrow);
  await expect(entries.getByText('Nothing was written down like this')).toBeVisible();
});

test('older entries are shown when they are asked for, each once @wide', async ({ team, openDesk }) => {
  const { page, person } = await openDesk('ada', { role: 'admin' });
  const call = (method: string, path: string, body: object, token = '') =>
    fetch(`${team.links.api.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const signedIn = await call('POST', '/api/auth/login', { email: 'ada@parley.example', password: person.password });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  for (let days = 8; days < 68; days++) {
    const edits = [{ field: 'keepWebhooksDays', base: days, value: days + 1 }];
    expect((await call('PATCH', '/api/company', { edits }, accessToken)).status).toBe(200);
  }
  const screen = await openAudit(page);
  const entries = screen.getByRole('region', { name: 'Entries' });
  await expect(entries.getByRole('listitem')).toHaveCount(50);
  await entries.getByRole('button', { name: 'Show older ones' }).press('Enter');
  await expect(entries.getByRole('list')).toHaveCount(2);
  await expect(entries.getByRole('button', { name: 'Show older ones' })).toBeHidden();
  expect(await entries.getByRole('listitem').count()).toBeGreaterThan(60);
});

test('the chain is checked and said to be unbroken, in words', async ({ openDesk }) => {
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openAudit(page);
  await screen.getByRole('button', { name: 'Check now' }).press('Enter');
  await expect(screen.getByRole('status')).toContainText(/\d+ entries, unbroken since/);
});

alone('without a network the newest entries are still there @wide', async ({ openDesk }) => {
  const { page, person } = await openDesk('ada', { role: 'admin' });
  const screen = await openAudit(page);
  await expect(screen.getByRole('button', { name: /ada signed in/ }).first()).toBeVisible();
  await person.link.setMode('refuse');
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await openAudit(page);
  await expect(screen.getByText(/^offline: as of/)).toBeVisible();
  await expect(screen.getByRole('button', { name: /ada signed in/ }).first()).toBeVisible();
  await screen.getByRole('button', { name: 'Check now' }).press('Enter');
  await expect(screen.getByText(/cannot be reached/).last()).toBeVisible();
});

test('what was done offline says when it was made and when it was applied', async ({ team, openDesk }) => {
  const [account] = team.accounts;
  if (account === undefined) throw new Error('the company has no number');
  const { name, id: accountId } = account;
  const madeAt = Date.now() - 60 * 60_000;
  const edit = { type: 'account.edit', accountId, field: 'name', base: name, value: 'Front desk' } as const;
  await team.admin.call('mutate', { body: { mutations: [{ ...edit, id: newId(), madeAt }] } });
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openAudit(page);
  const entry = screen.getByRole('button', { name: /admin changed a number · Front desk offline/ });
  await entry.press('Enter');
  const entries = screen.getByRole('region', { name: 'Entries' });
  await expect(entries.getByRole('deletion')).toHaveText(name);
  await expect(entries.getByRole('insertion')).toHaveText('Front desk');
  await expect(entries).toContainText('Made offline at');
  await expect(entries).toContainText('Applied at');
});
