import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Message } from '#shared/message.ts';
import { AccountEvents } from '../../accounts/account-events.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import type { AccountId, ConversationId, MessageId } from '#shared/ids.ts';
import { accept, FakeGraph, hang, json, refuse, reset } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
  synced,
} from '../../testing/test-inbox.ts';
import { anInbound, aStatus, aWebhook, testNumber } from '../../testing/webhook-bodies.ts';
import { ConnectionFacts } from '../../sync/connection-facts.ts';
import { SendQueue } from './send-queue.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let accountId: AccountId;
let conversationId: string;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  accountId = await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  conversationId = await customerWrites('16505551234');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const now = () => Math.floor(test.clock.now() / 1000);

async function customerWrites(from: string): Promise<string> {
  await postWebhook(test, anInbound({ wamid: `wamid.in-${from}`, timestamp: now(), from, name: from }));
  const conversations = await conversationsOf(test, maya);
  return conversations.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]?.id ?? '';
}

/** Queues replies of Maya and returns their ids; nothing is awaited of the sending. */
async function reply(...texts: string[]): Promise<string[]> {
  const replies = texts.map((text) => aReply(conversationId, text));
  const results = await mutate(test, maya, ...replies);
  expect(results.every(({ status }) => status === 'applied')).toBe(true);
  return replies.map(({ messageId }) => messageId);
}

async function outbound(): Promise<Message[]> {
  // The sign-in may have run out while the clock was moved.
  maya = { ...maya, ...(await test.login(maya.email)) };
  return (await messagesOf(test, maya)).filter(({ direction }) => direction === 'outbound');
}
const states = async () => (await outbound()).map(({ sendState }) => sendState?.state);
const textsSent = () => graph.sends().map(({ body }) => body.text.body);
const jobs = () => test.db.selectFrom('sendJob').select(['messageId', 'state']).orderBy('seq').execute();

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

it('R-6d an answer that never comes after the message has left: in doubt, and never sent again by itself', async () => {
  graph.once(reset);
  const [messageId] = await reply('1', '2');
  await sent(test);
  expect(await outbound()).toMatchObject([
    { id: messageId, sendState: { state: 'uncertain', since: test.clock.now(), left: false }, wamid: null },
    // One in doubt does not hold the others back.
    { sendState: { state: 'accepted' } },
  ]);
  test.clock.advance(3600_000);
  await sent(test);
  expect(textsSent()).toEqual(['1', '2']);
});

it('R-6d a person resends it, or leaves it', async () => {
  graph.once(reset, reset);
  const [first, second] = (await reply('1', '2')) as [string, string];
  await sent(test);
  const messageMutation = (type: 'message.resend' | 'message.leave', messageId: string) =>
    ({ type, messageId, conversationId }) as Parameters<typeof mutate>[2];
  expect(await mutate(test, maya, messageMutation('message.resend', first))).toMatchObject([{ status: 'applied' }]);
  expect(await mutate(test, maya, messageMutation('message.leave', second))).toMatchObject([{ status: 'applied' }]);
  await sent(test);
  expect(textsSent()).toEqual(['1', '2', '1']);
  expect(await outbound()).toMatchObject([
    { sendState: { state: 'accepted' } },
    { sendState: { state: 'uncertain', left: true } },
  ]);
  expect(await mutate(test, maya, messageMutation('message.resend', first))).toMatchObject([
    { status: 'rejected', error: { code: 'conflict' } },
  ]);
});

it('R-6d a status with our id tells that a message in doubt was sent after all', async () => {
  graph.once(reset);
  const [messageId = ''] = await reply('1');
  await sent(test);
  await postWebhook(test, aStatus({ wamid: 'wamid.late', status: 'sent', timestamp: now(), opaqueId: messageId }));
  expect(await outbound()).toMatchObject([
    { wamid: 'wamid.late', sendState: { state: 'accepted' }, delivery: { seen: { sent: now() * 1000 } } },
  ]);
  expect(await jobs()).toEqual([]);
});

