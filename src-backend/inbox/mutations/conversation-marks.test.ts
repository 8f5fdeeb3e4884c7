import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReadMark } from '#shared/conversation.ts';
import { type ConversationId, type MessageId, newId, type UserId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, conversationsOf, messagesOf, mutate, postWebhook, synced } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let noah: SignedIn;
let conversationId: ConversationId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  [maya, noah] = [await test.signIn(tenantId, 'agent'), await test.signIn(tenantId, 'agent')];
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000) }));
  conversationId = (await conversationsOf(test, maya))[0]?.id as ConversationId;
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const markOf = async (person: SignedIn) => (await synced(test, person)).of<ReadMark>('readMark')[0];
const mark = (marks: { unread?: boolean; pinned?: boolean; muted?: boolean }) =>
  ({ type: 'conversation.mark', conversationId, ...marks }) as const;
const note = (text: string, mentions: UserId[]) =>
  ({ type: 'note.add', messageId: newId<MessageId>(), conversationId, text, mentions }) as const;
const read = () => ({ type: 'conversation.read', conversationId, inboundNo: 1, seen: false }) as const;

it('pins, mutes and unread marks are one’s own: no colleague sees them', async () => {
  await mutate(test, maya, mark({ pinned: true, muted: true }), read(), mark({ unread: true }));
  expect(await markOf(maya)).toMatchObject({ inboundNo: 1, pinned: true, muted: true, unread: true });
  expect(await markOf(noah)).toBeUndefined();
});

it('reading takes the unread mark away and leaves pin and mute', async () => {
  await mutate(test, maya, read(), mark({ unread: true, pinned: true }), read());
  expect(await markOf(maya)).toMatchObject({ inboundNo: 1, pinned: true });
  expect(await markOf(maya)).not.toHaveProperty('unread');
});

it('a note tells whom it names until they have looked; its writer needs no telling', async () => {
  await mutate(test, maya, note('@Noah, is this yours?', [noah.userId, maya.userId]));
  expect(await markOf(noah)).toMatchObject({ mentionedAt: test.clock.now() });
  expect(await markOf(maya)).toBeUndefined();
  const notes = (await messagesOf(test, noah)).filter(({ direction }: Message) => direction === 'note');
  expect(notes).toMatchObject([{ mentions: [noah.userId, maya.userId] }]);
  await mutate(test, noah, read());
  expect(await markOf(noah)).not.toHaveProperty('mentionedAt');
});

it('S-60 a note can’t name people of another company', async () => {
  const other = await test.signIn(await test.addTenant('Other'), 'agent');
  const [result] = await mutate(test, maya, note('@stranger', [other.userId]));
  expect(result).toMatchObject({ status: 'rejected', error: { details: { field: 'mentions' } } });
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('a priority is seen by everyone, until it is taken away', async () => {
  const prioritise = (priority: 'urgent' | null) =>
    ({ type: 'conversation.prioritise', conversationId, priority }) as const;
  await mutate(test, maya, prioritise('urgent'));
  expect((await conversationsOf(test, noah))[0]).toMatchObject({ priority: 'urgent' });
  await mutate(test, noah, prioritise(null));
  expect((await conversationsOf(test, maya))[0]).not.toHaveProperty('priority');
});
