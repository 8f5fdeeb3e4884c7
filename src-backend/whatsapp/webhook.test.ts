import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contact } from '#shared/contact.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
  synced,
} from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';
import { FakeGraph } from '../testing/fake-graph.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const now = () => Math.floor(test.clock.now() / 1000);

it('R-1 a customer writes: message, contact and conversation are there when Meta gets its 200', async () => {
  const { status } = await postWebhook(
    test,
    anInbound({ wamid: 'wamid.1', text: 'Hi 👋', timestamp: now(), name: 'Ada' }),
  );
  expect(status).toBe(200);
  const { of } = await synced(test, maya);
  expect(of<Contact>('contact')).toMatchObject([{ name: 'Ada', aliases: [{ kind: 'phone', value: '16505551234' }] }]);
  expect(of('conversation')).toMatchObject([{ inboundCount: 1, preview: { text: 'Hi 👋' }, state: 'open' }]);
  expect(of('message')).toMatchObject([{ content: { type: 'text', text: 'Hi 👋' }, inboundNo: 1, wamid: 'wamid.1' }]);
});

it('R-6 an agent answers: Meta gets it once, with our id, and its statuses become ticks', async () => {
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: now() }));
  const [conversation] = await conversationsOf(test, maya);
  const [inbound] = await messagesOf(test, maya);
  const reply = aReply(conversation?.id ?? '', 'Good morning', { basedOn: inbound?.id });
  expect(await mutate(test, maya, reply)).toMatchObject([{ status: 'applied' }]);
  await sent(test);
  expect(graph.calls).toMatchObject([
    {
      path: '/v26.0/106540352242922/messages',
      token: 'EAAtesttoken',
      body: { to: '+16505551234', text: { body: 'Good morning' }, biz_opaque_callback_data: reply.messageId },
    },
  ]);
  const wamid = `wamid.out-${reply.messageId}`;
  await postWebhook(test, aStatus({ wamid, status: 'read', timestamp: now() + 2 }));
  const [, message] = await messagesOf(test, maya);
  expect(message).toMatchObject({
    wamid,
    sendState: { state: 'accepted' },
    delivery: { seen: { read: (now() + 2) * 1000 } },
  });
});
