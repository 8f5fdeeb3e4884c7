import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountId, type ConversationId, type MessageId, newId, type TenantId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { pageOfConversations, pageOfMessages } from '../../src-backend/inbox/inbox-pages.repository.ts';
import { IdempotencyRetention } from '../../src-backend/inbox/sending/idempotency-retention.ts';
import { InboxSending, type SendOrder } from '../../src-backend/inbox/sending/inbox-sending.ts';
import { FakeGraph, reset } from '../../src-backend/testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
} from '../../src-backend/testing/test-inbox.ts';
import { anInbound, aStatus } from '../../src-backend/testing/webhook-bodies.ts';
import { type TestDatabases, databases } from './databases.ts';

// Sending does the same on every database, also where several transactions really run at once.

describe.each(databases)('sending on $name', ({ start }) => {
  let servers: TestDatabases;
  let graph: FakeGraph;
  let test: TestApp;
  let maya: SignedIn;
  let tenantId: TenantId;
  let accountId: AccountId;
  let conversationId: ConversationId;
  let sending: InboxSending;

  beforeAll(async () => {
    servers = await start();
  }, 60_000);
  afterAll(() => servers.stop());

  beforeEach(async () => {
    graph = await FakeGraph.start();
    test = await TestApp.start({ graphUrl: graph.url }, await servers.fresh());
    tenantId = await test.addTenant();
    accountId = await connectNumber(test, tenantId);
    maya = await test.signIn(tenantId, 'agent');
    sending = test.app.get(InboxSending, { strict: false });
    await writes('16505551234', 'wamid.1');
    conversationId = (await conversationsOf(test, maya))[0]?.id as ConversationId;
  });
  afterEach(async () => {
    await test.close();
    await graph.stop();
  });

  const writes = async (from: string, wamid: string) =>
    await postWebhook(test, anInbound({ wamid, from, timestamp: Math.floor(test.clock.now() / 1000) }));
  const order = (text: string, key: string | null = null): SendOrder => ({
    tenantId,
    conversationId,
    content: { type: 'text', text },
    origin: { kind: 'queue' },
    idempotencyKey: key === null ? null : { scope: 'test', key },
  });
  const inbound = async () => (await messagesOf(test, maya))[0] as Message;

  it('twenty callers with one key get one message', async () => {
    const receipts = await Promise.all(Array.from({ length: 20 }, () => sending.send(order('Once', 'k'))));
    expect(new Set(receipts.map(({ message }) => message.id)).size).toBe(1);
    expect(receipts.filter(({ isNew }) => isNew)).toHaveLength(1);
    await sent(test);
    expect(graph.sends()).toHaveLength(1);
  });

  it('S-54 a key is forgotten after a day', async () => {
    await sending.send(order('Once', 'k'));
    test.clock.advance(25 * 3_600_000);
    await test.app.get(IdempotencyRetention, { strict: false }).purge();
    expect(await test.db.selectFrom('idempotencyKey').selectAll().execute()).toEqual([]);
  });

  it('S-46 what a suspended company has to send waits in the queue', async () => {
    await test.db.updateTable('tenant').set({ suspendedAt: 1 }).where('id', '=', tenantId).execute();
    await sending.send(order('Later'));
    await sent(test);
    expect(graph.sends()).toEqual([]);
    await test.db.updateTable('tenant').set({ suspendedAt: null }).where('id', '=', tenantId).execute();
    await sent(test);
    expect(graph.sends()).toHaveLength(1);
  });

  it('twenty callers who write to a new number open one conversation with one person', async () => {
    const content = OutgoingContent.parse({ type: 'template', name: 'hello', language: 'en' });
    const to = { tenantId, accountId, recipient: '+16505550000', content, origin: { kind: 'queue' as const } };
    const receipts = await Promise.all(Array.from({ length: 20 }, () => sending.send(to)));
    expect(new Set(receipts.map(({ conversation }) => conversation.id)).size).toBe(1);
    expect(new Set(receipts.map(({ conversation }) => conversation.contactId)).size).toBe(1);
    expect(await conversationsOf(test, maya)).toHaveLength(2);
  });

  it('a lane keeps the order of messages and reactions, and one in doubt does not stop it (ruling 47)', async () => {
    const { id: messageId } = await inbound();
    const react = { type: 'message.react', conversationId, messageId, emoji: '👍' } as const;
    graph.once(reset);
    await mutate(test, maya, react, aReply(conversationId, 'one'), { ...react, emoji: '❤️' });
    await sending.send(order('two'));
    await sent(test);
    expect(graph.calls.map(({ body }) => body.text?.body ?? body.reaction.emoji)).toEqual(['👍', 'one', '❤️', 'two']);
    expect((await inbound()).reactions).toMatchObject([{ emoji: '❤️', userId: maya.userId }]);
    const left = await test.db.selectFrom('sendJob').selectAll().execute();
    expect(left).toEqual([]);
    const attempts = await test.db.selectFrom('sendAttempt').select('outcome').orderBy('outcome').execute();
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['accept', 'accept', 'accept', 'doubt']);
  });

  it('R-6d a status settles a reaction in doubt: it shows, or is forgotten when it failed', async () => {
    const { id: messageId } = await inbound();
    for (const [emoji, errors, shown] of [
      ['👍', [{ code: 131009, title: 'no' }], undefined],
      ['❤️', undefined, [{ emoji: '❤️' }]],
    ] as const) {
      graph.once(reset);
      await mutate(test, maya, { type: 'message.react', conversationId, messageId, emoji });
      await sent(test);
      const [job] = await test.db.selectFrom('sendJob').select('id').execute();
      await postWebhook(
        test,
        aStatus({
          wamid: `wamid.${emoji}`,
          status: errors === undefined ? 'sent' : 'failed',
          timestamp: Math.floor(test.clock.now() / 1000),
          opaqueId: job?.id ?? '',
          ...(errors === undefined ? {} : { errors: [...errors] }),
        }),
      );
      const { reactions } = await inbound();
      if (shown === undefined) expect(reactions).toBeUndefined();
      else expect(reactions).toMatchObject(shown);
      expect(await test.db.selectFrom('sendJob').selectAll().execute()).toEqual([]);
    }
  });

  it('ruling 12 ruling 50 pages hold everything once, newest first, with what nobody has read', async () => {
    const noah = await test.signIn(tenantId, 'agent');
    for (let i = 0; i < 4; i++) {
      test.clock.advance(1000);
      await writes(`1650555000${i}`, `wamid.p${i}`);
    }
    const pages = await Promise.all(
      [0, 2, 4].map((offset) => pageOfConversations(test.db, tenantId, {}, { limit: 2, offset })),
    );
    expect(pages.map(({ rows, total }) => [rows.length, total])).toEqual([
      [2, 5],
      [2, 5],
      [1, 5],
    ]);
    const listed = pages.flatMap(({ rows }) => rows);
    const times = listed.map(({ conversation }) => conversation.lastMessageAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(listed.map(({ unread }) => unread)).toEqual([1, 1, 1, 1, 1]);
    await mutate(test, noah, { type: 'conversation.read', conversationId, inboundNo: 1, seen: false });
    const page = await pageOfConversations(test.db, tenantId, { accountId, status: 'open' }, { limit: 100, offset: 0 });
    expect(page.rows.find(({ conversation }) => conversation.id === conversationId)?.unread).toBe(0);
    expect(await pageOfMessages(test.db, tenantId, conversationId, { limit: 1, offset: 0 })).toMatchObject({
      total: 1,
    });
    const other = await test.addTenant('Other');
    expect(await pageOfConversations(test.db, other, {}, { limit: 1, offset: 0 })).toEqual({ rows: [], total: 0 });
  });

  it('archive and tags of a conversation are kept', async () => {
    await mutate(
      test,
      maya,
      { type: 'conversation.archive', conversationId, archived: true },
      { type: 'conversation.tag', conversationId, add: ['vip'], remove: [] },
    );
    const [kept] = await conversationsOf(test, maya);
    expect(kept).toMatchObject({ tags: ['vip'], archivedAt: test.clock.now() });
    const { total } = await pageOfConversations(test.db, tenantId, { status: 'archived' }, { limit: 1, offset: 0 });
    expect(total).toBe(1);
  });

  it('a job without its message can’t be', async () => {
    const row = {
      tenantId,
      id: newId<MessageId>(),
      messageId: newId<MessageId>(),
      reaction: null,
      accountId,
      conversationId,
      seq: 1,
      state: 'ready',
      notBefore: 0,
      attempts: 0,
      firstTriedAt: null,
      leaseUntil: 0,
      fence: 0,
    };
    await expect(test.db.insertInto('sendJob').values(row).execute()).rejects.toThrow();
  });
});
