import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { FakeGraph, refuse, reset } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { aReply, connectNumber, messagesOf, mutate, postWebhook, sent } from '../../testing/test-inbox.ts';
import { anInbound, aStatus } from '../../testing/webhook-bodies.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let inbound: Message;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  await postWebhook(test, anInbound({ wamid: 'wamid.in', timestamp: now() }));
  inbound = await shown();
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const now = () => Math.floor(test.clock.now() / 1000);
const shown = async () => (await messagesOf(test, maya))[0] as Message;
const react = (emoji: string, messageId: MessageId = inbound.id): Omit<MutationOf<'message.react'>, 'id'> => ({
  type: 'message.react',
  conversationId: inbound.conversationId,
  messageId,
  emoji,
});
const jobs = async () => await test.db.selectFrom('sendJob').select(['id', 'state']).execute();

it('M-3 a reaction shows on its message once WhatsApp has taken it, and goes when it is taken away', async () => {
  expect(await mutate(test, maya, react('👍'))).toMatchObject([{ status: 'applied' }]);
  expect((await shown()).reactions).toBeUndefined();
  await sent(test);
  expect(graph.calls[0]?.body).toMatchObject({
    to: '+16505551234',
    type: 'reaction',
    reaction: { message_id: 'wamid.in', emoji: '👍' },
  });
  const at = test.clock.now();
  expect((await shown()).reactions).toEqual([{ by: 'team', userId: maya.userId, emoji: '👍', at }]);

  await mutate(test, maya, react('❤️'));
  await sent(test);
  expect((await shown()).reactions).toMatchObject([{ emoji: '❤️' }]);
  await mutate(test, maya, react(''));
  await sent(test);
  expect((await shown()).reactions).toBeUndefined();
  expect(await messagesOf(test, maya)).toHaveLength(1);
  expect(await jobs()).toEqual([]);
});

it('keeps its place in the lane: what was written before goes before, what was written later after', async () => {
  const before = aReply(inbound.conversationId, 'before');
  const after = aReply(inbound.conversationId, 'after', { anyway: true });
  await mutate(test, maya, before, react('👍'), react('🎉'), after);
  await sent(test);
  expect(graph.calls.map(({ body }) => body.text?.body ?? body.reaction.emoji)).toEqual([
    'before',
    '👍',
    '🎉',
    'after',
  ]);
});

it('R-6d a reaction whose answer was lost is not sent again; a status settles it', async () => {
  graph.once(reset);
  await mutate(test, maya, react('👍'));
  await sent(test);
  expect((await shown()).reactions).toBeUndefined();
  const [job] = await jobs();
  expect(job?.state).toBe('uncertain');
  test.clock.advance(5 * 60_000);
  await sent(test);
  expect(graph.calls).toHaveLength(1);

  await postWebhook(test, aStatus({ wamid: 'wamid.r', status: 'sent', timestamp: now(), opaqueId: job?.id ?? '' }));
  expect((await shown()).reactions).toMatchObject([{ emoji: '👍', by: 'team' }]);
  expect(await jobs()).toEqual([]);
});

it('a reaction in doubt does not block its lane, and the next one takes its place', async () => {
  graph.once(reset);
  await mutate(test, maya, react('👍'), react('❤️'));
  await sent(test);
  expect((await shown()).reactions).toMatchObject([{ emoji: '❤️' }]);
  expect(await jobs()).toEqual([]);
});

it('a refused reaction never shows, a held one goes out with the rest', async () => {
  graph.once(refuse(131009));
  await mutate(test, maya, react('👍'));
  await sent(test);
  expect((await shown()).reactions).toBeUndefined();
  expect(await jobs()).toEqual([]);

  graph.once(refuse(190, 401));
  await mutate(test, maya, react('👍'));
  await sent(test);
  expect(await jobs()).toMatchObject([{ state: 'held' }]);
  expect((await shown()).sendState).toBeNull();
});

it('only to messages WhatsApp knows, of this conversation, of the last 30 days, in an open window', async () => {
  const rejected = async (mutation: Parameters<typeof mutate>[2]) => (await mutate(test, maya, mutation))[0];
  const noteId = aReply(inbound.conversationId, '').messageId;
  const { conversationId } = inbound;
  await mutate(test, maya, { type: 'note.add', messageId: noteId, conversationId, text: 'x' });
  expect(await rejected(react('👍', noteId))).toMatchObject({ error: { code: 'invalid_input' } });
  expect(await rejected(react('👍', maya.userId as string as MessageId))).toMatchObject({
    error: { code: 'not_found' },
  });
  const elsewhere = { ...react('👍'), conversationId: maya.userId as string as ConversationId };
  expect(await rejected(elsewhere)).toMatchObject({ error: { code: 'not_found' } });

  test.clock.advance(25 * 60 * 60 * 1000);
  maya = { ...maya, ...(await test.login(maya.email)) };
  expect(await rejected(react('👍'))).toMatchObject({ error: { code: 'reply_window_closed' } });
  test.clock.advance(30 * 24 * 60 * 60 * 1000);
  maya = { ...maya, ...(await test.login(maya.email)) };
  await postWebhook(test, anInbound({ wamid: 'wamid.in-2', timestamp: now() }));
  expect(await rejected(react('👍'))).toMatchObject({
    error: { code: 'invalid_input', message: expect.stringContaining('30 days') },
  });
});
