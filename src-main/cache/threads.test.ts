import { describe, expect, it } from 'vitest';
import { newId, type MessageId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { aConversation, aMessage, changeTo, day, minute, t0 } from './entities.fixtures.ts';
import {
  enqueueOptions,
  epoch,
  page,
  startAt,
  store,
  thread,
  freshStoreForEachTest,
} from './workspace-store.fixtures.ts';

freshStoreForEachTest();

describe('threads', () => {
  const conversation = aConversation();
  const messages = Array.from({ length: 7 }, (_, i) =>
    // Three share one time: Meta counts in seconds.
    aMessage({ conversationId: conversation.id, seq: i + 1, at: t0 + Math.max(0, i - 2) * 1000 }),
  );
  const fill = (since: number): void => {
    store.snapshotBegin(since);
    store.snapshotRows([conversation].map((row) => changeTo('conversation', row, 0)));
    store.snapshotRows(messages.map((message) => changeTo('message', message, message.seq)));
    store.snapshotFinish({ epoch, seq: 10 });
  };
  const ids = (rows: readonly Pick<Message, 'id'>[]): MessageId[] => rows.map(({ id }) => id);

  it('R-4 pages backwards through equal times without a gap or a repeat', () => {
    fill(0);
    const first = thread(conversation.id, { limit: 5 });
    const second = thread(conversation.id, { limit: 5, before: first.older });
    expect(ids([...second.messages, ...first.messages])).toEqual(ids(messages));
    expect(second.older).toBeNull();
  });

  it('hears of a newer version of what is here from the change log alone, however early older messages are fetched', () => {
    fill(t0);
    const newer = { ...messages[0]!, version: messages[0]!.version + 1, deletedAt: t0 };
    expect(store.insertOlder(conversation.id, [newer], true)).toBe(0);
    const told = store.applyPage(page(10, [changeTo('message', newer, 11)]));
    expect(told.change.messages).toMatchObject([{ id: newer.id, version: newer.version, deletedAt: t0 }]);
  });

  it('says what is missing where the cache ends before the conversation does, and ends when the backend has no more', () => {
    fill(t0);
    const query = { conversationId: conversation.id, before: { at: t0, id: messages[0]!.id }, limit: 5 };
    const { missing } = store.threadPage(query);
    expect(missing).toMatchObject({ beforeAt: t0 + 1 });
    const older = aMessage({ conversationId: conversation.id, seq: 0, at: t0 - day });
    expect(store.insertOlder(conversation.id, [messages[0]!, older], false)).toBe(1);
    expect(store.threadPage(query).missing).not.toBeNull();
    expect(store.insertOlder(conversation.id, [], true)).toBe(0);
    expect(store.threadPage(query)).toEqual({
      json: expect.any(String),
      stored: 1,
      missing: null,
    });
    expect(thread(conversation.id, query)).toEqual({
      messages: [{ ...older, outbox: null }],
      older: null,
      newer: null,
    });
  });

  it('leaves out a change to a message from before the cache begins, but keeps one above it', () => {
    fill(t0);
    const [below, above] = [-1, 1].map((side) =>
      aMessage({ conversationId: conversation.id, seq: 20, at: t0 + side * minute }),
    );
    store.applyPage(
      page(
        10,
        [below, above].map((message, i) => changeTo('message', message!, 11 + i)),
      ),
    );
    expect(ids(thread(conversation.id).messages)).toEqual([...ids(messages), above!.id]);
  });

  it('S-37 forgets messages older than the retention, says so to later pages, and keeps the rest', () => {
    fill(0);
    expect(store.prune(t0 + 2000, '')).toBeNull();
    expect(ids(thread(conversation.id).messages)).toEqual(ids(messages.slice(4)));
    expect(store.threadPage({ conversationId: conversation.id, before: null, limit: 50 }).missing).not.toBeNull();
  });

  it('shows an uncertain message as waiting once a person sent it again', () => {
    const uncertain = aMessage({
      conversationId: conversation.id,
      direction: 'outbound',
      sendState: { state: 'uncertain', since: t0, left: false },
    });
    startAt(5, [changeTo('conversation', conversation, 0), changeTo('message', uncertain, 5)]);
    const { change } = store.enqueue(
      { id: newId(), type: 'message.resend', messageId: uncertain.id, conversationId: conversation.id },
      enqueueOptions,
    );
    expect(change.messages).toMatchObject([{ id: uncertain.id, sendState: { state: 'queued' } }]);
    expect(thread(conversation.id).messages).toMatchObject([{ sendState: { state: 'queued' } }]);
  });
});
