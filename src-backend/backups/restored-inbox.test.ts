import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MessageId, newId, type ScheduledSendId } from '#shared/ids.ts';
import { FakeGraph, refuse } from '../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
} from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { Schedule } from '../inbox/scheduled/schedule.ts';
import { SendQueue } from '../inbox/sending/send-queue.ts';
import { settleRestored } from './settle-restored.ts';

// What a server does that begins with a restored database: nothing that may have gone out goes out by itself.

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let conversationId: string;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  const timestamp = Math.floor(test.clock.now() / 1000);
  await postWebhook(test, anInbound({ wamid: 'wamid.in', timestamp, from: '16505551234', name: 'Tom' }));
  conversationId = (await conversationsOf(test, maya))[0]?.id ?? '';
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const textsSent = () => graph.sends().map(({ body }) => body.text.body);
const stateOf = async (id: string) => (await messagesOf(test, maya)).find((message) => message.id === id)?.sendState;

it('R-7e what waited when the backup was taken is in doubt, and goes out only when a person says so', async () => {
  graph.once(refuse(130429, 429));
  const reply = aReply(conversationId, 'Waiting');
  await mutate(test, maya, reply);
  await sent(test);
  expect(textsSent()).toEqual(['Waiting']);
  await settleRestored(test.db, test.clock.now());
  await startAgain();
  expect(await stateOf(reply.messageId)).toMatchObject({ state: 'uncertain', left: false, restored: true });
  expect(textsSent()).toEqual(['Waiting']);
  const { messageId } = reply;
  await mutate(test, maya, { type: 'message.resend', messageId, conversationId } as Parameters<typeof mutate>[2]);
  await sent(test);
  expect(textsSent()).toEqual(['Waiting', 'Waiting']);
});

it('R-7e a reply from before the restore that a desktop still has is in doubt, one from after it goes out', async () => {
  const [before, after] = [aReply(conversationId, 'Before'), aReply(conversationId, 'After')];
  // Their ids differ in time by a millisecond at least.
  before.messageId = idAt(1_000_000);
  after.messageId = idAt(1_000_002);
  await settleRestored(test.db, 1_000_001);
  await startAgain();
  await mutate(test, maya, before, after);
  await sent(test);
  expect(textsSent()).toEqual(['After']);
  expect(await stateOf(before.messageId)).toMatchObject({ state: 'uncertain', restored: true });
});

it('R-7e what was planned waits for a person', async () => {
  const sendAt = test.clock.now() + 60_000;
  const content = { type: 'text', text: 'Planned' };
  const scheduledId = newId<ScheduledSendId>();
  await mutate(test, maya, {
    ...{ type: 'scheduled.save', scheduledId, conversationId, content, replyTo: null, sendAt },
  } as Parameters<typeof mutate>[2]);
  await settleRestored(test.db, test.clock.now());
  await startAgain();
  await test.app.get(Schedule, { strict: false }).wake();
  await sent(test);
  expect(textsSent()).toEqual([]);
});

/** An hour later, when nobody's sign-in is good any more. */
async function startAgain(): Promise<void> {
  test.clock.advance(60 * 60_000);
  maya = { ...maya, ...(await test.login(maya.email)) };
  await test.app.get(SendQueue, { strict: false }).recover(true, () => false);
  await sent(test);
}

/** A UUIDv7 of that millisecond. */
const idAt = (at: number) =>
  `${at.toString(16).padStart(12, '0').replace(/^.{8}/, '$&-')}-7000-8000-000000000000` as MessageId;
