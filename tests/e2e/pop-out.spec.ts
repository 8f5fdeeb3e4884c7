import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { violations } from '../support/axe.ts';
import { type Desk } from './desk.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// A conversation in a window of its own (features.md A): one store, one session, no second sync.

async function customerWrites(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

async function popOut({ app, page }: Desk): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+P');
  const own = await opened;
  await expect(composerOf(own)).toBeVisible();
  return own;
}

test('a conversation in its own window is read, answered and closed there, and the main window knows it all', async ({
  team,
  openDesk,
}) => {
  const desk = await openDesk();
  const { page } = desk;
  const name = await customerWrites(team, 'Where is my lamp?');
  await openThread(page, name);
  await composerOf(page).fill('It left our');
  const own = await popOut(desk);

  // What was begun goes on there, and the main window is free for others.
  await expect(own).toHaveTitle(`${name} · Parley`);
  await expect(composerOf(own)).toHaveValue('It left our');
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('No conversation open');
  await expect(own.getByRole('navigation')).toHaveCount(0);
  expect(await violations(own)).toEqual([]);

  // Both show the same draft and the same messages.
  await rowOf(page, name).getByRole('button').click();
  await composerOf(own).fill('It left our house');
  await expect(composerOf(page)).toHaveValue('It left our house');
  await composerOf(own).press('Enter');
  await expect(bubblesOf(own, 'It left our house')).toBeVisible();
  await expect(bubblesOf(page, 'It left our house')).toBeVisible();
  await expect(composerOf(page)).toHaveValue('');
  await until('the message at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
  await customerWrites(team, 'Thank you!');
  await expect(bubblesOf(own, 'Thank you!')).toBeVisible();

  // Done with it: it says so and stays.
  await own.getByRole('button', { name: 'Resolve' }).click();
  await expect(own.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await expect(bubblesOf(own, 'Thank you!')).toBeVisible();
});

test('a conversation has one window at most; opened again it comes to the front @wide', async ({ team, openDesk }) => {
  const desk = await openDesk();
  const name = await customerWrites(team, 'Hello?');
  await openThread(desk.page, name);
  const own = await popOut(desk);
  await openThread(desk.page, name);
  await desk.page.getByRole('button', { name: 'More of this conversation' }).click();
  await desk.page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
  await expect(desk.page.getByRole('region', { name: 'Thread' })).toContainText('No conversation open');
  expect(desk.app.windows()).toHaveLength(2);
  await own.close();
  await openThread(desk.page, name);
  await say(desk.page, 'Here I am.');
});

test('pictures, notes, quick replies and the palette work in a window of its own @wide', async ({ team, openDesk }) => {
  const desk = await openDesk();
  const name = await customerWrites(team, 'Hello?');
  await openThread(desk.page, name);
  const own = await popOut(desk);
  const refused: string[] = [];
  own.on('console', (message) => refused.push(message.text()));
  await own.keyboard.press('Control+Shift+N');
  await own.getByRole('textbox', { name: 'Note', exact: true }).fill('Knows our boss');
  await own.keyboard.press('Enter');
  await expect(bubblesOf(own, 'Knows our boss')).toBeVisible();
  await own.keyboard.press('Control+k');
  const palette = own.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').fill('pictures');
  await own.keyboard.press('Enter');
  await expect(own.getByRole('dialog', { name: 'Pictures, files and links' })).toBeVisible();
  await own.keyboard.press('Escape');
  await own.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('manage quick');
  await own.keyboard.press('Enter');
  await expect(own.getByRole('dialog', { name: 'Quick replies' })).toBeVisible();
  await expect(own.getByText('This window may not ask for that.')).toHaveCount(0);
  expect(refused).toEqual([]);
});

alone(
  'a conversation that was begun without a network goes on in its own window as the one the server knows @wide',
  async ({ team, openDesk }) => {
    const desk = await openDesk();
    const { page, person } = desk;
    const waId = team.simulator.company.customers[0]?.waId ?? '';
    await expect(page.getByText(/^as of/)).toBeVisible();
    await person.link.setMode('refuse');
    await page.keyboard.press('ControlOrMeta+n');
    await page.getByRole('combobox', { name: 'To' }).fill(`+${waId}`);
    await page.getByRole('option', { name: /Write to this number/ }).click();
    const picker = page.getByRole('dialog', { name: 'Send a template' });
    await expect(picker).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(picker).toBeHidden();
    const own = await popOut(desk);
    await customerWrites(team, 'It is me');
    await until('the server to know them', async () => {
      const query = { accountId: team.accounts[0]?.id };
      return (await team.admin.call('listConversations', { query })).data.length === 1;
    });
    await person.link.setMode('pass');
    await expect(bubblesOf(own, 'It is me')).toBeVisible();
    await composerOf(own).fill('Hello again');
    await composerOf(own).press('Enter');
    await until('the answer at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
  },
);
