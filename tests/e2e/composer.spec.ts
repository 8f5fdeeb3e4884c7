import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { violations } from '../support/axe.ts';
import { colleagueAnswers } from './colleague.ts';
import { bubblesOf, composerOf, expect, openThread, say } from './fixtures.ts';
import { customerWrites } from './inbox.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const sentBodies = async (team: Team): Promise<unknown[]> =>
  (await team.simulator.ledger()).sends.map(({ body }) => body);

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and conversations' }).fill(name);
  await page.keyboard.press('Enter');
}

test('a quick reply goes in at the cursor, and nothing leaves while one of its fields is empty', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const name = await customerWrites(team, 'Where is my order?');
  await openThread(page, name);

  await runCommand(page, 'Manage quick replies');
  const dialog = page.getByRole('dialog', { name: 'Quick replies' });
  await dialog.getByRole('button', { name: 'New', exact: true }).first().click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Where is my order');
  await dialog.getByRole('textbox', { name: 'Shortcut' }).fill('order');
  await dialog
    .getByRole('textbox', { name: 'Text' })
    .fill(
      '{{#if contact.name}}Dear {{contact.firstName}}{{else}}Hello{{/if}}, order {{ask:Order number}} is on its way.',
    );
  await expect(dialog.getByRole('region', { name: 'As the phone shows it' })).toContainText('Dear Ada, order');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('list').getByRole('button', { name: 'Where is my order' })).toBeVisible();
  await page.keyboard.press('Escape');

  const field = composerOf(page);
  await field.pressSequentially('Good morning! /ordr');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('listbox', { name: 'Quick replies' }).getByRole('option')).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const first = name.split(' ')[0];
  await expect(field).toHaveValue(`Good morning! Dear ${first}, order {{ask:Order number}} is on its way.`);

  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await expect(page.getByText('Still to fill in: Order number.')).toBeVisible();
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Tomorrow morning/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(field).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await until('the message at WhatsApp', async () => (await sentBodies(team)).length === 1);
  expect(await sentBodies(team)).toEqual([`Good morning! Dear ${first}, order 4711 is on its way.`]);
  await expect(field).toHaveValue('');
});

test('a planned message can be changed, cancelled and brought back, and goes out once', async ({ team, openDesk }) => {
  const { page } = await openDesk();
  await openThread(page, await customerWrites(team, 'See you tomorrow?'));
  await composerOf(page).fill('Good morning');
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 10:15');
  await expect(page.getByText('Goes out tomorrow, 10:15 AM')).toBeVisible();
  await page.keyboard.press('Enter');

  const planned = page.getByRole('list', { name: 'Planned messages' }).getByRole('listitem');
  await expect(planned).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await expect(planned).toContainText('Goes out tomorrow, 10:15 AM');
  await expect(composerOf(page)).toHaveValue('');
  await planned.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Message' }).fill('Good morning to you');
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(planned).toContainText('Good morning to you');

  await planned.getByRole('button', { name: 'Cancel' }).click();
  await expect(planned).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(planned).toContainText('Good morning to you');
  await page.getByRole('button', { name: /^Outbox/ }).click();
  await expect(
    page.getByRole('dialog', { name: 'Outbox' }).getByRole('region', { name: 'Planned messages' }),
  ).toContainText('Good morning to you');
  await page.keyboard.press('Escape');

  await planned.getByRole('button', { name: 'Send now' }).click();
  await expect(bubblesOf(page, 'Good morning to you')).toBeVisible();
  await expect(planned).toHaveCount(0);
  await until('the message at WhatsApp', async () => (await sentBodies(team)).length > 0);
  expect(await sentBodies(team)).toEqual(['Good morning to you']);
});

