import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConversationId } from '#shared/ids.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { aReply, connectNumber, conversationsOf, mutate, postWebhook, sent } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

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

const conversation = async () => (await conversationsOf(test, maya))[0];
const customerWrites = async (wamid: string) =>
  await postWebhook(test, anInbound({ wamid, timestamp: Math.floor(test.clock.now() / 1000) }));
const archive = (archived: boolean) => ({ type: 'conversation.archive', conversationId, archived }) as const;
const tag = (add: string[], remove: string[] = []) =>
  ({ type: 'conversation.tag', conversationId, add, remove }) as const;

it('M-9 an archived conversation stays so when we answer, and comes back when the customer writes', async () => {
  await mutate(test, maya, archive(true));
  expect(await conversation()).toMatchObject({ archivedAt: test.clock.now() });
  await mutate(test, maya, aReply(conversationId, 'We are done here'));
  await sent(test);
  expect(await conversation()).toHaveProperty('archivedAt');
  await customerWrites('wamid.2');
  expect(await conversation()).not.toHaveProperty('archivedAt');
});

it('M-9 a conversation is taken out of the archive by hand', async () => {
  await mutate(test, maya, archive(true), archive(false));
  expect(await conversation()).not.toHaveProperty('archivedAt');
});

it('R-8c two people tag at the same time and neither loses a tag', async () => {
  const noah = await test.signIn(maya.tenantId, 'agent');
  await Promise.all([mutate(test, maya, tag(['vip', 'order'])), mutate(test, noah, tag(['refund', 'vip']))]);
  expect((await conversation())?.tags).toEqual(['order', 'refund', 'vip']);
  await mutate(test, maya, tag([], ['vip', 'order', 'unknown']));
  expect((await conversation())?.tags).toEqual(['refund']);
  await mutate(test, maya, tag([], ['refund']));
  expect(await conversation()).not.toHaveProperty('tags');
});

it('what changes nothing makes no change, and too many tags are refused', async () => {
  await mutate(test, maya, tag(['vip']));
  const before = (await conversation())?.version;
  await mutate(test, maya, tag(['vip'], ['other']), archive(false));
  expect((await conversation())?.version).toBe(before);
  const twenty = (from: number) => Array.from({ length: 20 }, (_, index) => `t${from + index}`);
  const results = await mutate(test, maya, tag(twenty(0)), tag(twenty(20)), tag(twenty(40)));
  expect(results.map(({ status }) => status)).toEqual(['applied', 'applied', 'rejected']);
});
