import { expect, it } from 'vitest';
import { type ConversationId, type MutationId, newId, type UserId } from '#shared/ids.ts';
import type { SignedIn } from '../../testing/test-app.ts';
import { aReply, connectNumber, messagesOf, mutate, postWebhook, sent, synced } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';
import {
  assign,
  conversation,
  conversationId,
  freshConversationForEachTest,
  graph,
  head,
  maya,
  noah,
  note,
  now,
  post,
  test,
} from './mutations.fixtures.ts';

freshConversationForEachTest();

it('ruling 47: the same command again has the stored answer and no second effect', async () => {
  const first = note('Asked for an invoice');
  const { body } = await post(maya, [first]);
  const seq = await head();
  for (let again = 0; again < 3; again++) expect((await post(maya, [first])).body).toEqual(body);
  expect(body).toEqual({ results: [{ id: first.id, status: 'applied', seq }] });
  expect(await head()).toBe(seq);
  expect((await messagesOf(test, maya)).filter(({ direction }) => direction === 'note')).toHaveLength(1);
});

it('ruling 47: the same command twice at the same moment is applied once', async () => {
  const reply = { id: newId<MutationId>(), ...aReply(conversationId, 'Hello') };
  const answers = await Promise.all([1, 2, 3].map(() => post(maya, [reply])));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
});

it('ruling 47: an id that was used for something else, or by somebody else, is a conflict', async () => {
  const first = note('One');
  await post(maya, [first]);
  const conflict = { results: [{ id: first.id, status: 'rejected', error: { code: 'conflict' } }] };
  expect((await post(maya, [note('Two', first.id)])).body).toMatchObject(conflict);
  expect((await post(noah, [first])).body).toMatchObject(conflict);
});

it('R-6b a refusal is stored too: it stays what it was, and blocks nothing behind it', async () => {
  const gone = { ...note('x'), conversationId: newId<ConversationId>() };
  const { body } = await post(maya, [gone, note('y')]);
  expect(body).toMatchObject({
    results: [{ status: 'rejected', error: { code: 'not_found' } }, { status: 'applied' }],
  });
  expect((await post(maya, [gone])).body).toEqual({ results: (body['results'] as unknown[]).slice(0, 1) });
});

it('ruling 47: commands of one request are applied in their order', async () => {
  await mutate(test, maya, note('1'), note('2'), note('3'));
  const notes = (await messagesOf(test, maya)).filter(({ direction }) => direction === 'note');
  expect(notes.map(({ content }) => content)).toMatchObject([{ text: '1' }, { text: '2' }, { text: '3' }]);
});

it('S-60 another company’s conversation, message and colleague are not found, like missing ones', async () => {
  const other = await test.addTenant('Other');
  await connectNumber(test, other, { phoneNumberId: '222222222' });
  const spy = await test.signIn(other, 'admin');
  const [inbound] = await messagesOf(test, maya);
  const foreign = [
    aReply(conversationId, 'x'),
    note('x'),
    assign(spy.userId, null),
    { type: 'conversation.setState', conversationId, state: 'resolved' },
    { type: 'conversation.read', conversationId, inboundNo: 1, seen: true },
    { type: 'message.resend', conversationId, messageId: inbound?.id },
    { type: 'message.leave', conversationId, messageId: inbound?.id },
  ] as Parameters<typeof mutate>[2][];
  const results = await mutate(test, spy, ...foreign);
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', error: { message: 'There is no such conversation' } });
  }
  expect(await mutate(test, maya, assign(spy.userId, null))).toMatchObject([{ error: { code: 'invalid_input' } }]);
});

it('S-46 judges the right to each command when it is applied', async () => {
  const viewer = await test.signIn(maya.tenantId, 'viewer');
  const read = { type: 'conversation.read', conversationId, inboundNo: 1, seen: false } as const;
  expect(
    await mutate(test, viewer, read, note('x'), aReply(conversationId, 'x'), assign(maya.userId, null)),
  ).toMatchObject([
    { status: 'applied' },
    { status: 'rejected', error: { code: 'forbidden' } },
    { status: 'rejected', error: { code: 'forbidden' } },
    { status: 'rejected', error: { code: 'forbidden' } },
  ]);
});

it('R-8a of several who take a conversation exactly one wins, the others learn who', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => test.signIn(maya.tenantId, 'agent')));
  const results = (await Promise.all(people.map((one) => mutate(test, one, assign(one.userId, null))))).flat();
  expect(results.filter(({ status }) => status === 'applied')).toHaveLength(1);
  const winner = people[results.findIndex(({ status }) => status === 'applied')]?.userId;
  expect(await conversation()).toMatchObject({ assigneeId: winner });
  for (const result of results.filter(({ status }) => status === 'rejected')) {
    expect(result).toMatchObject({ error: { code: 'conflict', details: { assigneeId: winner } } });
  }
});

it('assigns only to people who can answer', async () => {
  const viewer = await test.signIn(maya.tenantId, 'viewer');
  expect(await mutate(test, maya, assign(viewer.userId, null), assign(newId<UserId>(), null))).toMatchObject([
    { error: { code: 'invalid_input' } },
    { error: { code: 'invalid_input' } },
  ]);
});

