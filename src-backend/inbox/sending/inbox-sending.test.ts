import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contact } from '#shared/contact.ts';
import type { AccountId, ConversationId, MessageId, TenantId } from '#shared/ids.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { accept, FakeGraph, hang, refuse } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, conversationsOf, messagesOf, postWebhook, sent, synced } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';
import { InboxSending, type SendOrder } from './inbox-sending.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let tenantId: TenantId;
let accountId: AccountId;
let sending: InboxSending;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  tenantId = await test.addTenant();
  accountId = await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  sending = test.app.get(InboxSending, { strict: false });
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const origin = { kind: 'queue' as const };
const text: OutgoingContent = { type: 'text', text: 'Hello' };
const template = OutgoingContent.parse({ type: 'template', name: 'order_update', language: 'en_US' });
const to = (recipient: string, content: OutgoingContent, more: Partial<SendOrder> = {}): SendOrder =>
  ({ tenantId, accountId, recipient, content, origin, ...more }) as SendOrder;

async function customerWrites(from = '16505551234'): Promise<ConversationId> {
  const timestamp = Math.floor(test.clock.now() / 1000);
  await postWebhook(test, anInbound({ wamid: `wamid.in-${from}-${timestamp}`, timestamp, from }));
  const conversations = await conversationsOf(test, maya);
  return conversations.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]?.id as ConversationId;
}

it('ruling 36: opens a conversation with a template to a number in any human form', async () => {
  const { message, conversation, isNew } = await sending.send(to('+1 (650) 555-9876', template));
  await sent(test);
  expect({ isNew, accountId: conversation.accountId }).toEqual({ isNew: true, accountId });
  expect(graph.calls[0]?.body).toMatchObject({
    to: '+16505559876',
    type: 'template',
    biz_opaque_callback_data: message.id,
    template: { name: 'order_update', language: { code: 'en_US' } },
  });
  const [contact] = (await synced(test, maya)).of<Contact>('contact');
  expect(contact?.aliases).toMatchObject([{ kind: 'phone', value: '16505559876' }]);
  const second = await sending.send(to('0016505559876', template));
  expect(second.conversation.id).toBe(conversation.id);
});

it('a phone that is known in another form is the same person, who keeps their names', async () => {
  await customerWrites('551191234567');
  const before = (await synced(test, maya)).of<Contact>('contact');
  const { conversation } = await sending.send(to('+55 11 9 9123-4567', text));
  expect(conversation.contactId).toBe(before[0]?.id);
  expect((await synced(test, maya)).of<Contact>('contact')).toEqual(before);
});

it.each(['a text', 'a picture', 'buttons'])('M-9 outside of the window %s is refused with what to do', async (kind) => {
  const contents: Record<string, OutgoingContent> = {
    'a text': text,
    'a picture': OutgoingContent.parse({ type: 'media', kind: 'image', media: { link: 'https://a.example/b.png' } }),
    buttons: OutgoingContent.parse({
      type: 'interactive',
      kind: 'location_request_message',
      body: 'Where are you?',
      action: { name: 'send_location' },
    }),
  };
  const content = contents[kind] ?? text;
  await expect(sending.send(to('16505559876', content))).rejects.toMatchObject({
    code: 'reply_window_closed',
    message: expect.stringContaining('send an approved template'),
  });
  const conversationId = await customerWrites();
  test.clock.advance(24 * 60 * 60 * 1000);
  maya = { ...maya, ...(await test.login(maya.email)) };
  const order = { tenantId, conversationId, origin };
  await expect(sending.send({ ...order, content })).rejects.toMatchObject({ code: 'reply_window_closed' });
  expect(await conversationsOf(test, maya)).toHaveLength(1);
  await expect(sending.send({ ...order, content: template })).resolves.toMatchObject({ isNew: true });
});

it('the 409 of the window is only for numbers at Meta (ruling 13)', async () => {
  const gateway = await connectNumber(test, tenantId, { provider: 'gateway', phoneNumberId: '1', verifyToken: 'gw' });
  await expect(sending.send(to('16505559876', text, { accountId: gateway }))).resolves.toMatchObject({ isNew: true });
});

