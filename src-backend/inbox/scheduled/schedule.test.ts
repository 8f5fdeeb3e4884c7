import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Conversation } from '#shared/conversation.ts';
import { type ConversationId, newId, type ScheduledSendId } from '#shared/ids.ts';
import type { ScheduledSend } from '#shared/library.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import {
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
  synced,
} from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';
import { Schedule } from './schedule.ts';

const hour = 60 * 60_000;
let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let conversationId: ConversationId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  await customerWrites('wamid.1');
  conversationId = (await conversation())?.id as ConversationId;
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const conversation = async (): Promise<Conversation | undefined> => (await conversationsOf(test, maya))[0];
const customerWrites = async (wamid: string) =>
  await postWebhook(test, anInbound({ wamid, timestamp: Math.floor(test.clock.now() / 1000) }));
/** Of one that is gone the log says only that. */
const planned = async () =>
  (await synced(test, maya)).of<ScheduledSend | null>('scheduledSend').filter((one) => one !== null);
/** Sessions of before have run out by then: a colleague goes on. */
const later = async (ms: number) => {
  test.clock.advance(ms);
  maya = await test.signIn(maya.tenantId, 'agent');
  await test.app.get(Schedule, { strict: false }).wake();
};
const snooze = (until: number | null) =>
  ({ type: 'conversation.setState', conversationId, state: 'snoozed', until }) as const;
const plan = (sendAt: number, scheduledId = newId<ScheduledSendId>(), text = 'Good morning') =>
  ({
    type: 'scheduled.save',
    scheduledId,
    conversationId,
    content: { type: 'text', text },
    replyTo: null,
    sendAt,
  }) as const;

it('a snoozed conversation comes back at its time, and not before', async () => {
  const until = test.clock.now() + hour;
  await mutate(test, maya, snooze(until));
  expect(await conversation()).toMatchObject({ state: 'snoozed', snoozedUntil: until });
  await later(hour - 1);
  expect(await conversation()).toMatchObject({ state: 'snoozed' });
  await later(1);
  expect(await conversation()).toMatchObject({ state: 'open' });
  expect(await conversation()).not.toHaveProperty('snoozedUntil');
});

it('the customer ends a snooze by writing; one without a time waits for nothing else', async () => {
  await mutate(test, maya, snooze(null));
  await later(1000 * hour);
  expect(await conversation()).toMatchObject({ state: 'snoozed' });
  await customerWrites('wamid.2');
  expect(await conversation()).toMatchObject({ state: 'open' });
});

it('nothing is snoozed until a time that has passed', async () => {
  const [result] = await mutate(test, maya, snooze(test.clock.now()));
  expect(result).toMatchObject({ status: 'rejected', error: { code: 'invalid_input', details: { field: 'until' } } });
});

it('a planned message goes out once when it is due, as its author', async () => {
  const one = plan(test.clock.now() + hour);
  const { userId } = maya;
  await mutate(test, maya, one);
  expect(await planned()).toMatchObject([{ id: one.scheduledId, sendAt: one.sendAt, problem: null }]);
  expect(await messagesOf(test, maya)).toHaveLength(1);
  await later(hour);
  await test.app.get(Schedule, { strict: false }).wake();
  await sent(test);
  expect(await planned()).toEqual([]);
  const [, out] = await messagesOf(test, maya);
  expect(out).toMatchObject({ content: { text: 'Good morning' }, origin: { kind: 'agent', userId } });
  expect(await messagesOf(test, maya)).toHaveLength(2);
});

it('the window is judged when it is due: closed then, the message stays with the reason', async () => {
  const one = plan(test.clock.now() + 30 * hour);
  await mutate(test, maya, one);
  await later(30 * hour);
  expect(await planned()).toMatchObject([{ id: one.scheduledId, problem: { code: 'reply_window_closed' } }]);
  expect(await messagesOf(test, maya)).toHaveLength(1);
  await customerWrites('wamid.2');
  await mutate(test, maya, plan(test.clock.now(), one.scheduledId));
  await test.app.get(Schedule, { strict: false }).wake();
  await sent(test);
  expect(await planned()).toEqual([]);
});

it('a planned message can be changed and cancelled until it went; a gone one says so', async () => {
  const one = plan(test.clock.now() + hour);
  await mutate(test, maya, one, plan(one.sendAt, one.scheduledId, 'Good evening'));
  expect(await planned()).toMatchObject([{ content: { text: 'Good evening' }, version: 2 }]);
  const cancel = { type: 'scheduled.cancel', scheduledId: one.scheduledId, conversationId } as const;
  await mutate(test, maya, cancel);
  await later(2 * hour);
  expect(await messagesOf(test, maya)).toHaveLength(1);
  expect(await mutate(test, maya, cancel)).toMatchObject([{ status: 'rejected', error: { code: 'not_found' } }]);
});
