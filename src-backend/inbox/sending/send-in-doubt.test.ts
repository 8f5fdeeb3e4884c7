import type { ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import { accept, hang, json, refuse, reset } from '../../testing/fake-graph.ts';
import { aReply, connectNumber, mutate, postWebhook, sent } from '../../testing/test-inbox.ts';
import { aStatus, aWebhook } from '../../testing/webhook-bodies.ts';
import { SendQueue } from './send-queue.ts';
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
  states,
  test,
  textsSent,
  unplug,
} from './send.fixtures.ts';

freshConversationForEachTest();

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