it('the same idempotency key sends once, and refuses another message', async () => {
  const conversationId = await customerWrites();
  const order = (content: OutgoingContent, scope = 'a'): SendOrder => {
    return { tenantId, conversationId, origin, content, idempotencyKey: { scope, key: 'k-1' } };
  };
  const first = await sending.send(order(text));
  const again = await Promise.all([sending.send(order(text)), sending.send(order(text))]);
  expect(again.map(({ isNew, message }) => [isNew, message.id])).toEqual([
    [false, first.message.id],
    [false, first.message.id],
  ]);
  await expect(sending.send(order({ type: 'text', text: 'Other' }))).rejects.toMatchObject({ code: 'conflict' });
  expect((await sending.send(order(text, 'b'))).message.id).not.toBe(first.message.id);
  await sent(test);
  expect(graph.sends()).toHaveLength(2);
});

it('a refusal does not use up the key', async () => {
  const idempotencyKey = { scope: 'a', key: 'k-1' };
  await expect(sending.send(to('16505551234', text, { idempotencyKey }))).rejects.toThrow();
  await customerWrites();
  await expect(sending.send(to('16505551234', text, { idempotencyKey }))).resolves.toMatchObject({ isNew: true });
});

it('waits for WhatsApp’s answer as long as it is told to', async () => {
  const conversationId = await customerWrites();
  const call = hang();
  graph.once(call.behaviour);
  const { message } = await sending.send({ tenantId, conversationId, content: text, origin });
  await call.arrived;
  expect((await sending.waitForAnswer(tenantId, message.id, 1)).sendState).toEqual({ state: 'sending' });
  const answer = sending.waitForAnswer(tenantId, message.id, 60_000);
  call.answer(accept('wamid.answer'));
  expect(await answer).toMatchObject({ sendState: { state: 'accepted' }, wamid: 'wamid.answer' });
  expect(await sending.waitForAnswer(tenantId, message.id, 60_000)).toMatchObject({ wamid: 'wamid.answer' });
});

it.each([
  ['rejected', refuse(131026)],
  ['held', refuse(190, 401)],
])('what ends as %s is an answer too', async (state, behaviour) => {
  const conversationId = await customerWrites();
  graph.once(behaviour);
  const { message } = await sending.send({ tenantId, conversationId, content: text, origin });
  expect((await sending.waitForAnswer(tenantId, message.id, 60_000)).sendState).toMatchObject({ state });
});

it('a number that can’t send holds what it is given', async () => {
  const held = await connectNumber(test, tenantId, { cannotSend: 'token', phoneNumberId: '1', verifyToken: 'held' });
  const { message } = await sending.send(to('16505559876', template, { accountId: held }));
  expect(message.sendState).toEqual({ state: 'held', reason: 'token' });
});

it('S-60 knows nothing of another company, or of another account', async () => {
  const conversationId = await customerWrites();
  const other = await test.addTenant('Other');
  const elsewhere = await connectNumber(test, tenantId, { phoneNumberId: '1', verifyToken: 'elsewhere' });
  const order = { conversationId, content: text, origin };
  await expect(sending.send({ ...order, tenantId: other })).rejects.toMatchObject({ code: 'not_found' });
  await expect(sending.send({ ...order, tenantId, accountId: elsewhere })).rejects.toMatchObject({ code: 'not_found' });
  await expect(sending.send(to('16505551234', template, { tenantId: other }))).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(sending.waitForAnswer(other, 'x' as MessageId, 1)).rejects.toMatchObject({ code: 'not_found' });
});

it('quotes by WhatsApp’s id, and leaves out a quote that nobody knows', async () => {
  const conversationId = await customerWrites();
  const [inbound] = await messagesOf(test, maya);
  const order = { tenantId, conversationId, content: text, origin };
  const quoting = await sending.send({ ...order, replyTo: { wamid: inbound?.wamid ?? '' } });
  const without = await sending.send({ ...order, replyTo: { wamid: 'wamid.unknown' } });
  expect([quoting.message.replyTo, without.message.replyTo]).toEqual([inbound?.id, null]);
});

it('ruling 38: the message says where it comes from, and is no reply of an agent', async () => {
  const conversationId = await customerWrites();
  const { message, conversation } = await sending.send({ tenantId, conversationId, content: text, origin });
  expect({ origin: message.origin, assigneeId: conversation.assigneeId }).toEqual({ origin, assigneeId: null });
});
