import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#shared/change.ts';
import type { ConversationId } from '#shared/ids.ts';
import { rest } from '#shared/wire/rest.ts';
import { FakeGraph, hang, refuse, reset, accept } from '../../src-backend/testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
  synced,
} from '../../src-backend/testing/test-inbox.ts';
import { anInbound, aStatus, aWebhook } from '../../src-backend/testing/webhook-bodies.ts';
import { type TestDatabases, databases } from './databases.ts';

// The inbox does the same on every database, also where several transactions really run at once.

describe.each(databases)('the inbox on $name', ({ name, start }) => {
  let servers: TestDatabases;
  let graph: FakeGraph;
  let test: TestApp;
  let maya: SignedIn;
  let noah: SignedIn;

  beforeAll(async () => {
    servers = await start();
    graph = await FakeGraph.start();
  });
  afterAll(async () => {
    await graph.stop();
    await servers.stop();
  });
  beforeEach(async () => {
    test = await TestApp.start({ graphUrl: graph.url }, await servers.fresh());
    const tenantId = await test.addTenant();
    await connectNumber(test, tenantId);
    maya = await test.signIn(tenantId, 'agent');
    noah = await test.signIn(tenantId, 'agent');
    graph.calls.length = 0;
  });
  afterEach(() => test.close());

  const now = () => Math.floor(test.clock.now() / 1000);
  const customerWrites = (wamid: string, from = '16505551234') =>
    postWebhook(test, anInbound({ wamid, timestamp: now(), from }));
  const conversationId = async () => ((await conversationsOf(test, maya))[0]?.id ?? '') as ConversationId;
  const outbound = async () => (await messagesOf(test, maya)).filter(({ direction }) => direction === 'outbound');

  it('R-1 R-6 a customer writes, an agent answers, the ticks follow', async () => {
    expect((await customerWrites('wamid.1')).status).toBe(200);
    const reply = aReply(await conversationId(), 'Good morning');
    expect(await mutate(test, maya, reply)).toMatchObject([{ status: 'applied' }]);
    await sent(test);
    await postWebhook(test, aStatus({ wamid: `wamid.out-${reply.messageId}`, status: 'read', timestamp: now() }));
    expect(await messagesOf(test, maya)).toMatchObject([
      { direction: 'inbound', inboundNo: 1, seq: expect.any(Number) },
      { direction: 'outbound', sendState: { state: 'accepted' }, delivery: { seen: { read: now() * 1000 } } },
    ]);
    expect(await conversationsOf(test, maya)).toMatchObject([
      { inboundCount: 1, assigneeId: maya.userId, preview: { text: 'Good morning' } },
    ]);
  });

  it('R-2 R-5a the same messages from many sides at once: each once, numbered without a gap', async () => {
    const wamids = Array.from({ length: 12 }, (_, n) => `wamid.${n}`);
    // One by one, so that they are many transactions, with spaces, so that they are different bodies.
    const copies = [0, 1, 2].flatMap((copy) =>
      wamids.map((wamid, n) => {
        const body = anInbound({ wamid, timestamp: now() - n, from: `1650555100${n % 4}` });
        return postWebhook(test, Buffer.from(JSON.stringify(body, null, copy)));
      }),
    );
    expect((await Promise.all(copies)).every(({ status }) => status === 200)).toBe(true);
    const messages = await messagesOf(test, maya);
    expect(messages).toHaveLength(12);
    for (const conversation of await conversationsOf(test, maya)) {
      const mine = messages.filter((message) => message.conversationId === conversation.id);
      expect(mine.map(({ inboundNo }) => inboundNo).toSorted()).toEqual([1, 2, 3]);
      expect(conversation.inboundCount).toBe(3);
    }
    const rows = await test.db.selectFrom('changeLog').select('seq').orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  });

  // SQLite has one process, so there is nothing to try.
  if (name === 'PostgreSQL') {
    it('R-2 two processes that take in the same bodies at once store them once', async () => {
      const second = await TestApp.start({ graphUrl: graph.url }, await servers.again());
      try {
        const bodies = Array.from({ length: 20 }, (_, n) => anInbound({ wamid: `wamid.${n}`, timestamp: now() }));
        const answers = await Promise.all(
          bodies.flatMap((body) => [postWebhook(test, body), postWebhook(second, body)]),
        );
        expect(answers.every(({ status }) => status === 200)).toBe(true);
        expect(await messagesOf(test, maya)).toHaveLength(20);
        expect(await conversationsOf(test, maya)).toMatchObject([{ inboundCount: 20 }]);
      } finally {
        await second.close();
      }
    });
  }

  it('ruling 47: the same command from many sides at once is applied once', async () => {
    await customerWrites('wamid.1');
    const { id, ...note } = {
      id: crypto.randomUUID(),
      type: 'note.add' as const,
      messageId: crypto.randomUUID(),
      conversationId: await conversationId(),
      text: 'x',
    };
    const body = { mutations: [{ id, ...note }] };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => test.call('POST', '/api/mutations', { as: maya, body })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await messagesOf(test, maya)).filter(({ direction }) => direction === 'note')).toHaveLength(1);
  });

  it('R-8a of several who take a conversation at once exactly one wins', async () => {
    await customerWrites('wamid.1');
    const id = await conversationId();
    const people = await Promise.all(Array.from({ length: 6 }, () => test.signIn(maya.tenantId, 'agent')));
    const results = await Promise.all(
      people.map(({ userId: assigneeId, ...one }) =>
        mutate(
          test,
          { ...one, userId: assigneeId },
          { type: 'conversation.assign', conversationId: id, assigneeId, expected: null },
        ),
      ),
    );
    expect(results.flat().filter(({ status }) => status === 'applied')).toHaveLength(1);
  });

  it('ruling 49: of two answers at the same moment the later one is asked about', async () => {
    await customerWrites('wamid.1');
    const id = await conversationId();
    const results = (await Promise.all([maya, noah].map((one) => mutate(test, one, aReply(id, 'Hello'))))).flat();
    expect(results.map(({ status }) => status).toSorted()).toEqual(['applied', 'rejected']);
  });

  it('R-8c read marks sent at once end at the highest', async () => {
    for (let n = 0; n < 5; n++) await customerWrites(`wamid.${n}`);
    const id = await conversationId();
    await Promise.all(
      [3, 1, 5, 2, 4].map((inboundNo) =>
        mutate(test, maya, { type: 'conversation.read', conversationId: id, inboundNo, seen: false }),
      ),
    );
    expect((await synced(test, maya)).of('readMark')).toMatchObject([{ inboundNo: 5 }]);
  });

  it('R-3 statuses before, during and after the binding of a wamid end the same', async () => {
    await customerWrites('wamid.1');
    const slow = hang();
    graph.once(slow.behaviour);
    const reply = aReply(await conversationId(), 'x');
    await mutate(test, maya, reply);
    await slow.arrived;
    const wamid = `wamid.out-${reply.messageId}`;
    const status = (name: string, second: number) =>
      postWebhook(test, aStatus({ wamid, status: name, timestamp: now() + second }));
    await status('delivered', 2);
    slow.answer(accept());
    await Promise.all([status('sent', 1), sent(test)]);
    await status('read', 3);
    await status('delivered', 2);
    const at = (second: number) => (now() + second) * 1000;
    expect((await outbound())[0]?.delivery.seen).toEqual({
      accepted: test.clock.now(),
      sent: at(1),
      delivered: at(2),
      read: at(3),
    });
  });

  it('R-6 lanes, doubt, refusal and hold', async () => {
    await customerWrites('wamid.1');
    const id = await conversationId();
    graph.once(reset, refuse(131026), refuse(190, 401));
    await mutate(test, maya, aReply(id, '1'), aReply(id, '2'), aReply(id, '3'), aReply(id, '4'));
    await sent(test);
    expect((await outbound()).map(({ sendState }) => sendState?.state)).toEqual([
      'uncertain',
      'rejected',
      'held',
      'held',
    ]);
    expect(graph.sends().map(({ body }) => body.text.body)).toEqual(['1', '2', '3']);
  });

  it('ruling 46: log and snapshot tell the same', async () => {
    for (let n = 0; n < 7; n++) await customerWrites(`wamid.${n}`, `1650555100${n % 3}`);
    await mutate(test, maya, aReply(await conversationId(), 'x'));
    await sent(test);
    const fromLog = (await synced(test, maya)).page.changes;
    const fromSnapshot: Change[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await test.call('GET', `/api/sync/snapshot?limit=3${from}`, { as: maya });
      const page = rest.snapshot.response.parse(body);
      fromSnapshot.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    const inbox = (changes: Change[]) =>
      changes
        .filter(({ entity }) => ['contact', 'conversation', 'message'].includes(entity))
        .map(({ id, data }) => ({ id, data }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(inbox(fromSnapshot)).toEqual(inbox(fromLog));
  });

  it('a customer with business-scoped id, phone and username is one contact, found again and reached by either', async () => {
    const from = (ids: object, wamid: string) =>
      aWebhook({
        contacts: [{ profile: { name: 'Lin', username: 'lin.9' }, user_id: 'CN.42' }],
        messages: [{ ...ids, id: wamid, timestamp: String(now()), type: 'text', text: { body: 'x' } }],
      });
    await postWebhook(test, from({ from_user_id: 'CN.42' }, 'wamid.1'));
    await postWebhook(test, from({ from: '8613812345678', from_user_id: 'CN.42' }, 'wamid.2'));
    await postWebhook(test, anInbound({ wamid: 'wamid.3', timestamp: now(), from: '8613812345678' }));
    const { of } = await synced(test, maya);
    expect(of('contact')).toHaveLength(1);
    expect(of('conversation')).toMatchObject([{ inboundCount: 3 }]);
    await mutate(test, maya, aReply(await conversationId(), 'x'));
    await sent(test);
    expect(graph.sends()[0]?.body).toMatchObject({ to: '+8613812345678' });
  });

  it('keeps a body of 3 MB and thousands of imported messages', async () => {
    const messages = Array.from({ length: 3000 }, (_, n) => ({
      from: n % 2 === 0 ? '16505551234' : '15550783881',
      id: `wamid.${n}`,
      timestamp: String(now() - 3000 + n),
      type: 'text',
      text: { body: 'x'.repeat(700) },
      history_context: { status: 'READ' },
    }));
    const body = aWebhook({ history: [{ threads: [{ id: '16505551234', messages }] }] }, 'history');
    expect((await postWebhook(test, body)).status).toBe(200);
    const { count } = await test.db
      .selectFrom('message')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(3000);
  });
});
