import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReadMark } from '#shared/conversation.ts';
import { type ConversationId, type MessageId, type MutationId, newId, type UserId } from '#shared/ids.ts';
import { leaseMs } from '#shared/presence.ts';
import { PresenceBoard } from '../../presence/presence-board.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  synced,
} from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

// What several agents do to one conversation: whose the answer is, and giving it to a colleague with all that belongs to it.

let graph: FakeGraph;
let test: TestApp;
let board: PresenceBoard;
let maya: SignedIn;
let ben: SignedIn;
let conversationId: ConversationId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  board = test.app.get(PresenceBoard, { strict: false });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  [maya, ben] = [await test.signIn(tenantId, 'agent'), await test.signIn(tenantId, 'agent')];
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000) }));
  conversationId = (await conversationsOf(test, maya))[0]?.id as ConversationId;
  for (const who of [maya, ben]) board.join(who, who.userId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const newest = async () => (await messagesOf(test, maya)).at(-1)?.id;
const heeding = async (text: string, over: object = {}) => ({
  ...aReply(conversationId, text, { basedOn: await newest() }),
  heedLease: true as const,
  ...over,
});
const overrides = async () =>
  await test.db.selectFrom('auditEntry').selectAll().where('action', '=', 'conversation.lease_overridden').execute();

it('who sees that a colleague is answering is asked before they send; nothing goes out', async () => {
  board.typing(maya, conversationId, 'reply');
  expect(await mutate(test, ben, await heeding('Me too'))).toMatchObject([
    { status: 'rejected', error: { code: 'lease_held', details: { userId: maya.userId } } },
  ]);
  expect(await messagesOf(test, ben)).toHaveLength(1);
  expect(await overrides()).toEqual([]);
  test.clock.advance(leaseMs);
  expect(await mutate(test, ben, await heeding('Now me'))).toMatchObject([{ status: 'applied' }]);
});

it('who sends all the same is audited, and the answer is theirs', async () => {
  board.typing(maya, conversationId, 'reply');
  expect(await mutate(test, ben, await heeding('It burns', { anyway: true }))).toMatchObject([{ status: 'applied' }]);
  expect(await overrides()).toMatchObject([{ actorId: ben.userId, target: conversationId }]);
  expect(board.holder(maya, conversationId)?.userId).toBe(ben.userId);
  expect(await mutate(test, ben, await heeding('And this'))).toMatchObject([{ status: 'applied' }]);
});

it('what was written offline asks nobody who is answering: only that somebody has answered counts', async () => {
  const offline = aReply(conversationId, 'Written on the train', { basedOn: await newest() });
  board.typing(maya, conversationId, 'reply');
  expect(await mutate(test, ben, offline)).toMatchObject([{ status: 'applied' }]);
  expect(await overrides()).toEqual([]);
  expect(board.holder(ben, conversationId)?.userId).toBe(maya.userId);
});

it('the answer is free once it is given, and asking again gives the same result', async () => {
  board.typing(maya, conversationId, 'reply');
  const refused = { ...(await heeding('Me too')), id: newId<MutationId>() };
  await mutate(test, ben, refused);
  await mutate(test, maya, await heeding('Done'));
  expect(board.holder(ben, conversationId)).toBeNull();
  expect(await mutate(test, ben, refused)).toMatchObject([{ status: 'rejected', error: { code: 'lease_held' } }]);
});

const handOver = (over: { note?: string; draft?: string; assigneeId?: UserId; expected?: UserId | null } = {}) => ({
  type: 'conversation.handOver' as const,
  conversationId,
  assigneeId: ben.userId,
  expected: null,
  messageId: newId<MessageId>(),
  note: 'He is angry, be kind',
  draft: 'Dear Mr. Kahn,',
  ...over,
});
const markOf = async (person: SignedIn) => (await synced(test, person)).of<ReadMark>('readMark')[0];
const assignee = async () => (await conversationsOf(test, maya))[0]?.assigneeId;

it('hands a conversation over with a note that names the colleague, and the begun reply for nobody but them', async () => {
  expect(await mutate(test, maya, handOver())).toMatchObject([{ status: 'applied' }]);
  expect(await assignee()).toBe(ben.userId);
  expect((await messagesOf(test, ben)).filter(({ direction }) => direction === 'note')).toMatchObject([
    { content: { text: 'He is angry, be kind' }, origin: { userId: maya.userId }, mentions: [ben.userId] },
  ]);
  const now = test.clock.now();
  expect(await markOf(ben)).toMatchObject({
    mentionedAt: now,
    handedDraft: { from: maya.userId, text: 'Dear Mr. Kahn,', at: now },
  });
  expect(await markOf(maya)).toBeUndefined();
  await mutate(test, ben, { type: 'conversation.mark', conversationId, handedDraftDone: true });
  expect(await markOf(ben)).not.toHaveProperty('handedDraft');
});

it('R-8a whoever hands over what a colleague took meanwhile changes nothing at all', async () => {
  await mutate(test, ben, { type: 'conversation.assign', conversationId, assigneeId: ben.userId, expected: null });
  const chris = await test.signIn(maya.tenantId, 'agent');
  expect(await mutate(test, maya, handOver({ assigneeId: chris.userId }))).toMatchObject([
    { status: 'rejected', error: { code: 'conflict', details: { assigneeId: ben.userId } } },
  ]);
  expect(await assignee()).toBe(ben.userId);
  expect(await messagesOf(test, maya)).toHaveLength(1);
  expect(await markOf(chris)).toBeUndefined();
});

it('S-60 hands over to nobody of another company, to no viewer, and not to oneself', async () => {
  const stranger = await test.signIn(await test.addTenant('Other'), 'agent');
  const viewer = await test.signIn(maya.tenantId, 'viewer');
  for (const assigneeId of [stranger.userId, viewer.userId, maya.userId]) {
    const [result] = await mutate(test, maya, handOver({ assigneeId }));
    expect(result).toMatchObject({ status: 'rejected', error: { details: { field: 'assigneeId' } } });
  }
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('can be taken back: the conversation, and the draft that was not taken', async () => {
  const takeBack = { type: 'conversation.takeBackHandOver' as const, conversationId, assigneeId: ben.userId, to: null };
  await mutate(test, maya, handOver());
  await mutate(test, maya, takeBack);
  expect(await assignee()).toBeNull();
  expect(await markOf(ben)).not.toHaveProperty('handedDraft');

  // A third one may not take back what was not theirs, and what Ben has passed on since stays where it is.
  const chris = await test.signIn(maya.tenantId, 'agent');
  await mutate(test, maya, handOver());
  await mutate(test, ben, {
    type: 'conversation.assign',
    conversationId,
    assigneeId: chris.userId,
    expected: ben.userId,
  });
  await mutate(test, chris, takeBack);
  expect(await markOf(ben)).toHaveProperty('handedDraft');
  expect(await assignee()).toBe(chris.userId);
});

it('a note or a draft may be missing', async () => {
  await mutate(test, maya, handOver({ note: '' }));
  expect(await messagesOf(test, maya)).toHaveLength(1);
  expect(await markOf(ben)).not.toHaveProperty('mentionedAt');
  await mutate(test, ben, { type: 'conversation.mark', conversationId, handedDraftDone: true });
  await mutate(test, maya, handOver({ draft: '', expected: ben.userId }));
  expect(await markOf(ben)).toMatchObject({ mentionedAt: test.clock.now() });
  expect(await markOf(ben)).not.toHaveProperty('handedDraft');
});
