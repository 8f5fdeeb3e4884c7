import { expect, it } from 'vitest';
import { conversationsOf, messagesOf, postWebhook, synced } from '../testing/test-inbox.ts';
import { anInbound, aStatus, aWebhook } from '../testing/webhook-bodies.ts';
import { freshNumberForEachTest, hello, maya, now, stored, test } from './webhook.fixtures.ts';

freshNumberForEachTest();

it('R-2 the same message again, in the same body or another one, is one message', async () => {
  await postWebhook(test, hello());
  await postWebhook(test, hello());
  await postWebhook(test, Buffer.from(JSON.stringify(hello(), null, 1)));
  const message = { from: '16505551234', id: 'wamid.1', timestamp: String(now()), type: 'text', text: { body: 'x' } };
  await postWebhook(test, aWebhook({ messages: [message, message] }));
  expect(await messagesOf(test, maya)).toHaveLength(1);
  expect(await conversationsOf(test, maya)).toMatchObject([{ inboundCount: 1, version: 1 }]);
  // Copies say nothing new, in whatever body they come.
  expect(await stored()).toHaveLength(1);
});

it('R-2 two messages at the same moment make one contact and one conversation', async () => {
  const answers = await Promise.all(['wamid.1', 'wamid.2', 'wamid.3'].map((wamid) => postWebhook(test, hello(wamid))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { of } = await synced(test, maya);
  expect(of('contact')).toHaveLength(1);
  expect(of('conversation')).toMatchObject([{ inboundCount: 3 }]);
});

it('R-1 bodies that arrive together share a transaction', async () => {
  const bodies = Array.from({ length: 20 }, (_, index) => hello(`wamid.${index}`));
  const begun = await test.db.selectFrom('changeHead').selectAll().executeTakeFirstOrThrow();
  await Promise.all(bodies.map((body) => postWebhook(test, body)));
  const { seq } = await test.db.selectFrom('changeHead').selectAll().executeTakeFirstOrThrow();
  // One contact and one conversation change per transaction, and twenty messages.
  expect(seq - begun.seq).toBeLessThan(20 + 10);
  expect(await messagesOf(test, maya)).toHaveLength(20);
});

it('R-4 messages are ordered by the customer’s time, whatever the order of arrival', async () => {
  const texts = [3, 1, 2];
  for (const n of texts) {
    await postWebhook(test, anInbound({ wamid: `wamid.${n}`, text: `${n}`, timestamp: now() - 100 + n }));
  }
  const messages = await messagesOf(test, maya);
  expect(messages.map(({ content }) => content)).toMatchObject([{ text: '1' }, { text: '2' }, { text: '3' }]);
  // Numbered as they came: read marks count in it.
  expect(messages.map(({ inboundNo }) => inboundNo)).toEqual([2, 3, 1]);
  expect(await conversationsOf(test, maya)).toMatchObject([
    { preview: { text: '3' }, lastMessageAt: (now() - 97) * 1000 + 999, waitingSince: (now() - 99) * 1000 + 999 },
  ]);
});

it('R-4 a message from the future of our clock is shown at the time it came', async () => {
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: now() + 3600 }));
  expect(await messagesOf(test, maya)).toMatchObject([{ at: test.clock.now(), metaTimestamp: now() + 3600 }]);
});

it('R-3 statuses make the same ticks in any order and however often they come', async () => {
  const echo = {
    from: '15550783881',
    to: '16505551234',
    id: 'wamid.out',
    timestamp: String(now()),
    type: 'text',
    text: { body: 'x' },
  };
  await postWebhook(test, aWebhook({ message_echoes: [echo] }, 'smb_message_echoes'));
  const status = (name: string, second: number) =>
    aStatus({ wamid: 'wamid.out', status: name, timestamp: now() + second });
  for (const body of [status('read', 3), status('sent', 1), status('read', 3), status('delivered', 2)]) {
    await postWebhook(test, body);
  }
  const seen = { sent: (now() + 1) * 1000, delivered: (now() + 2) * 1000, read: (now() + 3) * 1000 };
  expect(await messagesOf(test, maya)).toMatchObject([{ delivery: { seen, failure: null }, version: 4 }]);
  const events = await test.db.selectFrom('statusEvent').select('status').execute();
  expect(events.map((event) => event.status).toSorted()).toEqual(['delivered', 'read', 'sent']);
});

it('R-3 a status of a message that is not known yet is kept and merged when it becomes known', async () => {
  await postWebhook(test, aStatus({ wamid: 'wamid.out', status: 'read', timestamp: now() }));
  expect(await messagesOf(test, maya)).toEqual([]);
  const echo = {
    to: '16505551234',
    id: 'wamid.out',
    timestamp: String(now()),
    type: 'text',
    text: { body: 'x' },
  };
  await postWebhook(test, aWebhook({ message_echoes: [echo] }, 'smb_message_echoes'));
  expect(await messagesOf(test, maya)).toMatchObject([{ delivery: { seen: { read: now() * 1000 } } }]);
  expect(await test.db.selectFrom('statusEvent').select('messageId').executeTakeFirst()).not.toEqual({
    messageId: null,
  });
});

it('imported history is in the thread, opens no window and is nobody’s unread message', async () => {
  const text = (id: string, from: string) => ({
    from,
    id,
    timestamp: String(now() - 3600),
    type: 'text',
    text: { body: id },
    history_context: { status: 'READ' },
  });
  const threads = [{ id: '16505551234', messages: [text('wamid.1', '16505551234'), text('wamid.2', '15550783881')] }];
  await postWebhook(test, aWebhook({ history: [{ threads }] }, 'history'));
  expect(await messagesOf(test, maya)).toMatchObject([
    { direction: 'inbound', inboundNo: null },
    { direction: 'outbound', origin: { kind: 'echo' }, sendState: null },
  ]);
  expect(await conversationsOf(test, maya)).toMatchObject([
    { inboundCount: 0, windowClosesAt: null, waitingSince: null, lastInboundAt: null, preview: { text: 'wamid.2' } },
  ]);
});

it('an answer typed on the phone counts as an answer, wherever it falls in the thread', async () => {
  const echo = (id: string, second: number) =>
    aWebhook(
      {
        message_echoes: [
          { to: '16505551234', id, timestamp: String(now() + second), type: 'text', text: { body: 'x' } },
        ],
      },
      'smb_message_echoes',
    );
  const inbound = (wamid: string, second: number) => anInbound({ wamid, timestamp: now() + second });
  for (const body of [inbound('wamid.1', -100), inbound('wamid.3', -50), inbound('wamid.5', -10)]) {
    await postWebhook(test, body);
  }
  const waitingSince = async () => (await conversationsOf(test, maya))[0]?.waitingSince;
  expect(await waitingSince()).toBe((now() - 100) * 1000 + 999);
  await postWebhook(test, echo('wamid.2', -75));
  expect(await waitingSince()).toBe((now() - 50) * 1000 + 999);
  await postWebhook(test, echo('wamid.6', -5));
  expect(await waitingSince()).toBeNull();
  await postWebhook(test, inbound('wamid.4', -20));
  expect(await waitingSince()).toBeNull();
});

it('a customer’s message reopens the conversation and moves the window, never back', async () => {
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: now() - 100 }));
  await test.db.updateTable('conversation').set({ state: 'resolved' }).execute();
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: now() - 50 }));
  await postWebhook(test, anInbound({ wamid: 'wamid.0', timestamp: now() - 150 }));
  expect(await conversationsOf(test, maya)).toMatchObject([
    { state: 'open', windowClosesAt: (now() - 50) * 1000 + 999 + 24 * 3600 * 1000 },
  ]);
});