test('a sent message can be taken back while it is held, by the toast and by mod+Z', async ({ team, openDesk }) => {
  const { page } = await openDesk();
  await openThread(page, await customerWrites(team, 'Hello?'));
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Writing' }).click();
  await page.getByRole('radiogroup', { name: 'Undo send' }).getByRole('radio', { name: '15 s' }).click();
  await page.getByRole('button', { name: /^Inbox/ }).click();

  await say(page, 'Not like this');
  await page.getByRole('status', { name: 'Messages from Parley' }).getByRole('button', { name: 'Undo' }).click();
  await expect(composerOf(page)).toHaveValue('Not like this');
  await expect(bubblesOf(page, 'Not like this')).toHaveCount(0);
  await composerOf(page).fill('Nor like that');
  await page.keyboard.press('Enter');
  await expect(bubblesOf(page, 'Nor like that')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(composerOf(page)).toHaveValue('Nor like that');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Writing' }).click();
  await page.getByRole('radiogroup', { name: 'Undo send' }).getByRole('radio', { name: 'Off' }).click();
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await say(page, 'But like this');
  await until('the message at WhatsApp', async () => (await sentBodies(team)).length > 0);
  expect(await sentBodies(team)).toEqual(['But like this']);
});

test('a colleague who answers meanwhile is named before one sends; formatting and emoji go in by keyboard', async ({
  team,
  openDesk,
}) => {
  const maya = await openDesk('maya');
  await openThread(maya.page, await customerWrites(team, 'Refund?'));
  await composerOf(maya.page).fill('Sorry, no refund');
  await composerOf(maya.page).press('Control+a');
  await maya.page.keyboard.press('Control+b');
  await expect(composerOf(maya.page)).toHaveValue('*Sorry, no refund*');
  await colleagueAnswers(team, 'Yes, 40 euros.');

  await expect(maya.page.getByText('ben answered while you were writing.')).toBeVisible();
  await composerOf(maya.page).press('Enter');
  await expect(bubblesOf(maya.page, 'Sorry')).toHaveCount(0);
  await maya.page.getByRole('button', { name: 'My reply still fits' }).click();
  await composerOf(maya.page).fill('As Ben says ');
  await composerOf(maya.page).pressSequentially(':thumbs');
  await expect(maya.page.getByRole('listbox', { name: 'Emoji' })).toBeVisible();
  await maya.page.keyboard.press('Enter');
  await maya.page.keyboard.press('Control+Enter');
  await until('both at WhatsApp', async () => (await sentBodies(team)).length === 2);
  expect(await sentBodies(team)).toEqual(['Yes, 40 euros.', 'As Ben says 👍']);
});

test('a note that names a colleague stands among their mentions until they look @wide', async ({ team, openDesk }) => {
  const maya = await openDesk('maya');
  const ben = await openDesk('ben');
  const name = await customerWrites(team, 'Can I pay later?');
  await openThread(maya.page, name);
  await maya.page.keyboard.press('Control+Shift+N');
  const note = maya.page.getByRole('textbox', { name: 'Note', exact: true });
  await note.pressSequentially('Please decide, @be');
  await expect(
    maya.page.getByRole('listbox', { name: 'Colleagues' }).getByRole('option', { name: /^ben/ }),
  ).toBeVisible();
  await maya.page.keyboard.press('Enter');
  await expect(note).toHaveValue('Please decide, @ben ');
  await maya.page.keyboard.press('Enter');
  await expect(bubblesOf(maya.page, 'Please decide')).toBeVisible();
  expect(await sentBodies(team)).toEqual([]);

  const row = ben.page.getByRole('list', { name: 'Conversations' }).getByRole('listitem', { name });
  await expect(row).toContainText('Please decide');
  await ben.page.keyboard.press('g');
  await ben.page.keyboard.press('m');
  await expect(row).toBeVisible();
  await row.getByRole('button').first().click();
  await expect(bubblesOf(ben.page, 'Please decide')).toBeVisible();
});

test('a reply quotes the message it answers; Esc and Backspace take the quote away again @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const name = await customerWrites(team, 'Do you have it in blue?');
  await openThread(page, name);
  await expect(bubblesOf(page, 'Do you have it in blue?')).toBeVisible();
  await customerWrites(team, 'And what does it cost?');
  await expect(bubblesOf(page, 'And what does it cost?')).toBeVisible();

  const card = page.getByRole('group', { name: `Answer to ${name}` });
  const quote = async (): Promise<void> => {
    // The newest one, then the one before it.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+Shift+R');
    await expect(card).toContainText('Do you have it in blue?');
    await expect(composerOf(page)).toBeFocused();
  };
  await quote();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(composerOf(page)).toBeFocused();
  await quote();
  await page.keyboard.press('Backspace');
  await expect(card).toHaveCount(0);

  await quote();
  await say(page, 'Only in green, sorry.');
  await expect(card).toHaveCount(0);
  await expect(bubblesOf(page, 'Only in green, sorry.')).toContainText('Do you have it in blue?');
  await until('the message at WhatsApp', async () => (await sentBodies(team)).length > 0);
  const { sends, inbound } = await team.simulator.ledger();
  expect(sends.map(({ contextMessageId }) => contextMessageId)).toEqual([inbound[0]?.wamid]);

  // Sent and done with, in one go.
  await composerOf(page).fill('Have a nice day.');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('listitem', { name })).toHaveCount(0);
  await until('the farewell at WhatsApp', async () => (await sentBodies(team)).length === 2);
});
