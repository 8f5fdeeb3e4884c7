import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import type { Api } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import { startDunst } from '../support/dunst.ts';
import type { Team } from '../support/team.ts';
import { newestConversation, signInColleague } from './colleague.ts';
import { type Desk } from './desk.ts';
import { expect, rowOf, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function write(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

const sent = async (team: Team): Promise<unknown[]> => (await team.simulator.ledger()).sends.map(({ body }) => body);

/** A colleague at another desk. */
async function colleague(team: Team): Promise<{ api: Api; conversationId: ConversationId; userId: string }> {
  const { api, userId } = await signInColleague(team);
  const { id: conversationId } = await newestConversation(api);
  return { api, conversationId, userId };
}

const closeWindow = ({ app }: Desk): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

alone(
  'dunst shows the card; its buttons claim, resolve and open, and it goes when it was acted on',
  async ({ team, openDesk }) => {
    const dunst = await startDunst();
    const desk = await openDesk('maya', { env: { DBUS_SESSION_BUS_ADDRESS: dunst.address } });
    const { page } = desk;
    const name = await write(team, 'Is <b>it</b> & ready?');
    await until('the card', async () => (await dunst.count()) === 1);
    expect(dunst.all()).toEqual([{ title: expect.stringContaining(name), body: expect.stringContaining('ready?') }]);
    await dunst.choose('Claim');
    await until('the card to go', async () => (await dunst.count()) === 0);
    await page.getByRole('tab', { name: /^Mine/ }).click();
    await expect(rowOf(page, name)).toBeVisible();

    await write(team, 'Hello?');
    await until('the second card', async () => (await dunst.count()) === 1);
    await dunst.choose('Resolve');
    await expect(rowOf(page, name)).toBeHidden();
    // What the customer says next must come after it on the server as well.
    const isOnServer = async (state: string) => (await newestConversation(team.admin)).state === state;
    await until('it on the server', () => isOnServer('resolved'));

    await write(team, 'Still not here');
    await until('the third card', async () => (await dunst.count()) === 1);
    await dunst.choose('Snooze 1 h');
    await expect(rowOf(page, name)).toBeHidden();
    await until('it on the server', () => isOnServer('snoozed'));

    await write(team, 'Please!');
    await until('the fourth card', async () => (await dunst.count()) === 1);
    await dunst.click();
    await expect(page.getByRole('region', { name: 'Thread' }).getByRole('heading', { name })).toBeVisible();
    await dunst.stop();
  },
);

test('a reply typed after a colleague answered is not sent: a card asks, and it goes once', async ({
  team,
  openDesk,
  notifications,
}) => {
  const { person } = await openDesk();
  await write(team, 'Refund?');
  const card = await notifications.find('the notification', ({ body }) => body === 'Refund?');
  // This desktop has not heard of the answer when the reply is typed.
  await person.link.setMode('cut');
  const { api, conversationId } = await colleague(team);
  const answer = {
    ...{ id: newId(), messageId: newId<MessageId>(), type: 'message.send' as const, conversationId },
    ...{ content: { type: 'text' as const, text: 'Yes, it is on its way.' }, replyTo: null, basedOn: null },
  };
  await api.call('mutate', { body: { mutations: [{ ...answer, anyway: true }] } });
  notifications.reply(card.number, 'Sorry, no.');
  await person.link.setMode('pass');
  const asked = await notifications.find('the card that asks', ({ actions }) => actions.includes('send_anyway'));
  expect(asked.body).toContain('answered');
  expect(await sent(team)).toEqual(['Yes, it is on its way.']);
  notifications.invoke(asked.number, 'send_anyway');
  notifications.invoke(asked.number, 'send_anyway');
  await until('the reply at WhatsApp', async () => (await sent(team)).length === 2);
  expect(await sent(team)).toEqual(['Yes, it is on its way.', 'Sorry, no.']);
});

test('with the window closed, a card puts the conversation off, and goes @wide', async ({
  team,
  openDesk,
  notifications,
}) => {
  const desk = await openDesk();
  await closeWindow(desk);
  await write(team, 'Anybody?');
  const card = await notifications.find('the notification', ({ body }) => body === 'Anybody?');
  notifications.invoke(card.number, 'snooze');
  const { api } = await colleague(team);
  await until('the snooze at the server', async () => (await newestConversation(api)).state === 'snoozed');
  expect(notifications.shown()).toEqual([]);
});

test('a card goes when a colleague takes the conversation; being assigned or mentioned brings one', async ({
  team,
  openDesk,
  notifications,
}) => {
  const { person } = await openDesk();
  const name = await write(team, 'Hello?');
  await notifications.find('the notification', ({ body }) => body === 'Hello?');
  const { api, conversationId, userId } = await colleague(team);
  const assign = (assigneeId: string, expected: string | null): Promise<unknown> =>
    api.call('mutate', {
      // Ids of people, as the server gave them.
      body: {
        mutations: [{ id: newId(), type: 'conversation.assign', conversationId, assigneeId, expected } as never],
      },
    });
  await assign(userId, null);
  await until('the card to go', () => notifications.shown().length === 0);
  await assign(person.userId, userId);
  const assigned = await notifications.find('the assignment', ({ body }) => body.startsWith('Assigned to you'));
  expect(assigned.title).toContain(name);
  const note = {
    id: newId(),
    messageId: newId<MessageId>(),
    type: 'note.add',
    conversationId,
    text: 'A look, please?',
  };
  await api.call('mutate', { body: { mutations: [{ ...note, mentions: [person.userId] } as never] } });
  const mention = await notifications.find('the mention', ({ body }) => body.includes('mentioned you'));
  expect(mention.body).toContain('A look, please?');
  expect(mention.actions).toContain('read');
  expect(mention.actions).not.toContain('inline-reply');
});
