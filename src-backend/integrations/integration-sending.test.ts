import { expect, it } from 'vitest';
import { accept, hang, refuse, reset } from '../testing/fake-graph.ts';
import { sent } from '../testing/test-inbox.ts';
import {
  data,
  freshTokenForEachTest,
  get,
  graph,
  messageIdOf,
  send,
  test,
  toJohn,
  token,
} from './integrations.fixtures.ts';

freshTokenForEachTest();

it('I-2 sends a text and answers with WhatsApp’s id', async () => {
  graph.once(accept('wamid.out'));
  const { status, body } = await send({ recipientPhone: '+1 (234) 567-890', message: 'Hello from Enromatics!' });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      success: true,
      message: 'Message sent successfully via Enromatics',
      data: {
        messageId: expect.any(String),
        waMessageId: 'wamid.out',
        timestamp: new Date(test.clock.now()).toISOString(),
      },
    },
  });
  expect(graph.sends()).toMatchObject([{ body: { to: '+1234567890', text: { body: 'Hello from Enromatics!' } } }]);
  const rows = await test.db.selectFrom('message').selectAll().where('direction', '=', 'outbound').execute();
  expect(rows.map(({ origin }) => JSON.parse(origin) as unknown)).toEqual([
    { kind: 'integration', lastFour: token.slice(-4), name: 'Enromatics' },
  ]);
});

it.each([
  [{}, 'Missing required fields: recipientPhone, message', 'recipientPhone'],
  [null, 'Missing required fields: recipientPhone, message', 'recipientPhone'],
  [{ recipientPhone: '1234567890' }, 'Missing required fields: message', 'message'],
  [{ message: 'Hello', recipientPhone: ' ' }, 'Missing required fields: recipientPhone', 'recipientPhone'],
  [{ ...toJohn, mediaType: 'image' }, 'mediaUrl: is missing: mediaType says what the file at mediaUrl is', 'mediaUrl'],
  [{ template: { name: 'x' } }, 'Missing required fields: recipientPhone', 'recipientPhone'],
  [
    { ...toJohn, recipientPhone: '12' },
    'recipientPhone: is no phone number: 7 to 15 digits are needed',
    'recipientPhone',
  ],
  [{ ...toJohn, mediaUrl: 'x' }, 'mediaUrl: must be an https address', 'mediaUrl'],
])('I-3 %j: %s', async (body, message, field) => {
  const answer = await send(body);
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 400,
    body: { success: false, message, code: 'invalid_input', details: { field }, correlationId: expect.any(String) },
  });
});

it.each([
  { isActive: 0, cannotSend: 'disabled' },
  { configured: 0, cannotSend: 'not_configured' },
])('I-3 an account that is switched off or not finished has no active number: %j', async (change) => {
  await test.db.updateTable('tenantWhatsappConfig').set(change).execute();
  const { status, body } = await send(toJohn);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    success: false,
    message: 'No active WhatsApp phone number configured for this account',
  });
  expect(data<{ canSend: boolean }>(await get('/verify')).canSend).toBe(false);
});

it('C-6 an account without a valid token holds the message and says that it waits', async () => {
  await test.db.updateTable('tenantWhatsappConfig').set({ cannotSend: 'token' }).execute();
  const answer = await send(toJohn);
  expect(answer.status).toBe(202);
  expect(data(answer)).toMatchObject({ waMessageId: null, status: 'pending' });
});

it('I-3 outside the window 409 says why and what to do', async () => {
  const stranger = await send({ ...toJohn, recipientPhone: '919876543220' });
  expect(stranger.status).toBe(409);
  expect(stranger.body).toMatchObject({
    code: 'reply_window_closed',
    message: 'This customer has not written to this number yet: send an approved template, or wait until they write',
  });
  test.clock.advance(24 * 60 * 60_000);
  expect((await send(toJohn)).body).toMatchObject({
    code: 'reply_window_closed',
    message:
      'More than 24 hours have passed since the customer wrote: send an approved template, or wait until they write',
  });
});

