import { until } from '../support/deadline.ts';
import { colleagueAnswers } from './colleague.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say, test } from './fixtures.ts';
import { customersWrite, customerWrites, onServer, rows, said } from './inbox.ts';

test('journey (d): an answer written offline is not sent over a colleague’s; the agent decides, and it goes once', async ({
  team,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  const name = customer?.name ?? '';
  const { page, person } = await openDesk();
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: number?.phoneNumberId ?? '',
    text: 'Refund?',
  });
  await openThread(page, name);
  await expect(bubblesOf(page, 'Refund?')).toBeVisible();

  await person.link.setMode('cut');
  await expect(page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await colleagueAnswers(team, 'Yes, 40 euros are on their way.');
  await say(page, 'Sorry, no refund.');
  await expect(bubblesOf(page, 'Sorry, no refund.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Outbox: [1-9]/ })).toBeVisible();

  await person.link.setMode('pass');
  const ours = page
    .getByRole('log', { name: 'Messages' })
    .getByRole('article')
    .filter({ hasText: 'Sorry, no refund.' });
  await expect(ours).toContainText('A colleague answered meanwhile');
  await expect(bubblesOf(page, 'Yes, 40 euros are on their way.').first()).toBeVisible();
  const atWhatsApp = async (): Promise<unknown[]> => (await team.simulator.ledger()).sends.map(({ body }) => body);
  expect(await atWhatsApp()).toEqual(['Yes, 40 euros are on their way.']);

  // Taken back into the draft, then sent as it is after all.
  await ours.getByRole('button', { name: 'Edit reply' }).click();
  await expect(composerOf(page)).toHaveValue('Sorry, no refund.');
  await say(page, 'It is on its way, as Ben wrote.');
  await until('the edited reply at WhatsApp', async () => (await atWhatsApp()).length === 2);
  expect(await atWhatsApp()).toEqual(['Yes, 40 euros are on their way.', 'It is on its way, as Ben wrote.']);
});

test('what is resolved offline stays in the inbox when its customer has written meanwhile; the agent is told and led there', async ({
  team,
  openDesk,
}) => {
  const names = await customersWrite(team, 2);
  const { page, person } = await openDesk();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();

  await person.link.setMode('cut');
  await expect(page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await page.keyboard.press('e');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('e');
  await expect(rows(page)).toHaveCount(0);
  const name = await customerWrites(team, 'One more thing!');

  await person.link.setMode('pass');
  await said(page, `${name}: The customer has written meanwhile: the conversation stays in the inbox`);
  await expect(rowOf(page, name)).toBeVisible();
  // By keyboard; what can be undone has its place before it for some seconds more.
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0);
  const way = page.getByRole('status').getByRole('button', { name: 'Open', exact: true });
  await page.keyboard.press('Shift+F6');
  await expect(way).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bubblesOf(page, 'One more thing!')).toBeVisible();
  await expect(composerOf(page)).toBeFocused();
  // The other is put away, as it was asked for.
  await expect(rows(page)).toHaveCount(1);
  const { conversations } = await onServer(team, 'maya', person);
  expect(names.map((each) => conversations.get(each)?.state)).toEqual(['open', 'resolved']);
});
