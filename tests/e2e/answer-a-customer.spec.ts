import { until } from '../support/deadline.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('journey (a): a customer writes on the phone, the agent answers by keyboard, the ticks reach read', async ({
  team,
  openDesk,
  phone,
  notifications,
}) => {
  const { app, page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const name = customer?.name ?? '';
  const mobile = await phone(team.simulator.url);
  await mobile.getByRole('combobox', { name: 'Customer' }).selectOption(customer?.waId ?? '');
  await mobile.getByRole('listitem').first().click();
  await mobile.getByRole('textbox', { name: 'Message' }).fill('Is my order ready?');
  await mobile.getByRole('button', { name: 'Send', exact: true }).click();

  // Row, badge and notification.
  await page.getByRole('tab', { name: /^All/ }).click();
  await expect(rowOf(page, name)).toContainText('Is my order ready?');
  await expect(rowOf(page, name).getByRole('img', { name: '1 unread message' })).toBeVisible();
  const card = await notifications.find('the notification', ({ body }) => body === 'Is my order ready?');
  expect(card.title).toContain(name);
  await until('the badge', async () => (await app.evaluate(({ app: main }) => main.getBadgeCount())) === 1);

  // By keyboard only: into the list, open, reply.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(bubblesOf(page, 'Is my order ready?')).toBeVisible();
  await until('the notification to go once it is read', () => notifications.shown().length === 0);
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.type('Yes, it is on the counter.');
  await page.keyboard.press('Enter');

  // WhatsApp has it once; the customer reads it, and the tick says so.
  await expect(mobile.getByRole('log', { name: 'Messages' })).toContainText('Yes, it is on the counter.');
  const ours = bubblesOf(page, 'Yes, it is on the counter.');
  await expect(ours.getByRole('button', { name: /^Read/ })).toBeVisible();
  const { sends } = await team.simulator.ledger();
  expect(sends.map(({ body }) => body)).toEqual(['Yes, it is on the counter.']);
  await expect(composerOf(page)).toHaveValue('');
  await until('the badge to go', async () => (await app.evaluate(({ app: main }) => main.getBadgeCount())) === 0);

  // What it costs is said where it says how far it got.
  await ours.getByRole('button', { name: /^Read/ }).click();
  await expect(page.getByRole('dialog', { name: 'Delivery' })).toContainText(
    'Charged by WhatsApp as a service message.',
  );
});

test('what is typed is kept per conversation, also when Parley is killed', async ({ team, openDesk, launch }) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  const desk = await openDesk();
  for (const customer of [first, second]) {
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text: 'Hello?',
    });
  }
  await openThread(desk.page, first?.name ?? '');
  await composerOf(desk.page).fill('Half a sentence');
  await openThread(desk.page, second?.name ?? '');
  await expect(composerOf(desk.page)).toHaveValue('');
  await expect(rowOf(desk.page, first?.name ?? '')).toContainText('Draft: Half a sentence');
  await desk.kill();

  const again = await launch({ profile: desk.profile });
  await openThread(again.page, first?.name ?? '');
  await expect(composerOf(again.page)).toHaveValue('Half a sentence');
});
