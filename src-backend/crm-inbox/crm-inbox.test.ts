import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AccountId, type ConversationId, newId } from '#shared/ids.ts';
import { crmInboxRoutes } from '#shared/wire/crm-inbox-routes.ts';
import { FakeGraph, refuse } from '../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, mutate, postWebhook, sent } from '../testing/test-inbox.ts';
import { anInbound, aStatus } from '../testing/webhook-bodies.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  accountId = await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const now = () => Math.floor(test.clock.now() / 1000);
const get = (path: string) => test.call('GET', `/api/whatsapp/${path}`, { as: maya });
const send = (body: object, headers: Record<string, string> = {}) =>
  test.call('POST', '/api/whatsapp/messages/send', { as: maya, body, headers });
const writes = async (from: string, text = 'Hello', wamid = `wamid.${from}-${text}`) => {
  await postWebhook(test, anInbound({ wamid, timestamp: now(), from, text, name: `Customer ${from}` }));
  test.clock.advance(1000);
};
const list = async (query = '') =>
  crmInboxRoutes.listConversations.response.parse((await get(`conversations${query}`)).body);
const messages = async (id: string, query = '') =>
  crmInboxRoutes.listConversationMessages.response.parse((await get(`conversations/${id}/messages${query}`)).body);
const conversationId = async () => (await list()).data[0]?.id as ConversationId;