it('R-3 R-6d what was reported before our id told whose it is, counts too', async () => {
  graph.once(reset);
  const [messageId = ''] = await reply('1');
  await sent(test);
  const wamid = 'wamid.late';
  await postWebhook(test, aStatus({ wamid, status: 'delivered', timestamp: now() + 1 }));
  const [withoutId, withId] = [undefined, messageId].map((opaqueId, n) => ({
    id: wamid,
    status: n === 0 ? 'read' : 'sent',
    timestamp: now() + 2 * (1 - n),
    ...(opaqueId === undefined ? {} : { biz_opaque_callback_data: opaqueId }),
  }));
  await postWebhook(test, aWebhook({ statuses: [withoutId, withId] }));
  const at = (second: number) => (now() + second) * 1000;
  expect(await outbound()).toMatchObject([
    { wamid, sendState: { state: 'accepted' }, delivery: { seen: { sent: at(0), delivered: at(1), read: at(2) } } },
  ]);
});

it('R-6d a status of another company’s number binds nothing', async () => {
  graph.once(reset);
  const [messageId = ''] = await reply('1');
  await sent(test);
  const other = await test.addTenant('Other');
  await connectNumber(test, other, { phoneNumberId: '222222222' });
  const status = { id: 'wamid.x', status: 'read', timestamp: now(), biz_opaque_callback_data: messageId };
  await postWebhook(test, aWebhook({ statuses: [status] }, 'messages', '222222222'));
  expect(await states()).toEqual(['uncertain']);
});

it('R-6d a status may be faster than the answer to the send, with or without our id', async () => {
  const slow = hang();
  graph.once(slow.behaviour);
  const [messageId = ''] = await reply('1');
  await slow.arrived;
  const wamid = `wamid.out-${messageId}`;
  await postWebhook(test, aStatus({ wamid, status: 'delivered', timestamp: now() }));
  await postWebhook(test, aStatus({ wamid, status: 'sent', timestamp: now(), opaqueId: messageId }));
  slow.answer(accept());
  await sent(test);
  expect(await outbound()).toMatchObject([
    { wamid, sendState: { state: 'accepted' }, delivery: { seen: { sent: now() * 1000 } } },
  ]);
  const [message] = await outbound();
  expect(message?.delivery.seen.delivered).toBe(now() * 1000);
  expect(await jobs()).toEqual([]);
});

it('R-6d a status of another number of the company binds nothing', async () => {
  graph.once(reset);
  const [messageId = ''] = await reply('1');
  await sent(test);
  await connectNumber(test, maya.tenantId, { phoneNumberId: '222222222' });
  const status = { id: 'wamid.x', status: 'read', timestamp: now(), biz_opaque_callback_data: messageId };
  await postWebhook(test, aWebhook({ statuses: [status] }, 'messages', '222222222'));
  expect(await states()).toEqual(['uncertain']);
});

it('R-6c what an attempt that was taken over learns late changes nothing', async () => {
  const [late, second] = [hang(), hang()];
  graph.once(late.behaviour, second.behaviour);
  const [messageId = ''] = (await reply('1')) as MessageId[];
  await late.arrived;
  await test.app.get(SendQueue, { strict: false }).recover(true, () => false);
  await mutate(test, maya, {
    type: 'message.resend',
    messageId: messageId as MessageId,
    conversationId: conversationId as ConversationId,
  });
  await second.arrived;
  test.clock.advance(1000);
  late.answer(reset);
  const lateAttempt = () => test.db.selectFrom('sendAttempt').selectAll().where('number', '=', 1).executeTakeFirst();
  await vi.waitFor(async () => expect(await lateAttempt()).toMatchObject({ finishedAt: test.clock.now() }));
  expect(await states()).toEqual(['sending']);
  second.answer(accept());
  await sent(test);
  expect(await states()).toEqual(['accepted']);
  const attempts = await test.db.selectFrom('sendAttempt').select(['number', 'outcome']).orderBy('number').execute();
  expect(attempts).toEqual([
    { number: 1, outcome: 'doubt' },
    { number: 2, outcome: 'accept' },
  ]);
});

