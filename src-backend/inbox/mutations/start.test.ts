import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Conversation } from '#shared/conversation.ts';
import { type AccountId, type ConversationId, newId } from '#shared/ids.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, conversationsOf, mutate, postWebhook } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
/** With somebody who has written before. */
let known: Conversation;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000) }));
  [known] = (await conversationsOf(test, maya)) as [Conversation];
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const start = (peer: { phone: string } | { contactId: Conversation['contactId'] }, over: object = {}) =>
  ({
    type: 'conversation.start',
    conversationId: newId<ConversationId>(),
    accountId: known.accountId,
    peer,
    ...over,
  }) as const;

it('opens a conversation under the id its writer gave it, and only once', async () => {
  const first = start({ phone: '5511987654321' });
  expect(await mutate(test, maya, first)).toMatchObject([{ status: 'applied' }]);
  const again = start({ phone: '551187654321' });
  expect(await mutate(test, maya, again)).toMatchObject([{ status: 'applied', conversationId: first.conversationId }]);
  const ids = (await conversationsOf(test, maya)).map(({ id }) => id);
  expect(ids.toSorted()).toEqual([known.id, first.conversationId].toSorted());
});

it('answers with the conversation there is, by its contact too', async () => {
  const results = await mutate(test, maya, start({ contactId: known.contactId }));
  expect(results).toMatchObject([{ status: 'applied', conversationId: known.id }]);
});

it('says so when the number or the contact is not there', async () => {
  const results = await mutate(
    test,
    maya,
    start({ phone: '5511987654321' }, { accountId: newId<AccountId>() }),
    start({ contactId: newId() }),
  );
  expect(results).toMatchObject([
    { status: 'rejected', error: { code: 'account_cannot_send' } },
    { status: 'rejected', error: { code: 'not_found' } },
  ]);
});