it('I-2 a template goes out at any time, with its language and components', async () => {
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }];
  const template = { name: 'order_update', language: 'pt_BR', components };
  const answer = await send({ recipientPhone: '919876543220', template });
  expect(answer.status).toBe(200);
  expect(graph.calls.at(-1)?.body).toMatchObject({
    to: '+919876543220',
    type: 'template',
    template: { name: 'order_update', language: { code: 'pt_BR' }, components },
  });
});

it('I-2 sends files with their caption; under a sound the text follows', async () => {
  const mediaUrl = 'https://files.example/a%20b.jpg';
  expect((await send({ ...toJohn, mediaUrl, mediaType: 'image' })).status).toBe(200);
  expect((await send({ ...toJohn, mediaUrl, mediaType: 'audio' })).status).toBe(200);
  await sent(test);
  expect(graph.calls.map(({ body }) => body)).toMatchObject([
    { type: 'image', image: { link: mediaUrl, caption: 'Hello' } },
    { type: 'audio', audio: { link: mediaUrl } },
    { type: 'text', text: { body: 'Hello' } },
  ]);
});

it('ruling 14: the kind of a file comes from its content type, and an address inside is never asked', async () => {
  const { status, body } = await send({ ...toJohn, mediaUrl: 'https://127.0.0.1/a.jpg' });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    message: 'mediaUrl: leads into a private network; name mediaType, or give another address',
    details: { field: 'mediaUrl' },
  });
});

it('I-2 quotes the message that replyTo names, by either id', async () => {
  await send({ ...toJohn, replyTo: 'wamid.in-1' });
  const { id } = await test.db
    .selectFrom('message')
    .select('id')
    .where('wamid', '=', 'wamid.in-1')
    .executeTakeFirstOrThrow();
  await send({ ...toJohn, replyTo: id });
  for (const call of graph.sends()) expect(call.body.context).toEqual({ message_id: 'wamid.in-1' });
  expect(graph.sends()).toHaveLength(2);
});

it('I-2 the same Idempotency-Key gives the same message; for another message it is refused', async () => {
  const key = { 'idempotency-key': 'order-17' };
  const first = await send(toJohn, key);
  const again = await send(toJohn, key);
  expect(again.body).toEqual(first.body);
  expect(graph.sends()).toHaveLength(1);
  const other = await send({ ...toJohn, message: 'Other' }, key);
  expect(other.status).toBe(409);
  expect(other.body).toMatchObject({ code: 'conflict' });
});

it('ruling 56: without an answer in time 202 says that it waits, and the message tells how it ended', async () => {
  const { behaviour, answer: release } = hang();
  graph.once(behaviour);
  const answer = await send(toJohn, { prefer: 'wait=0' });
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({
    success: true,
    message: 'Message accepted via Enromatics: it goes out as soon as WhatsApp takes it',
    data: {
      messageId: expect.any(String),
      waMessageId: null,
      timestamp: new Date(test.clock.now()).toISOString(),
      status: 'pending',
    },
  });
  release(accept('wamid.late'));
  await sent(test);
  expect(data(await get(`/messages/${messageIdOf(answer)}`))).toMatchObject({ waMessageId: 'wamid.late' });
});

it('ruling 56: a message whose answer was lost is uncertain, and not sent twice', async () => {
  graph.once(reset);
  const answer = await send(toJohn);
  expect(answer.status).toBe(202);
  expect(data(answer)).toMatchObject({ waMessageId: null, status: 'uncertain' });
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
});

it('I-3 what WhatsApp refuses comes back with its reason', async () => {
  graph.once(refuse(131026));
  const { status, body } = await send(toJohn);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_input', details: { code: 131026, field: 'recipientPhone' } });
  graph.once(refuse(368));
  expect(await send(toJohn)).toMatchObject({ status: 409, body: { success: false, code: 'conflict' } });
  graph.once(refuse(131047));
  expect((await send(toJohn)).body).toMatchObject({ code: 'reply_window_closed' });
});
