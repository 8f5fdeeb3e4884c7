import { expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';
import { violations } from '../support/axe.ts';

test.describe.configure({ mode: 'default' });

test('an admin sets hours and an away message; who writes while it is closed gets it once, and the thread says who wrote it', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  const write = async (customer: typeof first, text: string) =>
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text,
    });
  const { page } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Rules & hours' }).press('Enter');
  await expect(screen.getByText('Always open.')).toBeVisible();
  await screen.getByRole('switch', { name: 'Keep business hours' }).press(' ');
  await expect(screen.getByRole('listitem', { name: 'Saturday' })).toContainText('Closed');
  await screen.getByLabel('Monday, from').fill('20:00');
  await screen.getByLabel('Monday, to').fill('02:00');
  await expect(screen.getByRole('listitem', { name: 'Monday' })).toContainText('next day');
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
    await screen.getByRole('switch', { name: `Open on ${day}` }).press(' ');
  }
  await expect(screen.getByText('Closed now. No day is open.')).toBeVisible();
  await screen.getByRole('button', { name: 'Save hours' }).press('Enter');
  await expect(screen.getByText('Saved')).toBeVisible();

  await screen.getByRole('switch', { name: 'Say that you are closed' }).press(' ');
  await screen.getByRole('textbox', { name: 'Away message' }).fill('Back on *Monday*');
  await expect(screen.getByRole('figure', { name: 'As the customer sees it' })).toContainText('Back on Monday');
  await screen.getByRole('button', { name: 'Save message' }).press('Enter');
  await expect(screen.getByText('Saved')).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  await write(first, 'Anybody there?');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await openThread(page, first?.name ?? '');
  const log = page.getByRole('log');
  await expect(log.getByText('Back on Monday')).toBeVisible();
  await expect(log.getByText('Away message (rule)')).toBeVisible();
  await write(first, 'Hello??');
  await expect(log.getByText('Hello??')).toBeVisible();
  await write(second, 'And you?');
  await openThread(page, second?.name ?? '');
  await expect(log.getByText('Back on Monday')).toBeVisible();
  await openThread(page, first?.name ?? '');
  await expect(log.getByText('Hello??')).toBeVisible();
  await expect(log.getByText('Back on Monday')).toHaveCount(1);
});

test('without a network the rules are there as of when they were true, and a change waits; keeping less says what it deletes @wide', async ({
  team,
  openDesk,
}) => {
  const { page, person } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Rules & hours' }).click();
  await expect(screen.getByText(/^as of/)).toBeVisible();
  await person.link.setMode('refuse');
  await screen.getByRole('switch', { name: 'Greet new customers' }).click();
  await screen.getByRole('textbox', { name: 'Greeting' }).fill('Welcome aboard');
  await screen.getByRole('button', { name: 'Save message' }).click();
  await expect(screen.getByText('pending: goes out with the network')).toBeVisible();
  await expect(screen.getByRole('textbox', { name: 'Greeting' })).toHaveValue('Welcome aboard');
  await person.link.setMode('pass');
  await expect(screen.getByText('pending: goes out with the network')).toBeHidden();
  await expect
    .poll(async () => (await team.admin.call('company')).company.greeting)
    .toEqual({ on: true, text: 'Welcome aboard' });

  await screen.getByRole('button', { name: 'Retention' }).click();
  const messages = screen.getByRole('radiogroup', { name: 'Messages' });
  await messages.getByRole('radio', { name: '90 days' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Keep for 90 days only?' });
  await expect(ask).toContainText(/0 of \d+ messages are older/);
  await ask.getByRole('button', { name: 'Delete and keep less' }).click();
  await expect(messages.getByRole('radio', { name: '90 days' })).toBeChecked();
  await messages.getByRole('radio', { name: 'Always' }).click();
  await expect(messages.getByRole('radio', { name: 'Always' })).toBeChecked();
  expect(await violations(page)).toEqual([]);
});
