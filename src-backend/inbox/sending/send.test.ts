import { expect, it } from 'vitest';
import { accept, hang } from '../../testing/fake-graph.ts';
import { aReply, conversationsOf, messagesOf, mutate, postWebhook, sent } from '../../testing/test-inbox.ts';
import { aWebhook, testNumber } from '../../testing/webhook-bodies.ts';
import { ConnectionFacts } from '../../sync/connection-facts.ts';
import {
  conversationId,
  customerWrites,
  freshConversationForEachTest,
  graph,
  jobs,
  maya,
  now,
  outbound,
  reply,
  test,
  textsSent,
} from './send.fixtures.ts';

freshConversationForEachTest();

it('R-6c sends with our own id, quotes what is quoted, and knows the message by Meta’s id', async () => {
  const [inbound] = await messagesOf(test, maya);
  const answer = aReply(conversationId, 'Good morning', { replyTo: inbound?.id });
  await mutate(test, maya, answer);
  await sent(test);
  expect(graph.calls).toEqual([
    {
      path: `/v26.0/${testNumber.phoneNumberId}/messages`,
      token: 'EAAtesttoken',
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+16505551234',
        type: 'text',
        context: { message_id: 'wamid.in-16505551234' },
        biz_opaque_callback_data: answer.messageId,
        text: { body: 'Good morning', preview_url: false },
      },
    },
  ]);
  expect(await outbound()).toMatchObject([
    {
      wamid: `wamid.out-${answer.messageId}`,
      sendState: { state: 'accepted' },
      delivery: { seen: { accepted: test.clock.now() } },
    },
  ]);
  expect(await jobs()).toEqual([]);
});

it('sends to a customer without a phone number by their business-scoped id', async () => {
  const body = {
    from_user_id: 'US.77',
    id: 'wamid.x',
    timestamp: String(now()),
    type: 'text',
    text: { body: 'x' },
  };
  await postWebhook(test, aWebhook({ contacts: [{ user_id: 'US.77', profile: { name: 'Lin' } }], messages: [body] }));
  const [hers] = (await conversationsOf(test, maya)).filter(({ id }) => id !== conversationId);
  await mutate(test, maya, aReply(hers?.id ?? '', 'Hello'));
  await sent(test);
  expect(graph.calls[0]?.body).toMatchObject({ recipient: 'US.77' });
  expect(graph.calls[0]?.body).not.toHaveProperty('to');
});

it('R-6a one lane per conversation: in order, one at a time, whatever the answers take', async () => {
  const other = await customerWrites('16505550000');
  const [first, second] = [hang(), hang()];
  graph.once(first.behaviour);
  await reply('1', '2', '3');
  await first.arrived;
  // A later message of another lane is through: this one had every chance.
  await mutate(test, maya, aReply(other, 'other'));
  await graph.received(2);
  expect(textsSent()).toEqual(['1', 'other']);
  graph.once(second.behaviour);
  first.answer(accept());
  await second.arrived;
  await mutate(test, maya, aReply(other, 'another'));
  await graph.received(4);
  expect(textsSent()).toEqual(['1', 'other', '2', 'another']);
  second.answer(accept());
  await sent(test);
  expect(textsSent()).toEqual(['1', 'other', '2', 'another', '3']);
});

it('R-6a lanes of different conversations do not wait for each other', async () => {
  const other = await customerWrites('16505550000');
  const slow = hang();
  graph.once(slow.behaviour);
  await reply('slow');
  await slow.arrived;
  await mutate(test, maya, aReply(other, 'fast'));
  await graph.received(2);
  expect(textsSent()).toEqual(['slow', 'fast']);
  slow.answer(accept());
  await sent(test);
});

it('keeps to one message in 6 s per customer after a burst of 45', async () => {
  const texts = Array.from({ length: 50 }, (_, index) => `${index + 1}`);
  await reply(...texts);
  await sent(test);
  expect(graph.sends()).toHaveLength(45);
  test.clock.advance(6000);
  await sent(test);
  expect(textsSent()).toEqual(texts.slice(0, 46));
});

it('tells what the Graph API last did', async () => {
  const facts = test.app.get(ConnectionFacts, { strict: false });
  expect(facts.of(maya.tenantId).whatsapp).toEqual({ state: 'unknown', at: null });
  await reply('1');
  await sent(test);
  expect(facts.of(maya.tenantId).whatsapp).toEqual({ state: 'ok', at: test.clock.now() });
  await graph.stop();
  await reply('2');
  await sent(test);
  expect(facts.of(maya.tenantId).whatsapp.state).toBe('down');
});
