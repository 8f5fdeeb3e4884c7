import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// Two agents at two desktops before the same customer (pains 1 and 20): who is there, whose the answer is, passing it on.

async function customerWrites(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  const to = { waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '' };
  await team.simulator.write({ ...to, text });
  return customer?.name ?? '';
}

const atWhatsApp = async (team: Team): Promise<unknown[]> =>
  (await team.simulator.ledger()).sends.map(({ body }) => body);

const banner = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

test('pain 20: colleagues see who is viewing and typing, and a reply is asked about while somebody is answering', async ({
  team,
  openDesk,
}) => {
  const maya = await openDesk('maya');
  const ben = await openDesk('ben');
  const name = await customerWrites(team, 'Where is my lamp?');
  await openThread(maya.page, name);

  // Ben has it in his list: Maya's face is in the row, and in the header once he opens it.
  await expect(rowOf(ben.page, name).getByRole('img', { name: 'maya is viewing this' })).toBeVisible();
  await openThread(ben.page, name);
  await expect(rowOf(maya.page, name).getByRole('img', { name: 'ben is viewing this' })).toBeVisible();
  const thread = ben.page.getByRole('region', { name: 'Thread' });
  await expect(thread.getByRole('img', { name: 'maya is viewing this' })).toBeVisible();

  await composerOf(maya.page).pressSequentially('It left our house');
  await expect(banner(ben.page, 'maya is typing…')).toBeVisible();
  await expect(ben.page.getByText(/theirs for another \d+ s/)).toBeVisible();

  // Ben answers all the same: nothing goes out before he has decided.
  await say(ben.page, 'Which lamp?');
  const asked = bubblesOf(ben.page, 'Which lamp?');
  await expect(asked.getByRole('group', { name: 'maya is answering this' })).toBeVisible();
  expect(await atWhatsApp(team)).toEqual([]);
  await asked.getByRole('button', { name: 'Discard' }).click();
  await expect(bubblesOf(ben.page, 'Which lamp?')).toHaveCount(0);

  // One key takes the answer over, and Maya sees whose it is now.
  await composerOf(ben.page).press('ControlOrMeta+Shift+O');
  await expect(banner(maya.page, 'ben is answering this')).toBeVisible();
  await expect(ben.page.getByText(/theirs for another \d+ s/)).toBeHidden();
  const entries = await team.admin.call('audit', { query: { limit: 50 } });
  expect(entries.entries.filter(({ action }) => action === 'conversation.lease_overridden')).toHaveLength(1);

  // Cut off, Maya sees nobody any more, and what she sends waits. Ben answers meanwhile.
  await maya.person.link.setMode('cut');
  await expect(rowOf(maya.page, name).getByRole('img', { name: 'ben is viewing this' })).toBeHidden();
  await expect(banner(maya.page, 'ben is answering this')).toBeHidden();
  await composerOf(maya.page).press('Enter');
  await expect(bubblesOf(maya.page, 'It left our house')).toBeVisible();
  await say(ben.page, 'It comes tomorrow.');
  await until('the reply at WhatsApp', async () => (await atWhatsApp(team)).length === 1);
  await maya.person.link.setMode('pass');

  // The card says who answered and when; hers goes out once, and only because she says so.
  const stale = bubblesOf(maya.page, 'It left our house').getByRole('group', {
    name: 'A colleague answered meanwhile',
  });
  await expect(stale).toContainText(/ben answered (just now|\d+ (sec|min)\. ago)/);
  await expect(stale).toContainText('It comes tomorrow.');
  expect(await atWhatsApp(team)).toEqual(['It comes tomorrow.']);
  await stale.getByRole('button', { name: 'Send anyway' }).click();
  await until('both replies at WhatsApp', async () => (await atWhatsApp(team)).length === 2);
  expect(await atWhatsApp(team)).toEqual(['It comes tomorrow.', 'It left our house']);

  // Whoever leaves is shown as having left, with how long ago that was.
  await maya.page.getByRole('button', { name: 'Settings' }).click();
  await expect(rowOf(ben.page, name).getByRole('img', { name: /^maya viewed this/ })).toBeVisible();
});

