import { afterEach, expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { DbusNotifier } from '../../src-main/notifications/dbus-notifier.ts';
import { cardId, type Activation, type Card } from '../../src-main/notifications/notifier.ts';
import { until } from '../support/deadline.ts';
import { startNotificationServer, type NotificationServer } from '../support/notification-server.ts';

const open: { stop: () => Promise<void> | void }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.stop();
});

async function setUp(capabilities?: readonly string[]) {
  const server = await startNotificationServer(capabilities);
  open.push(server);
  const notifier = await DbusNotifier.connect(server.address);
  if (notifier === null) return { server, notifier: null, activations: [] };
  open.push({ stop: () => notifier.disconnect() });
  const activations: Activation[] = [];
  notifier.onActivation((activation) => activations.push(activation));
  return { server, notifier, activations };
}

function aCard(overrides: Partial<Card> = {}): Card {
  const conversationId = newId<ConversationId>();
  return {
    id: cardId(conversationId, newId<MessageId>()),
    conversationId,
    title: 'Ana Souza',
    body: 'Is <b>it</b> & ready?',
    reply: { placeholder: 'Reply to Ana Souza' },
    buttons: [{ id: 'claim', label: 'Claim' }],
    sound: 'none',
    ...overrides,
  };
}

const settled = (server: NotificationServer, count: number) =>
  until(`${count} notifications on the screen`, () => server.shown().length === count);

it('ruling 67 hands a reply typed into the desktop’s own field over once, with the card it belongs to', async () => {
  const { server, notifier, activations } = await setUp();
  const card = aCard();
  await notifier?.show(card);
  const [shown] = server.shown();
  expect(shown).toMatchObject({
    title: 'Ana Souza',
    body: 'Is &lt;b&gt;it&lt;/b&gt; &amp; ready?',
    actions: ['default', 'Open', 'inline-reply', 'Reply', 'claim', 'Claim'],
  });
  expect(shown?.hints['x-kde-reply-placeholder-text']).toBe('Reply to Ana Souza');
  server.reply(shown?.number ?? 0, 'Yes, it is');
  await until('the reply', () => activations.length > 0);
  expect(activations).toEqual([{ kind: 'reply', cardId: card.id, text: 'Yes, it is' }]);
});

it('ruling 67 offers a Reply button that asks for the quick-reply window where there is no field', async () => {
  const { server, notifier, activations } = await setUp(['actions', 'body']);
  const card = aCard();
  await notifier?.show(card);
  const [shown] = server.shown();
  expect(shown?.actions).toEqual(['default', 'Open', 'reply', 'Reply', 'claim', 'Claim']);
  expect(shown?.body).toBe('Is <b>it</b> & ready?');
  for (const action of ['reply', 'nonsense']) server.invoke(shown?.number ?? 0, action);
  await until('the button', () => activations.length > 0);
  expect(activations).toEqual([{ kind: 'reply_window', cardId: card.id }]);
});

it('shows one card per conversation, in the newest version, and closes it', async () => {
  const { server, notifier } = await setUp();
  const first = aCard();
  const second = aCard({ conversationId: first.conversationId, body: 'Hello?' });
  const other = aCard({ body: 'Another customer' });
  await Promise.all([first, second, other].map((card) => notifier?.show(card)));
  expect(server.shown().map(({ body }) => body)).toEqual(['Hello?', 'Another customer']);
  await notifier?.close(first.conversationId);
  await settled(server, 1);
  await notifier?.close(first.conversationId);
  expect(server.shown().map(({ body }) => body)).toEqual(['Another customer']);
});

it('reports clicks and buttons, and forgets a card the person dismissed', async () => {
  const { server, notifier, activations } = await setUp();
  const [clicked, claimed, dismissed] = [aCard(), aCard(), aCard()];
  for (const card of [clicked, claimed, dismissed]) await notifier?.show(card);
  const numbers = server.shown().map(({ number }) => number);
  server.dismiss(numbers[2] ?? 0);
  server.invoke(numbers[2] ?? 0, 'default');
  server.invoke(numbers[0] ?? 0, 'default');
  server.invoke(numbers[1] ?? 0, 'claim');
  await until('two activations', () => activations.length >= 2);
  expect(activations).toEqual([
    { kind: 'open', cardId: clicked.id },
    { kind: 'button', cardId: claimed.id, button: 'claim' },
  ]);
});

it('steps back where the server can’t report clicks, and where there is no bus at all', async () => {
  expect((await setUp(['body'])).notifier).toBeNull();
  expect(await DbusNotifier.connect('unix:path=/nonexistent/bus')).toBeNull();
  expect(await DbusNotifier.connect('nonsense')).toBeNull();
});

it('survives the end of the bus: later cards fail, nothing crashes', async () => {
  const { server, notifier } = await setUp();
  await notifier?.show(aCard());
  open.splice(0, 1);
  await server.stop();
  await expect(notifier?.show(aCard())).rejects.toThrow();
});
