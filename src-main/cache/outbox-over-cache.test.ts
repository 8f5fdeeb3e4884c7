import { describe, expect, it } from 'vitest';
import { newId, type ConversationId, type MutationId } from '#shared/ids.ts';
import { aConversation, aMessage, aSend, changeTo, me, minute, t0 } from './entities.fixtures.ts';
import {
  enqueueOptions,
  list,
  page,
  startAt,
  store,
  thread,
  freshStoreForEachTest,
} from './workspace-store.fixtures.ts';

freshStoreForEachTest();

describe('the outbox laid over the cache', () => {
  it('R-6a shows a send at once, and keeps showing one bubble until its own message has come back', () => {
    const conversation = aConversation({ inboundCount: 1, waitingSince: t0 });
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    const { message, change, outbox } = store.enqueue(send, enqueueOptions);
    expect(message).toMatchObject({ id: send.messageId, sendState: { state: 'queued' }, outbox: { state: 'pending' } });
    expect(change.conversations[0]).toMatchObject({ preview: { text: 'Yes, it is.' }, waitingSince: null });
    expect(outbox).toEqual({ pending: 1, attention: 0 });
    const bubbles = () => thread(conversation.id).messages.map(({ id, outbox }) => [id, outbox?.state ?? 'synced']);
    expect(bubbles()).toEqual([[send.messageId, 'pending']]);
    store.resolve([{ id: send.id, status: 'applied', seq: 7 }]);
    expect(bubbles()).toEqual([[send.messageId, 'pending']]);
    const stored = aMessage({ id: send.messageId, conversationId: conversation.id, direction: 'outbound', seq: 7 });
    const { change: synced } = store.applyPage(page(0, [changeTo('message', stored, 7)], 7));
    expect(synced.removed).toEqual([]);
    expect(bubbles()).toEqual([[send.messageId, 'synced']]);
    expect(store.outboxItems()).toEqual([]);
  });

  it('shows one bubble when the change comes before the answer to the mutation', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, enqueueOptions);
    const stored = aMessage({ id: send.messageId, conversationId: conversation.id, direction: 'outbound', seq: 3 });
    store.applyPage(page(0, [changeTo('message', stored, 3)], 3));
    expect(thread(conversation.id).messages).toEqual([{ ...stored, outbox: null }]);
    store.resolve([{ id: send.id, status: 'applied', seq: 3 }]);
    expect(store.outboxCounts()).toEqual({ pending: 0, attention: 0 });
    expect(thread(conversation.id).messages).toHaveLength(1);
  });

  it('shows assignment, state and read marks before the backend has them, and falls back when it refuses', () => {
    const conversation = aConversation({ inboundCount: 4 });
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const common = { conversationId: conversation.id };
    const assign = { id: newId<MutationId>(), type: 'conversation.assign', assigneeId: me, expected: null, ...common };
    store.enqueue({ ...assign, type: 'conversation.assign' }, enqueueOptions);
    store.enqueue({ id: newId(), type: 'conversation.setState', state: 'resolved', ...common }, enqueueOptions);
    store.enqueue({ id: newId(), type: 'conversation.read', inboundNo: 4, seen: true, ...common }, enqueueOptions);
    expect(list().rows).toEqual([]);
    expect(list({ view: 'resolved', filter: 'is:mine' }).rows).toMatchObject([{ assigneeId: me, unread: 0 }]);
    const error = { code: 'conflict', message: 'Already assigned' } as const;
    const { rejections } = store.resolve([{ id: assign.id, status: 'rejected', error }]);
    expect(rejections.map((rejection) => rejection.error)).toEqual([error]);
    expect(list({ view: 'resolved' }).rows).toMatchObject([{ assigneeId: null }]);
  });

  it.each([
    ['resolved', { type: 'conversation.setState', state: 'resolved' }],
    ['snoozed', { type: 'conversation.setState', state: 'snoozed' }],
    ['archived', { type: 'conversation.archive', archived: true }],
  ] as const)('what was %s here before the customer wrote comes back with what they wrote', (_name, act) => {
    const conversation = aConversation({ inboundCount: 4 });
    startAt(0, [changeTo('conversation', conversation, 0)]);
    store.enqueue({ id: newId(), ...act, conversationId: conversation.id }, enqueueOptions);
    expect(list().rows).toEqual([]);
    const written = { ...conversation, inboundCount: 5, version: conversation.version + 1 };
    const message = aMessage({ conversationId: conversation.id, direction: 'inbound', inboundNo: 5, seq: 2 });
    const { inbound } = store.applyPage(
      page(0, [changeTo('conversation', written, 1), changeTo('message', message, 2)], 2),
    );
    expect(inbound).toMatchObject([{ row: { id: conversation.id, state: 'open' } }]);
    expect(list().rows).toMatchObject([{ id: conversation.id, unread: 5 }]);
  });

  it('falls back to the server’s word once its own act is in the log, also when nothing of it is for this reader', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const assign = { id: newId<MutationId>(), type: 'conversation.assign', assigneeId: me, expected: null } as const;
    store.enqueue({ ...assign, conversationId: conversation.id }, enqueueOptions);
    store.resolve([{ id: assign.id, status: 'applied', seq: 5 }]);
    expect(list().rows[0]?.assigneeId).toBe(me);
    const { change } = store.applyPage(page(0, [], 5));
    expect(change.conversations).toMatchObject([{ id: conversation.id, assigneeId: null }]);
    expect(list().rows[0]?.assigneeId).toBeNull();
  });

  it('does not lift a conversation for a send that a newer message has overtaken', () => {
    const conversation = aConversation({ lastMessageAt: t0 + minute, waitingSince: t0 + minute });
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const { change } = store.enqueue(aSend({ conversationId: conversation.id }), enqueueOptions);
    expect(change.conversations[0]).toMatchObject({ lastMessageAt: t0 + minute, waitingSince: t0 + minute });
  });

  it('ruling 49: keeps a refused reply with its reason, and sends it anyway under a new mutation', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, enqueueOptions);
    const error = { code: 'stale_reply', message: 'A colleague answered', details: { messages: [] } } as const;
    const { change } = store.resolve([{ id: send.id, status: 'rejected', error }]);
    expect(change.messages).toMatchObject([{ id: send.messageId, outbox: { state: 'rejected', error } }]);
    expect(store.outboxCounts()).toEqual({ pending: 0, attention: 1 });
    const again = { ...send, id: newId<MutationId>(), anyway: true };
    store.replaceRejected(send.id, again, t0);
    expect(store.takeBatch(t0, [], 10)).toEqual([again]);
    expect(thread(conversation.id).messages).toMatchObject([{ id: send.messageId, outbox: { state: 'pending' } }]);
  });

  it('ruling 49: knows the replies that a refusal tells of, also before the change log has brought them', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, enqueueOptions);
    const reply = aMessage({ conversationId: conversation.id, direction: 'outbound', seq: 7 });
    const error = { code: 'stale_reply', message: 'A colleague answered', details: { messages: [reply] } } as const;
    const { change } = store.resolve([{ id: send.id, status: 'rejected', error }]);
    expect(change.messages.map(({ id }) => id)).toEqual([send.messageId, reply.id]);
    expect(thread(conversation.id).messages.map(({ id }) => id)).toContain(reply.id);
  });

  it('ruling 68: gives a held send back to the draft, before what was typed since', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    store.saveDraft({ conversationId: conversation.id, mode: 'reply', text: 'Yes, it is.' }, t0);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, { ...enqueueOptions, notBefore: t0 + 5000, clearDraft: 'reply' });
    expect(store.draft(conversation.id, 'reply')).toBe('');
    expect(store.takeBatch(t0 + 4999, [], 10)).toEqual([]);
    expect(store.nextRelease(t0)).toBe(t0 + 5000);
    store.saveDraft({ conversationId: conversation.id, mode: 'reply', text: 'And red?' }, t0);
    const { text, change } = store.takeBack(send.id, t0);
    expect(text).toBe('Yes, it is.\nAnd red?');
    expect(change.removed).toEqual([{ conversationId: conversation.id, messageId: send.messageId }]);
    expect(store.takeBatch(t0 + minute, [], 10)).toEqual([]);
  });

  it('refuses to take back what may have reached the backend, unless it provably never left', () => {
    startAt(0);
    const send = aSend();
    store.enqueue(send, enqueueOptions);
    store.takeBatch(t0, [], 10);
    expect(() => store.takeBack(send.id, t0)).toThrow('already on its way');
    store.notAttempted([send.id]);
    expect(store.takeBack(send.id, t0).text).toBe('Yes, it is.');
  });

  it('ruling 47: hands out each lane in order, leaves busy lanes alone and does not wait for a held one', () => {
    startAt(0);
    const [a, b, c] = [newId<ConversationId>(), newId<ConversationId>(), newId<ConversationId>()];
    const sends = [a, b, a, c, b].map((conversationId) => aSend({ conversationId }));
    for (const [i, send] of sends.entries()) {
      store.enqueue(send, { ...enqueueOptions, notBefore: i === 1 ? t0 + 1 : null });
    }
    expect(store.takeBatch(t0, [c], 10).map(({ id }) => sends.findIndex((send) => send.id === id))).toEqual([0, 2]);
    expect(store.takeBatch(t0 + 1, [a], 10).map(({ id }) => sends.findIndex((send) => send.id === id))).toEqual([
      1, 3, 4,
    ]);
  });

  it('joins read marks of one conversation that have not left yet', () => {
    startAt(0);
    const conversationId = newId<ConversationId>();
    const mark = (inboundNo: number, seen: boolean) =>
      ({ id: newId<MutationId>(), type: 'conversation.read', conversationId, inboundNo, seen }) as const;
    for (const one of [mark(1, true), mark(3, false), mark(2, false)]) store.enqueue(one, enqueueOptions);
    expect(store.takeBatch(t0, [], 10)).toMatchObject([{ inboundNo: 3, seen: true }]);
  });

  it('drops acknowledged mutations of a former history instead of sending them to a restored backend', () => {
    const conversation = aConversation();
    startAt(50, [changeTo('conversation', conversation, 0)]);
    const [sent, waiting] = [aSend({ conversationId: conversation.id }), aSend({ conversationId: conversation.id })];
    for (const send of [sent, waiting]) store.enqueue(send, enqueueOptions);
    store.resolve([{ id: sent.id, status: 'applied', seq: 60 }]);
    store.snapshotBegin(0);
    store.snapshotFinish({ epoch: 'restored', seq: 10 });
    expect(store.takeBatch(t0, [], 10)).toEqual([waiting]);
  });
});