it('R-6d a status that comes while the answer is lost settles the message', async () => {
  const slow = hang();
  graph.once(slow.behaviour);
  const [messageId = ''] = await reply('1');
  await slow.arrived;
  await postWebhook(test, aStatus({ wamid: 'wamid.1', status: 'sent', timestamp: now(), opaqueId: messageId }));
  slow.answer(reset);
  await sent(test);
  expect(await outbound()).toMatchObject([{ wamid: 'wamid.1', sendState: { state: 'accepted' } }]);
  expect(await jobs()).toEqual([]);
});

it.each([
  [
    'half an answer',
    (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-length': '500' }).write('{"mess', () => response.destroy()),
  ],
  [
    'an answer of somebody in between',
    (_: unknown, response: ServerResponse) => void response.end('<html>Sign in to the hotel network</html>'),
  ],
  ['an answer without an id', (_: unknown, response: ServerResponse) => json(response, 200, { messages: [] })],
  ['502 of a proxy', (_: unknown, response: ServerResponse) => void response.writeHead(502).end('Bad gateway')],
])('R-6d %s leaves the message in doubt', async (_what, behaviour) => {
  graph.once(behaviour);
  await reply('1');
  await sent(test);
  expect(await states()).toEqual(['uncertain']);
});

/** The network is gone until the returned function is called. */
async function unplug(): Promise<() => Promise<void>> {
  const port = Number(new URL(graph.url).port);
  await graph.stop();
  return async () => {
    graph = await FakeGraph.start(port);
  };
}

it('R-6d what provably was not sent is sent again, as often as it takes, and none of it counts as a try', async () => {
  const plugIn = await unplug();
  await reply('1');
  for (let attempt = 0; attempt < 20; attempt++) {
    await sent(test);
    test.clock.advance(60_000);
  }
  expect(await states()).toEqual(['queued']);
  const attempts = await test.db.selectFrom('sendAttempt').selectAll().execute();
  expect(attempts).toHaveLength(20);
  expect(attempts.every(({ outcome }) => outcome === 'offline')).toBe(true);
  await plugIn();
  graph.once(refuse(131016, 500));
  await sent(test);
  expect(await states()).toEqual(['queued']);
  test.clock.advance(60_000);
  await sent(test);
  expect(await states()).toEqual(['accepted']);
});

it('R-6f during an outage one message tries the line, however many wait; then all go, each lane in order', async () => {
  const plugIn = await unplug();
  const lanes = [conversationId];
  for (let n = 0; n < 9; n++) lanes.push(await customerWrites(`1650555200${n}`));
  for (const lane of lanes) await mutate(test, maya, aReply(lane, 'first'), aReply(lane, 'second'));
  const tried = async () => (await test.db.selectFrom('sendAttempt').select('messageId').execute()).length;
  await sent(test);
  const before = await tried();
  for (let look = 0; look < 5; look++) {
    test.clock.advance(60_000);
    await sent(test);
  }
  expect((await tried()) - before).toBe(5);
  await plugIn();
  test.clock.advance(60_000);
  await sent(test);
  expect(textsSent().toSorted()).toEqual([...lanes.map(() => 'first'), ...lanes.map(() => 'second')]);
  expect((await outbound()).every(({ sendState }) => sendState?.state === 'accepted')).toBe(true);
});

it('R-6c an attempt is on disk before the call', async () => {
  const slow = hang();
  graph.once(slow.behaviour);
  const [messageId] = await reply('1');
  await slow.arrived;
  expect(await test.db.selectFrom('sendAttempt').selectAll().execute()).toMatchObject([
    { messageId, number: 1, finishedAt: null, outcome: null },
  ]);
  expect(await states()).toEqual(['sending']);
  slow.answer(accept());
  await sent(test);
  expect(await test.db.selectFrom('sendAttempt').selectAll().execute()).toMatchObject([{ outcome: 'accept' }]);
});

it('R-6d after a crash an attempt without an outcome is in doubt', async () => {
  const slow = hang();
  graph.once(slow.behaviour);
  await reply('1');
  await slow.arrived;
  // What the next start does with what it finds.
  await test.app.get(SendQueue, { strict: false }).recover(true, () => false);
  expect(await states()).toEqual(['uncertain']);
  // Should the old process be alive after all, its answer is not lost.
  slow.answer(accept());
  await sent(test);
  expect(await states()).toEqual(['accepted']);
});

it('R-6e a temporary refusal is tried again, at most 8 times in 15 minutes, then shown', async () => {
  graph.every(refuse(131016, 500));
  await reply('1');
  for (let attempt = 0; attempt < 12; attempt++) {
    await sent(test);
    test.clock.advance(60_000);
  }
  expect(graph.sends()).toHaveLength(8);
  expect(await outbound()).toMatchObject([{ sendState: { state: 'rejected', failure: { code: 131016 } } }]);
});

it('R-6e waits as long as Meta says', async () => {
  graph.once(refuse(130429, 429, { 'retry-after': '120' }));
  await reply('1');
  await sent(test);
  test.clock.advance(119_000);
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
  test.clock.advance(2000);
  await sent(test);
  expect(graph.sends()).toHaveLength(2);
  expect(await states()).toEqual(['accepted']);
});

it('R-6e a number over its limit waits as a whole, a customer over theirs only for themselves', async () => {
  const other = await customerWrites('16505550000');
  graph.once(refuse(131056));
  await reply('1');
  await sent(test);
  await mutate(test, maya, aReply(other, 'other'));
  await sent(test);
  expect(textsSent()).toEqual(['1', 'other']);
  test.clock.advance(10_000);
  graph.once(refuse(80007));
  await sent(test);
  await mutate(test, maya, aReply(other, 'late'));
  await sent(test);
  expect(textsSent()).toEqual(['1', 'other', '1']);
});

it.each([131026, 131047, 100, 131048, 131051, 132000, 999_999])(
  'R-6e a final refusal (%i) is shown and the next one goes out',
  async (code) => {
    graph.once(refuse(code));
    await reply('1', '2');
    await sent(test);
    expect(await outbound()).toMatchObject([
      { sendState: { state: 'rejected', failure: { code, title: `(#${code}) No` } } },
      { sendState: { state: 'accepted' } },
    ]);
  },
);

it('R-6e a refused answer is none: the customer waits again', async () => {
  const waitingSince = async () => (await conversationsOf(test, maya))[0]?.waitingSince;
  const before = await waitingSince();
  expect(before).not.toBeNull();
  graph.once(refuse(131026));
  await reply('1');
  await sent(test);
  expect(await waitingSince()).toBe(before);
  await reply('2');
  await sent(test);
  expect(await waitingSince()).toBeNull();
});

it('R-6e 190 holds everything of the number at once; a new token sends it in order', async () => {
  const other = await customerWrites('16505550000');
  graph.every(refuse(190, 401));
  await reply('1', '2');
  await sent(test);
  await mutate(test, maya, aReply(other, '3'));
  await sent(test);
  expect(textsSent()).toEqual(['1']);
  expect(await states()).toEqual(['held', 'held', 'held']);
  const { of } = await synced(test, maya);
  expect(of('account')).toMatchObject([{ cannotSend: 'token' }]);

  graph.every(accept());
  await test.db.transaction().execute(async (tx) => {
    await test.app.get(AccountsService, { strict: false }).markCannotSend(tx, maya.tenantId, accountId, null);
  });
  const released = graph.received(4);
  test.app.get(AccountEvents, { strict: false }).canSend(maya.tenantId, accountId);
  await released;
  await sent(test);
  expect(textsSent().slice(1).toSorted()).toEqual(['1', '2', '3']);
  expect(textsSent().indexOf('1', 1)).toBeLessThan(textsSent().indexOf('2'));
  expect(await states()).toEqual(['accepted', 'accepted', 'accepted']);
});

it('ruling 21: 401 without code 190 is tried three times, then held', async () => {
  graph.every(refuse(0, 401));
  await reply('1');
  for (let attempt = 0; attempt < 5; attempt++) {
    await sent(test);
    test.clock.advance(60_000);
  }
  expect(graph.sends()).toHaveLength(3);
  expect(await states()).toEqual(['held']);
});

it('a message for a number that can’t send is held from the start, not refused', async () => {
  await test.db.updateTable('tenantWhatsappConfig').set({ cannotSend: 'not_configured' }).execute();
  await reply('1');
  await sent(test);
  expect(graph.sends()).toEqual([]);
  expect(await outbound()).toMatchObject([{ sendState: { state: 'held', reason: 'not_configured' } }]);
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
