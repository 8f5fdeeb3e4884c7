import { afterEach, beforeEach } from 'vitest';
import { type ConversationId, type MessageId, type MutationId, newId, type UserId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, conversationsOf, postWebhook, synced } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

/** Of the test that runs. */
export let graph: FakeGraph;
export let test: TestApp;
export let maya: SignedIn;
export let noah: SignedIn;
export let conversationId: ConversationId;

/** Every test of the file begins with two agents and a customer who has written. */
export function freshConversationForEachTest(): void {
  beforeEach(async () => {
    graph = await FakeGraph.start();
    test = await TestApp.start({ graphUrl: graph.url });
    const tenantId = await test.addTenant();
    await connectNumber(test, tenantId);
    maya = await test.signIn(tenantId, 'agent');
    noah = await test.signIn(tenantId, 'agent');
    await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: now() }));
    conversationId = (await conversation())?.id as ConversationId;
  });
  afterEach(async () => {
    await test.close();
    await graph.stop();
  });
}

export const now = () => Math.floor(test.clock.now() / 1000);
export const conversation = async () => (await conversationsOf(test, maya))[0];
export const head = async () => (await synced(test, maya)).page.head;
export const post = (as: SignedIn, mutations: unknown[]) =>
  test.call('POST', '/api/mutations', { as, body: { mutations } });
export const note = (text: string, id = newId<MutationId>()): Mutation => ({
  id,
  type: 'note.add',
  messageId: newId<MessageId>(),
  conversationId,
  text,
});
export const assign = (assigneeId: UserId | null, expected: UserId | null) =>
  ({ type: 'conversation.assign', conversationId, assigneeId, expected }) as const;

/** After so much time that the sign-in ran out. */
export async function signInAgain(): Promise<void> {
  maya = { ...maya, ...(await test.login(maya.email)) };
}