it('what is resolved waits for nobody', async () => {
  await mutate(test, maya, { type: 'conversation.setState', conversationId, state: 'resolved' });
  expect(await conversation()).toMatchObject({ state: 'resolved', waitingSince: null });
});

it.each([
  ['resolved', { type: 'conversation.setState', state: 'resolved' }],
  ['snoozed', { type: 'conversation.setState', state: 'snoozed' }],
  ['archived', { type: 'conversation.archive', archived: true }],
] as const)('what the customer wrote after it was decided is not buried: it is not %s', async (_name, act) => {
  const before = await conversation();
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: now() }));
  expect(await mutate(test, maya, { ...act, conversationId, seenInbound: 1 })).toMatchObject([
    { status: 'rejected', error: { code: 'conflict', message: expect.stringContaining('has written meanwhile') } },
  ]);
  expect(await conversation()).toMatchObject({ state: 'open', waitingSince: before?.waitingSince });
  expect(await mutate(test, maya, { ...act, conversationId, seenInbound: 2 })).toMatchObject([{ status: 'applied' }]);
});

it('ruling 50: read marks are each reader’s own, only grow, and never past what came', async () => {
  const read = (inboundNo: number) => ({ type: 'conversation.read', conversationId, inboundNo, seen: false }) as const;
  await postWebhook(test, anInbound({ wamid: 'wamid.2', timestamp: now() }));
  const marks = async (as: SignedIn) => (await synced(test, as)).of<{ inboundNo: number }>('readMark');
  await mutate(test, maya, read(2));
  await mutate(test, maya, read(1));
  expect(await marks(maya)).toMatchObject([{ inboundNo: 2, userId: maya.userId, version: 1 }]);
  expect(await marks(noah)).toEqual([]);
  await mutate(test, noah, read(99));
  expect(await marks(noah)).toMatchObject([{ inboundNo: 2, userId: noah.userId }]);
});

it.each([
  ['on_open', 'is opened', [1, 0]],
  ['on_reply', 'is answered', [0, 1]],
  ['never', 'never', [0, 0]],
] as const)(
  'ruling 50: with %s the customer gets blue ticks when their message %s',
  async (readReceipts, _when, counts) => {
    await test.db.updateTable('tenantWhatsappConfig').set({ readReceipts }).execute();
    const receipts = () => graph.calls.filter(({ body }) => body.status === 'read');
    const seen = { type: 'conversation.read', conversationId, inboundNo: 1, seen: true } as const;
    // Read in the background by one, seen by the other: only that counts.
    await mutate(test, noah, { ...seen, seen: false });
    await mutate(test, maya, seen);
    await graph.received(counts[0]);
    expect(receipts()).toHaveLength(counts[0]);
    await mutate(test, maya, aReply(conversationId, 'Hello'));
    await sent(test);
    await graph.received(counts[0] + counts[1] + 1);
    expect(receipts()).toHaveLength(counts[0] + counts[1]);
    for (const { body } of receipts()) expect(body).toMatchObject({ message_id: 'wamid.1' });
  },
);

it('shows "typing…" to the customer, unless blue ticks are held back', async () => {
  const typing = (as: SignedIn, id = conversationId) => test.call('POST', `/api/conversations/${id}/typing`, { as });
  expect((await typing(maya)).body).toEqual({ success: true });
  await graph.received(1);
  expect(graph.calls[0]?.body).toMatchObject({
    status: 'read',
    message_id: 'wamid.1',
    typing_indicator: { type: 'text' },
  });
  await test.db.updateTable('tenantWhatsappConfig').set({ readReceipts: 'on_reply' }).execute();
  expect((await typing(maya)).status).toBe(200);
  expect((await typing(maya, newId<ConversationId>())).status).toBe(404);
  expect((await typing(await test.signIn(maya.tenantId, 'viewer'))).status).toBe(403);
  const other = await test.addTenant('Other');
  expect((await typing(await test.signIn(other, 'agent'))).status).toBe(404);
  expect(graph.calls).toHaveLength(1);
});

it('refuses a message of 1 MB, an empty one and unknown commands by name, and applies none of the request', async () => {
  const seq = await head();
  const long = { id: newId<MutationId>(), ...aReply(conversationId, 'x'.repeat(5000)) };
  const bodies: unknown[][] = [
    [note('fine'), long],
    [{ id: newId<MutationId>(), ...aReply(conversationId, '   ') }],
    [{ id: newId<MutationId>(), type: 'conversation.delete', conversationId }],
    [{ ...note('x'), id: 'not an id' }],
    [],
  ];
  for (const mutations of bodies) {
    expect(await post(maya, mutations)).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
  }
  const megabyte = { id: newId<MutationId>(), ...aReply(conversationId, 'x'.repeat(1024 * 1024)) };
  expect(await post(maya, [megabyte])).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  expect(await head()).toBe(seq);
});
