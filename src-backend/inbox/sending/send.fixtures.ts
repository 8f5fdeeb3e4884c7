import { afterEach, beforeEach, expect } from 'vitest';
import type { Message } from '#shared/message.ts';
import type { AccountId } from '#shared/ids.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { aReply, connectNumber, conversationsOf, messagesOf, mutate, postWebhook } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

/** Of the test that runs. */
export let graph: FakeGraph;
export let test: TestApp;
export let maya: SignedIn;
export let accountId: AccountId;
export let conversationId: string;

/** Every test of the file begins with a customer who has written to a connected number. */
export function freshConversationForEachTest(): void {
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
}

export const now = () => Math.floor(test.clock.now() / 1000);

export async function customerWrites(from: string): Promise<string> {
  await postWebhook(test, anInbound({ wamid: `wamid.in-${from}`, timestamp: now(), from, name: from }));
  const conversations = await conversationsOf(test, maya);
  return conversations.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]?.id ?? '';
}

/** Queues replies of Maya and returns their ids; nothing is awaited of the sending. */
export async function reply(...texts: string[]): Promise<string[]> {
  const replies = texts.map((text) => aReply(conversationId, text));
  const results = await mutate(test, maya, ...replies);
  expect(results.every(({ status }) => status === 'applied')).toBe(true);
  return replies.map(({ messageId }) => messageId);
}

export async function outbound(): Promise<Message[]> {
  // The sign-in may have run out while the clock was moved.
  maya = { ...maya, ...(await test.login(maya.email)) };
  return (await messagesOf(test, maya)).filter(({ direction }) => direction === 'outbound');
}
export const states = async () => (await outbound()).map(({ sendState }) => sendState?.state);
export const textsSent = () => graph.sends().map(({ body }) => body.text.body);
export const jobs = () => test.db.selectFrom('sendJob').select(['messageId', 'state']).orderBy('seq').execute();

/** The network is gone until the returned function is called. */
export async function unplug(): Promise<() => Promise<void>> {
  const port = Number(new URL(graph.url).port);
  await graph.stop();
  return async () => {
    graph = await FakeGraph.start(port);
  };
}