test('a conversation is handed over with a note and the begun reply, by keyboard, and can be taken back @wide', async ({
  team,
  openDesk,
}) => {
  const maya = await openDesk('maya');
  const ben = await openDesk('ben');
  const name = await customerWrites(team, 'I want my money back');
  await openThread(maya.page, name);
  await composerOf(maya.page).fill('Dear Mr. Kahn, I am sorry that');
  await maya.page.keyboard.press('Escape');
  await maya.page.keyboard.press('Shift+A');

  const dialog = maya.page.getByRole('dialog', { name: `Hand over ${name}` });
  await dialog.getByRole('radio', { name: /^ben/ }).focus();
  await maya.page.keyboard.press('Space');
  await dialog.getByRole('textbox', { name: 'Note for them' }).fill('He is angry, be kind');
  await expect(dialog.getByRole('switch', { name: 'Give my draft along' })).toBeChecked();
  await maya.page.keyboard.press('ControlOrMeta+Enter');
  await expect(composerOf(maya.page)).toHaveValue('');
  await expect(bubblesOf(maya.page, 'He is angry, be kind')).toBeVisible();

  // It waits among Ben's own, with the note and the draft.
  await ben.page.getByRole('tab', { name: /^Mine/ }).click();
  await rowOf(ben.page, name).getByRole('button').click();
  await expect(bubblesOf(ben.page, 'He is angry, be kind')).toBeVisible();
  const left = ben.page.getByRole('region', { name: 'maya left you a draft' });
  await expect(left).toContainText('Dear Mr. Kahn, I am sorry that');
  await left.getByRole('button', { name: 'Insert' }).click();
  await expect(composerOf(ben.page)).toHaveValue('Dear Mr. Kahn, I am sorry that');
  await expect(left).toBeHidden();
  expect(await atWhatsApp(team)).toEqual([]);

  // Maya thinks again: the conversation is hers to give back, what Ben has taken stays with him.
  await maya.page.getByRole('button', { name: 'Undo' }).click();
  await expect(composerOf(maya.page)).toHaveValue('Dear Mr. Kahn, I am sorry that');
  await expect(ben.page.getByRole('button', { name: 'Assign', exact: true })).toBeVisible();
  await expect(composerOf(ben.page)).toHaveValue('Dear Mr. Kahn, I am sorry that');
});

test('one’s own status is chosen from the palette or one’s own menu, and colleagues see it @wide', async ({
  team,
  openDesk,
}) => {
  const maya = await openDesk('maya');
  const ben = await openDesk('ben');
  const name = await customerWrites(team, 'Hello');
  await maya.page.keyboard.press('ControlOrMeta+K');
  await maya.page.keyboard.type('do not disturb');
  await maya.page.keyboard.press('Enter');
  await openThread(ben.page, name);
  await ben.page.getByRole('button', { name: 'Assign', exact: true }).click();
  await ben.page.getByRole('menuitem', { name: /Hand over with a note/ }).click();
  const dialog = ben.page.getByRole('dialog', { name: `Hand over ${name}` });
  await expect(dialog.getByRole('radio', { name: /maya.*Do not disturb/i })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await maya.page.getByRole('button', { name: 'maya: account menu' }).click();
  await expect(maya.page.getByRole('menuitemradio', { name: 'Do not disturb' })).toBeChecked();
  await maya.page.getByRole('menuitemradio', { name: 'Online' }).click();
  await ben.page.getByRole('button', { name: 'Assign', exact: true }).click();
  await ben.page.getByRole('menuitem', { name: /Hand over with a note/ }).click();
  await expect(dialog.getByRole('radio', { name: /maya.*Online/i })).toBeVisible();
});
