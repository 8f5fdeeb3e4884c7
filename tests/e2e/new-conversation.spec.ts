import { until } from '../support/deadline.ts';
import { composerOf, expect, rowOf, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('a number as people write it becomes a conversation, whose first message is a template', async ({
  team,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  const waId = customer?.waId ?? '';
  const { page } = await openDesk();
  await page.keyboard.press('ControlOrMeta+n');
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog
    .getByRole('combobox', { name: 'To' })
    .fill(`+${waId.slice(0, 2)} (${waId.slice(2, 5)}) ${waId.slice(5)}`);
  await expect(dialog.getByRole('option', { name: /Write to this number/ })).toBeVisible();
  await page.keyboard.press('Enter');

  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('hello world');
  await picker.getByRole('option', { name: /hello_world/ }).click();
  await picker.getByRole('button', { name: 'Send template' }).click();
  await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  expect((await team.simulator.ledger()).sends[0]).toMatchObject({ waId, body: { name: 'hello_world' } });
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Welcome and congratulations!!');
});

test('somebody who has written before is found by name and answered where they are', async ({ team, openDesk }) => {
  const [customer] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: 'Hello?' });
  const { page } = await openDesk();
  await page.getByRole('tab', { name: /^All/ }).click();
  await expect(rowOf(page, customer?.name ?? '')).toBeVisible();
  await page.getByRole('button', { name: 'New conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByRole('combobox', { name: 'To' }).fill(customer?.name.slice(0, 4) ?? '');
  await dialog.getByRole('option', { name: customer?.name ?? '' }).click();
  await expect(composerOf(page)).toBeFocused();
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Hello?');
  await expect(rowOf(page, customer?.name ?? '')).toHaveCount(1);
});

alone('without a network it opens at once and leaves later, to one conversation @wide', async ({ team, openDesk }) => {
  const [customer] = team.simulator.company.customers;
  const waId = customer?.waId ?? '';
  const { page, person } = await openDesk();
  await expect(page.getByText(/^as of/)).toBeVisible();
  await person.link.setMode('refuse');
  await page.keyboard.press('ControlOrMeta+n');
  await page.getByRole('combobox', { name: 'To' }).fill(`+${waId}`);
  await page.getByRole('option', { name: /Write to this number/ }).click();
  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('hello world');
  await picker.getByRole('option', { name: /hello_world/ }).click();
  await picker.getByRole('button', { name: 'Send template' }).click();
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Welcome and congratulations!!');

  // Meanwhile the customer writes: the server makes a conversation of its own.
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId, phoneNumberId, text: 'It is me' });
  await until('the server to know them', async () => {
    const query = { accountId: team.accounts[0]?.id };
    return (await team.admin.call('listConversations', { query })).data.length === 1;
  });
  await person.link.setMode('pass');
  await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  const log = page.getByRole('log', { name: 'Messages' });
  await expect(log).toContainText('It is me');
  await expect(log).toContainText('Welcome and congratulations!!');
  await page.getByRole('tab', { name: /^All/ }).click();
  await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')).toHaveCount(1);
});
