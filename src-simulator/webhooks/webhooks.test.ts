import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';

it('sends a customer’s message in Meta’s form, signed over the raw bytes', async () => {
  const { receiver, write, simulator, shop, waId } = await start();
  const wamid = await write('Olá 👋 https://a.example/b');
  await receiver.until(() => receiver.posts.length === 1);
  const [post] = receiver.posts;
  expect(post?.isSigned).toBe(true);
  expect(post?.raw.toString('latin1')).toMatch(/^[\x20-\x7e]+$/);
  const customer = simulator.directory.find(waId);
  expect(post?.body).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: simulator.company.wabas[0]?.id,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '12025550143', phone_number_id: shop },
              contacts: [{ profile: { name: 'Dana Whitfield' }, wa_id: waId, user_id: customer?.userId }],
              messages: [
                {
                  from: waId,
                  from_user_id: customer?.userId,
                  id: wamid,
                  timestamp: expect.stringMatching(/^\d{10}$/),
                  type: 'text',
                  text: { body: 'Olá 👋 https://a.example/b' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
});

it('passes a message in webhook form on as it is, with context and time', async () => {
  const { receiver, post, shop, waId, write } = await start();
  const first = await write('hi');
  const message = {
    type: 'button',
    button: { payload: 'YES', text: 'Yes' },
    context: { from: '1', id: first },
    referral: { source_id: 'ad' },
  };
  await post('/_control/inbound', { waId, phoneNumberId: shop, message, timestamp: '1750000000', profileName: 'نور' });
  await receiver.until(() => receiver.messages().length === 2);
  expect(receiver.messages()[1]).toMatchObject({ ...message, timestamp: '1750000000' });
  expect(receiver.changes[1]?.value.contacts[0].profile.name).toBe('نور');
});

it('brings sent, delivered and read, with price and callback data, each once', async () => {
  const { receiver, write, sendText, waId } = await start();
  await write('hi');
  const sent = await sendText(waId, 'hello', { biz_opaque_callback_data: 'our-id' });
  await receiver.until(() => receiver.statuses().length === 3);
  const statuses = receiver.statuses();
  expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  for (const status of statuses) {
    expect(status).toMatchObject({
      id: sent.body.messages[0].id,
      recipient_id: waId,
      biz_opaque_callback_data: 'our-id',
    });
    expect(status.conversation).toBeUndefined();
  }
  expect(statuses.map(({ pricing }) => pricing?.category)).toEqual(['service', 'service', undefined]);
});

it('adds the conversation to statuses of calls before v24', async () => {
  const { receiver, write, post, shop, waId, simulator } = await start();
  await write('hi');
  const body = { messaging_product: 'whatsapp', to: waId, text: { body: 'x' } };
  await post(`/v23.0/${shop}/messages`, body, { authorization: `Bearer ${simulator.tokens.current()}` });
  await receiver.until(() => receiver.statuses().length === 3);
  const [sent, delivered] = receiver.statuses();
  expect(sent.conversation).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    expiration_timestamp: expect.stringMatching(/^\d{10}$/),
    origin: { type: 'service' },
  });
  expect(delivered.conversation).toEqual({ id: sent.conversation.id, origin: { type: 'service' } });
});

it('gives the never-closing window of the example recipients an end that looks like any other', async () => {
  const { receiver, post, shop, simulator } = await start();
  const body = { messaging_product: 'whatsapp', to: '1234567890', text: { body: 'x' } };
  await post(`/v23.0/${shop}/messages`, body, { authorization: `Bearer ${simulator.tokens.current()}` });
  await receiver.until(() => receiver.statuses().length === 3);
  expect(receiver.statuses()[0].conversation.expiration_timestamp).toMatch(/^\d{10}$/);
});

it('puts a reaction on the message and follows it with `sent` only, in both directions', async () => {
  const { receiver, write, sendText, waId, simulator, post, shop } = await start();
  const question = await write('can you?');
  const answer = await sendText(waId, 'yes');
  const own = answer.body.messages[0].id;
  await sendText(waId, '', { type: 'reaction', reaction: { message_id: question, emoji: '👍' } });
  await receiver.until(() => receiver.statuses().length === 4);
  await post('/_control/inbound', {
    waId,
    phoneNumberId: shop,
    message: { type: 'reaction', reaction: { message_id: own, emoji: '🎉' } },
  });
  await receiver.until(() => receiver.messages().length === 2);
  expect(receiver.messages()[1].reaction).toEqual({ message_id: own, emoji: '🎉' });
  const { messages } = simulator.threads.message(question)!.thread;
  expect(messages.map(({ wamid, reaction }) => [wamid, reaction])).toEqual([
    [question, '👍'],
    [own, '🎉'],
  ]);
  expect(
    receiver
      .statuses()
      .filter(({ id }) => id !== own)
      .map(({ status }) => status),
  ).toEqual(['sent']);
});