it('M-2 lists conversations newest first, with contact, preview and what nobody has read', async () => {
  await writes('16505550001', 'One');
  await writes('16505550002', 'Two');
  await writes('16505550001', 'Three');
  const { data, pagination } = await list();
  expect(pagination).toEqual({ total: 2, limit: 50, offset: 0, hasMore: false });
  expect(data).toMatchObject([
    {
      accountId,
      contact: { name: 'Customer 16505550001', phone: '16505550001', username: null },
      status: 'open',
      archived: false,
      tags: [],
      lastMessagePreview: 'Three',
      unreadCount: 2,
    },
    { lastMessagePreview: 'Two', unreadCount: 1 },
  ]);
  expect(data[0]?.lastMessageAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('ruling 12 pages through all of them once', async () => {
  for (let i = 0; i < 5; i++) await writes(`1650555000${i}`);
  const pages = await Promise.all([0, 2, 4, 6].map((offset) => list(`?limit=2&offset=${offset}`)));
  expect(pages.map(({ data, pagination }) => [data.length, pagination.hasMore])).toEqual([
    [2, true],
    [2, true],
    [1, false],
    [0, false],
  ]);
  expect(new Set(pages.flatMap(({ data }) => data.map(({ id }) => id))).size).toBe(5);
});

it.each([
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=', 'limit'],
  ['limit=1e1', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['offset=-1', 'offset'],
  ['offset=1.5', 'offset'],
  ['status=closed', 'status'],
  ['accountId=7', 'accountId'],
])('ruling 12 names the field of ?%s', async (query, field) => {
  const { status, body } = await get(`conversations?${query}`);
  expect({ status, ...body }).toMatchObject({ status: 400, success: false, code: 'invalid_input', details: { field } });
  expect(body['message']).toContain(field);
});

it('filters by account and state; what is archived is in no state', async () => {
  const other = await connectNumber(test, maya.tenantId, { phoneNumberId: '1', verifyToken: 'other' });
  await writes('16505550001');
  await writes('16505550002');
  const [newest] = (await list()).data;
  const id = newest?.id as ConversationId;
  await mutate(test, maya, { type: 'conversation.setState', conversationId: id, state: 'resolved' });
  const totals = async () =>
    await Promise.all(
      [`accountId=${accountId}`, `accountId=${other}`, 'status=open', 'status=resolved', 'status=archived'].map(
        async (query) => (await list(`?${query}`)).pagination.total,
      ),
    );
  expect(await totals()).toEqual([2, 0, 1, 1, 0]);
  await mutate(test, maya, { type: 'conversation.archive', conversationId: id, archived: true });
  expect(await totals()).toEqual([2, 0, 1, 0, 1]);
});

it('M-4 shows a message’s way in one word and step by step', async () => {
  await writes('16505550001');
  const id = await conversationId();
  const { status, body } = await send({ conversationId: id, type: 'text', text: { body: 'Good morning' } });
  expect({ status, ...body }).toMatchObject({
    status: 202,
    success: true,
    data: { direction: 'outbound', status: 'queued', preview: 'Good morning', origin: { userId: maya.userId } },
  });
  await sent(test);
  const [first] = (await messages(id)).data;
  const waMessageId = first?.waMessageId ?? '';
  await postWebhook(test, aStatus({ wamid: waMessageId, status: 'delivered', timestamp: now() }));
  await postWebhook(test, aStatus({ wamid: waMessageId, status: 'read', timestamp: now() + 5 }));
  const { data, pagination } = await messages(id);
  expect(pagination).toMatchObject({ total: 2 });
  expect(data).toMatchObject([
    { status: 'read', timeline: [{ status: 'accepted' }, { status: 'delivered' }, { status: 'read' }], error: null },
    { status: 'received', timeline: [], direction: 'inbound', content: { type: 'text', text: 'Hello' } },
  ]);
});

it('says why a message failed', async () => {
  await writes('16505550001');
  graph.once(refuse(131026));
  const id = await conversationId();
  await send({ conversationId: id, type: 'text', text: { body: 'x' } });
  await sent(test);
  const [failed] = (await messages(id)).data;
  expect(failed).toMatchObject({ status: 'failed', error: { code: 131026 }, timeline: [{ status: 'failed' }] });
});

it('M-2 marks as read for the whole team, with a receipt only if the account says so', async () => {
  await writes('16505550001');
  const noah = await test.signIn(maya.tenantId, 'viewer');
  const id = await conversationId();
  const answer = await test.call('POST', `/api/whatsapp/conversations/${id}/read`, { as: noah });
  expect(answer).toMatchObject({ status: 200, body: { success: true, data: { conversationId: id, unreadCount: 0 } } });
  expect((await list()).data[0]?.unreadCount).toBe(0);
  await graph.received(1);
  expect(graph.calls[0]?.body).toMatchObject({ status: 'read' });

  await test.db.updateTable('tenantWhatsappConfig').set({ readReceipts: 'never' }).execute();
  await writes('16505550001', 'again');
  expect((await list()).data[0]?.unreadCount).toBe(1);
  await test.call('POST', `/api/whatsapp/conversations/${id}/read`, { as: maya });
  expect((await list()).data[0]?.unreadCount).toBe(0);
  expect(graph.calls).toHaveLength(1);
});

it('ruling 36: a new conversation is account and phone, and begins with a template', async () => {
  const to = { integrationId: accountId, to: '+1 (650) 555-0009' };
  const { status, body } = await send({ ...to, type: 'text', text: { body: 'Hello' } });
  expect({ status, ...body }).toMatchObject({ status: 409, code: 'reply_window_closed', success: false });
  const template = { name: 'order_update', language: { code: 'en_US' } };
  expect(await send({ ...to, type: 'template', template })).toMatchObject({ status: 202 });
  await sent(test);
  expect(graph.calls[0]?.body).toMatchObject({ to: '+16505550009', template });
  const { data } = await list();
  expect(data).toMatchObject([{ contact: { name: '+16505550009' }, unreadCount: 0 }]);
});

it('the header Idempotency-Key makes a second try the same message', async () => {
  await writes('16505550001');
  const body = { conversationId: await conversationId(), type: 'text', text: { body: 'Once' } };
  const header = { 'idempotency-key': 'order-7' };
  const [first, second] = [await send(body, header), await send(body, header)];
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(first.body['data']).toMatchObject({ id: (second.body['data'] as { id: string }).id });
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
  expect(await send({ ...body, text: { body: 'Other' } }, header)).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
  expect(await send(body, { 'idempotency-key': 'x'.repeat(256) })).toMatchObject({
    status: 400,
    body: { details: { field: 'Idempotency-Key' } },
  });
});

it('quotes, reacts and asks about a colleague’s answer', async () => {
  await writes('16505550001');
  const id = await conversationId();
  const inbound = (await messages(id)).data[0]?.id ?? '';
  const text = { body: 'Yes' };
  await send({ conversationId: id, type: 'text', text, replyTo: inbound });
  const reaction = { message_id: inbound, emoji: '👍' };
  expect(await send({ conversationId: id, type: 'reaction', reaction })).toMatchObject({ status: 202 });
  await sent(test);
  expect(graph.calls.map(({ body }) => body.context?.message_id ?? body.reaction?.message_id)).toEqual([
    'wamid.16505550001-Hello',
    'wamid.16505550001-Hello',
  ]);
  expect((await messages(id)).data[1]?.reactions).toMatchObject([{ by: 'team', emoji: '👍' }]);

  maya = await test.signIn(maya.tenantId, 'agent');
  const late = { conversationId: id, type: 'text', text, basedOn: inbound };
  expect(await send(late)).toMatchObject({ status: 409, body: { code: 'stale_reply' } });
  expect(await send({ conversationId: id, type: 'text', text })).toMatchObject({ status: 202 });
});

it.each<[string, object]>([
  ['type', { type: 'poll' }],
  ['text.body', { type: 'text', text: {} }],
  ['text.body', { type: 'text', text: { body: 'x'.repeat(4097) } }],
  ['image.id or link', { type: 'image', image: {} }],
  [
    'interactive.action.buttons',
    { type: 'interactive', interactive: { type: 'button', body: { text: 'x' }, action: {} } },
  ],
  ['replyTo', { type: 'text', text: { body: 'x' }, replyTo: 'x' }],
  ['to', { type: 'text', text: { body: 'x' }, integrationId: newId<AccountId>(), conversationId: undefined }],
  ['to', { type: 'text', text: { body: 'x' }, integrationId: newId<AccountId>(), conversationId: undefined, to: '12' }],
  ['conversationId', { type: 'text', text: { body: 'x' }, conversationId: undefined }],
])('a body that is wrong is refused by the name of its field: %s', async (field, body) => {
  const { status, body: answer } = await send({ conversationId: newId<ConversationId>(), ...body });
  expect({ status, ...answer }).toMatchObject({ status: 400, code: 'invalid_input', details: { field } });
});

it('M-8 viewers read, only agents send', async () => {
  await writes('16505550001');
  maya = await test.signIn(maya.tenantId, 'viewer');
  const id = await conversationId();
  expect((await messages(id)).data).toHaveLength(1);
  expect(await send({ conversationId: id, type: 'text', text: { body: 'x' } })).toMatchObject({ status: 403 });
});
