import { expect, it } from 'vitest';
import { type MutationId, newId } from '#shared/ids.ts';
import { aReply, messagesOf, mutate, postWebhook, sent } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';
import {
  conversation,
  conversationId,
  freshConversationForEachTest,
  graph,
  maya,
  noah,
  note,
  now,
  post,
  test,
  signInAgain,
} from './mutations.fixtures.ts';

freshConversationForEachTest();

it('a reply takes an unassigned conversation, answers the customer and heads the list', async () => {
  expect(await conversation()).toMatchObject({ assigneeId: null, waitingSince: expect.any(Number) });
  test.clock.advance(5000);
  await mutate(test, maya, aReply(conversationId, 'Hello'));
  expect(await conversation()).toMatchObject({
    assigneeId: maya.userId,
    waitingSince: null,
    lastMessageAt: test.clock.now(),
    preview: { text: 'Hello', direction: 'outbound' },
  });
  await mutate(test, noah, aReply(conversationId, 'Me too', { anyway: true }));
  expect(await conversation()).toMatchObject({ assigneeId: maya.userId });
});

it('refuses a reply outside the 24 hours, by the server’s clock and a minute early', async () => {
  const { windowClosesAt } = (await conversation()) ?? {};
  test.clock.advance((windowClosesAt ?? 0) - test.clock.now() - 60_001);
  await signInAgain();
  expect(await mutate(test, maya, aReply(conversationId, 'In time'))).toMatchObject([{ status: 'applied' }]);
  test.clock.advance(1);
  expect(await mutate(test, maya, aReply(conversationId, 'Too late'))).toMatchObject([
    { status: 'rejected', error: { code: 'reply_window_closed', details: { closedAt: windowClosesAt } } },
  ]);
});

it('refuses a quote from another conversation, and a message id that is taken', async () => {
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: now(), from: '16505550000' }));
  const foreign = (await messagesOf(test, maya)).find((message) => message.conversationId !== conversationId);
  const [own] = await messagesOf(test, maya);
  expect(
    await mutate(
      test,
      maya,
      aReply(conversationId, 'x', { replyTo: foreign?.id }),
      aReply(conversationId, 'x', { messageId: own?.id }),
    ),
  ).toMatchObject([{ error: { code: 'invalid_input' } }, { error: { code: 'conflict' } }]);
});

it('ruling 49: a reply written before a colleague’s is asked about, with the colleague’s reply; anyway sends it', async () => {
  const [inbound] = await messagesOf(test, maya);
  const basedOn = { basedOn: inbound?.id };
  const first = aReply(conversationId, 'I am on it', basedOn);
  await mutate(test, maya, first);
  const second = aReply(conversationId, 'Hello', basedOn);
  expect(await mutate(test, noah, second)).toMatchObject([
    {
      status: 'rejected',
      error: {
        code: 'stale_reply',
        details: {
          messages: [{ id: first.messageId, content: { text: 'I am on it' }, origin: { userId: maya.userId } }],
        },
      },
    },
  ]);
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
  expect(await mutate(test, noah, { ...second, anyway: true })).toMatchObject([{ status: 'applied' }]);
  await sent(test);
  expect(graph.sends().map(({ body }) => body.text.body)).toEqual(['I am on it', 'Hello']);
});

it.each<[string, object]>([
  ['a picture', { type: 'media', kind: 'image', media: { link: 'https://a.example/b.png' } }],
  ['a place', { type: 'location', latitude: 1, longitude: 2 }],
  ['a template', { type: 'template', name: 'order_update', language: 'en' }],
])('ruling 49: %s is as stale as a text would be, and goes out when it is sent anyway', async (_kind, content) => {
  const [seen] = await messagesOf(test, maya);
  await mutate(test, noah, aReply(conversationId, 'Noah was faster'));
  const send = (anyway: boolean) => ({
    ...aReply(conversationId, '', { basedOn: seen?.id, anyway }),
    id: newId<MutationId>(),
    content,
  });
  const { body } = await post(maya, [send(false), send(true)]);
  expect(body['results']).toMatchObject([
    { status: 'rejected', error: { code: 'stale_reply', details: { messages: [{ content: { type: 'text' } }] } } },
    { status: 'applied' },
  ]);
});

it('ruling 49: one’s own replies, the customer’s messages and notes make no reply stale', async () => {
  const [inbound] = await messagesOf(test, maya);
  const basedOn = { basedOn: inbound?.id };
  await mutate(test, noah, note('Take care'));
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: now() }));
  await mutate(test, maya, aReply(conversationId, '1', basedOn));
  expect(await mutate(test, maya, aReply(conversationId, '2', basedOn))).toMatchObject([{ status: 'applied' }]);
});

it('ruling 49: a reply that knows the colleague’s is not stale', async () => {
  const first = aReply(conversationId, 'I am on it');
  await mutate(test, maya, first);
  const informed = aReply(conversationId, 'And I help', { basedOn: first.messageId });
  expect(await mutate(test, noah, informed)).toMatchObject([{ status: 'applied' }]);
});