it('accepts a free text outside the window and then reports it failed with 131047', async () => {
  const { receiver, write, sendText, waId, post } = await start();
  const expectFailure = async (count: number): Promise<void> => {
    const accepted = await sendText(waId, 'too late');
    expect(accepted.status).toBe(200);
    await receiver.until(() => receiver.statuses().filter(({ status }) => status === 'failed').length === count);
    const failed = receiver.statuses().at(-1);
    expect(failed).toMatchObject({
      status: 'failed',
      id: accepted.body.messages[0].id,
      errors: [{ code: 131047, error_data: {} }],
    });
    expect(failed.recipient_user_id).toBeUndefined();
    expect(receiver.changes.at(-1)?.value.contacts).toBeUndefined();
  };
  await expectFailure(1);
  await write('hi');
  await sendText(waId, 'in time');
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'read'));
  await post('/_control/clock', { advanceMs: 24 * 3_600_000 });
  await expectFailure(2);
});

it('reports 131026 for a number that nobody has', async () => {
  const { receiver, sendText } = await start();
  expect((await sendText('+4790000001', 'anybody?')).body.contacts[0].wa_id).toBe('4790000001');
  await receiver.until(() => receiver.statuses().length === 1);
  expect(receiver.statuses()[0]).toMatchObject({
    status: 'failed',
    recipient_id: '4790000001',
    errors: [{ code: 131026 }],
  });
});

it('keeps the example recipients reachable at any time', async () => {
  const { receiver, sendText, post } = await start();
  await post('/_control/clock', { advanceMs: 40 * 24 * 3_600_000 });
  await sendText('+1234567890', 'Hello from Enromatics!');
  await sendText('919876543220', 'Hello!');
  await receiver.until(() => receiver.statuses().filter(({ status }) => status === 'read').length === 2);
});

it('sends the same bytes again until it gets a 200, and nothing after it', async () => {
  const { receiver, write, get } = await start();
  const answers = [500, 302, 204, 404, 200];
  receiver.answerWith((_post, count) => answers[count - 1] ?? 200);
  const wamid = await write('hello?');
  await receiver.until(() => receiver.posts.length === answers.length);
  expect(new Set(receiver.posts.map(({ raw }) => raw.toString())).size).toBe(1);
  expect(receiver.posts.every(({ isSigned }) => isSigned)).toBe(true);
  const ledger = await get('/_control/ledger');
  expect(
    ledger.body.deliveries.map(({ attempt, answer, wamids }: Record<string, unknown>) => [attempt, answer, wamids]),
  ).toEqual(answers.map((answer, index) => [index + 1, answer, [wamid]]));
  expect(ledger.body.queues[receiver.url]).toEqual({ waiting: 0, retrying: 0, dropped: 0, abandoned: 0 });
});

it('takes no answer for a failure and goes on with others meanwhile', async () => {
  const { receiver, write, waId } = await start(['--webhook-timeout', '30']);
  receiver.answerWith((_post, count) => (count === 1 ? 'hang' : 200));
  await write('first', waId);
  await write('from somebody else', '447700900123');
  await receiver.until(() => receiver.messages().length === 2);
  expect(receiver.posts.map(({ answered }) => answered).sort()).toEqual([0, 200, 200]);
});

it('keeps the order of a chat', async () => {
  const { receiver, write } = await start();
  const texts = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  for (const text of texts) await write(text);
  await receiver.until(() => receiver.messages().length === texts.length);
  expect(receiver.messages().map(({ text }) => text.body)).toEqual(texts);
});

it('packs what waits into one POST when told to, and each update arrives once', async () => {
  const { receiver, post, shop } = await start(['--webhook-batch', '50']);
  const messages = Array.from({ length: 200 }, (_, index) => ({
    waId: `49151000${String(index).padStart(4, '0')}`,
    phoneNumberId: shop,
    message: { text: `message ${index}` },
  }));
  const answer = await post('/_control/inbound/batch', { messages, wait: true });
  expect(receiver.posts.length).toBeLessThan(60);
  expect(
    receiver
      .messages()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...answer.body.wamids].sort());
});

it('drops nothing it promised: each subscriber gets everything, one slow one holds up no other', async () => {
  const { receiver, post, shop, waId, simulator } = await start();
  const { startReceiver } = await import('../testing/receiver.ts');
  const second = await startReceiver(simulator.company);
  const wabaId = simulator.company.wabas[0]?.id;
  await post('/_control/subscriptions', {
    wabaId,
    callbackUrl: second.url,
    verifyToken: simulator.company.verifyToken,
  });
  receiver.answerWith((_post, count) => (count < 3 ? 503 : 200));
  await post('/_control/inbound', { waId, phoneNumberId: shop, message: { text: 'to both' } });
  await second.until(() => second.messages().length === 1);
  await receiver.until(() => receiver.messages().length === 1);
  await second.close();
});
