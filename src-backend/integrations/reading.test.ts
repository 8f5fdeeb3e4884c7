import { expect, it } from 'vitest';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { aReply, connectNumber, mutate, postWebhook } from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';
import {
  accountId,
  admin,
  data,
  freshTokenForEachTest,
  get,
  messageIdOf,
  seconds,
  send,
  test,
  toJohn,
} from './integrations.fixtures.ts';

freshTokenForEachTest();

it('I-4 lists conversations with pagination, newest first, in exactly the seed’s keys', async () => {
  await postWebhook(
    test,
    anInbound({ wamid: 'wamid.in-2', timestamp: seconds() + 5, from: '919876543220', name: 'Priya' }),
  );
  const { status, body } = await get('/conversations?limit=1&offset=0');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        conversations: [
          {
            conversationId: expect.any(String),
            userPhone: '919876543220',
            userName: 'Priya',
            lastMessageAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
            lastMessagePreview: 'Hello',
            unreadCount: 1,
          },
        ],
        pagination: { total: 2, limit: 1, offset: 0, hasMore: true },
      },
    },
  });
});

it.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'offset=1.5', 'limit='])(
  'ruling 12: %s is refused by name',
  async (query) => {
    const { status, body } = await get(`/conversations?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_input', details: { field: query.split('=')[0] } });
  },
);

interface Conversations {
  conversations: { conversationId: string; lastMessagePreview: string; unreadCount: number }[];
}
interface Messages {
  messages: { preview: string; direction: string; status: string }[];
}

it('I-5 reads the history and the delivery report of a message, but never the team’s private notes', async () => {
  const [john] = data<Conversations>(await get('/conversations')).conversations;
  const id = john?.conversationId ?? '';
  await mutate(test, admin, {
    type: 'note.add',
    messageId: crypto.randomUUID(),
    conversationId: id,
    text: 'secret',
  } as never);
  const sentId = messageIdOf(await send(toJohn));
  test.clock.advance(1000);
  await mutate(test, admin, {
    type: 'note.add',
    messageId: crypto.randomUUID(),
    conversationId: id,
    text: 'secret',
  } as never);
  await postWebhook(test, aStatus({ wamid: `wamid.out-${sentId}`, status: 'delivered', timestamp: seconds() }));
  const history = await get(`/conversations/${id}/messages`);
  expect(data<Messages>(history).messages).toMatchObject([
    { direction: 'outbound', preview: 'Hello', status: 'delivered' },
    { direction: 'inbound', preview: 'Hello', status: 'received' },
  ]);
  expect(history.body).toMatchObject({ data: { pagination: { total: 2 } } });
  const [shown] = data<Conversations>(await get('/conversations')).conversations;
  expect(shown).toMatchObject({ lastMessagePreview: 'Hello' });
  expect(history.text).not.toContain('secret');
  for (const by of [sentId, `wamid.out-${sentId}`]) {
    expect(data(await get(`/messages/${by}`))).toMatchObject({
      messageId: sentId,
      waMessageId: `wamid.out-${sentId}`,
      type: 'text',
      status: 'delivered',
      timeline: [expect.objectContaining({ status: 'accepted' }), expect.objectContaining({ status: 'delivered' })],
    });
  }
});

it('I-7 a token sees and reaches nothing of another account of the same company', async () => {
  const other = await connectNumber(test, admin.tenantId, { phoneNumberId: '106540352242999' });
  const otherToken = await addIntegrationToken(test, admin, other);
  const sentId = messageIdOf(await send(toJohn));
  const [john] = data<Conversations>(await get('/conversations')).conversations;
  const id = john?.conversationId ?? '';
  expect(data<Conversations>(await get('/conversations', otherToken)).conversations).toEqual([]);
  const missing = crypto.randomUUID();
  for (const [path, none] of [
    [`/conversations/${id}/messages`, `/conversations/${missing}/messages`],
    [`/messages/${sentId}`, `/messages/${missing}`],
    [`/messages/wamid.out-${sentId}`, '/messages/wamid.none'],
  ] as const) {
    const [theirs, nobodys] = [await get(path, otherToken), await get(none, otherToken)];
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, correlationId: '' }).toEqual({ ...nobodys.body, correlationId: '' });
  }
  await mutate(test, admin, aReply(id, 'still there'));
});

it('ruling 19: verify says that it is connected and to what; the index lists the routes to anyone', async () => {
  const { status, body } = await get('/verify');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      success: true,
      message: 'Connected',
      data: {
        accountId,
        accountName: 'Support',
        wabaId: '102290129340398',
        displayPhoneNumber: '+1 555-078-3881',
        canSend: true,
      },
    },
  });
  const index = await test.call('GET', '/api/integrations');
  expect(index.body).toMatchObject({ success: true, data: { docs: '/docs' } });
  expect(index.text).toContain('/api/integrations/send-message');
});
