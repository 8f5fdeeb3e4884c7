import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { createApi } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import { bubblesOf, composerOf, expect, openThread, say, test } from './fixtures.ts';
import type { Team } from '../support/team.ts';

/** Another agent answers the only conversation there is, from elsewhere. */
async function colleagueAnswers(team: Team, text: string): Promise<void> {
  const ben = await team.addPerson('ben');
  const api = createApi(team.links.api.url);
  const { accessToken } = await api.call('login', { body: { email: 'ben@parley.example', password: ben.password } });
  api.token = accessToken;
  const conversationId = await until('the conversation', async () => {
    let cursor: string | undefined;
    for (;;) {
      const page = await api.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
      const row = page.rows.find(({ entity }) => entity === 'conversation');
      // An id of the snapshot's conversation rows.
      if (row !== undefined) return row.id as ConversationId;
      if (page.next === null) return null;
      cursor = page.next;
    }
  });
  const ids = { id: newId(), messageId: newId<MessageId>() };
  const send = { ...ids, type: 'message.send' as const, conversationId, content: { type: 'text' as const, text } };
  const { results } = await api.call('mutate', {
    body: { mutations: [{ ...send, replyTo: null, basedOn: null, anyway: true }] },
  });
  expect(results[0]?.status).toBe('applied');
}

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
