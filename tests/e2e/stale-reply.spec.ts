import { until } from '../support/deadline.ts';
import { colleagueAnswers } from './colleague.ts';
import { bubblesOf, composerOf, expect, openThread, say, test } from './fixtures.ts';

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
