import { describe, expect, it } from 'vitest';
import type { Change } from '#shared/change.ts';
import { aConversation, aMessage, aReadMark, changeTo, me, t0 } from './entities.fixtures.ts';
import { epoch, list, page, startAt, store, thread, freshStoreForEachTest } from './workspace-store.fixtures.ts';

freshStoreForEachTest();

describe('change pages', () => {
  it('R-5b applies a page and its cursor together, and does nothing when the page comes again', () => {
    startAt(0);
    const conversation = aConversation({ inboundCount: 1 });
    const message = aMessage({ conversationId: conversation.id });
    const first = page(0, [changeTo('conversation', conversation, 1), changeTo('message', message, 2)]);
    const applied = store.applyPage(first);
    expect(applied.verdict).toBe('apply');
    expect(applied.cursor).toEqual({ epoch, seq: 2 });
    expect(applied.change.messages).toEqual([{ ...message, outbox: null }]);
    expect(applied.inbound.map(({ message: { id } }) => id)).toEqual([message.id]);
    expect(store.applyPage(first)).toMatchObject({ verdict: 'already_applied', cursor: { seq: 2 }, inbound: [] });
    expect(thread(conversation.id).messages).toHaveLength(1);
  });

  it('ruling 46: an empty page still moves the cursor, and a page that skips a part is refused', () => {
    startAt(0);
    expect(store.applyPage(page(0, [], 9)).cursor).toEqual({ epoch, seq: 9 });
    expect(store.applyPage(page(12, [], 15))).toMatchObject({ verdict: 'gap', cursor: { seq: 9 } });
    expect(store.applyPage({ ...page(9, [], 10), epoch: 'restored' })).toMatchObject({ verdict: 'reset' });
  });

  it('never lets an older version overwrite a newer one', () => {
    const conversation = aConversation({ version: 5, assigneeId: me });
    startAt(0, [changeTo('conversation', conversation, 0)]);
    store.applyPage(page(0, [changeTo('conversation', { ...conversation, version: 4, assigneeId: null }, 1)]));
    expect(list().rows[0]?.assigneeId).toBe(me);
  });

  it('says reload instead of listing more than 200 rows', () => {
    startAt(0);
    const { id } = aConversation();
    const changes = Array.from({ length: 201 }, (_, i) =>
      changeTo('message', aMessage({ conversationId: id, seq: i + 1, at: t0 + i }), i + 1),
    );
    expect(store.applyPage(page(0, changes)).change).toEqual({
      reload: true,
      conversations: [],
      messages: [],
      removed: [],
      contacts: [],
    });
  });

  it('takes what was deleted out of the list, the counts and the thread', () => {
    const conversation = aConversation();
    const [kept, gone] = [1, 2].map((n) => aMessage({ conversationId: conversation.id, seq: n, at: t0 + n }));
    startAt(2, [changeTo('conversation', conversation, 0), ...[kept, gone].map((m, i) => changeTo('message', m!, i))]);
    const tombstone: Change = { seq: 3, entity: 'message', id: gone!.id, version: 2, data: null };
    expect(store.applyPage(page(2, [tombstone])).change.removed).toEqual([
      { conversationId: conversation.id, messageId: gone!.id },
    ]);
    expect(thread(conversation.id).messages.map(({ id }) => id)).toEqual([kept!.id]);
    store.applyPage(page(3, [{ seq: 4, entity: 'conversation', id: conversation.id, version: 2, data: null }]));
    expect(list().rows).toEqual([]);
    expect(store.countMatching([{ view: 'any', chips: [], filter: '', accountId: null }], t0)).toEqual([0]);
  });

  it('does not announce a message that was read on another desktop', () => {
    const conversation = aConversation({ inboundCount: 2 });
    startAt(0, [
      changeTo('conversation', conversation, 0),
      changeTo('readMark', aReadMark({ conversationId: conversation.id, inboundNo: 1 }), 0),
    ]);
    const [read, unread] = [1, 2].map((n) => aMessage({ conversationId: conversation.id, inboundNo: n, at: t0 + n }));
    const { inbound } = store.applyPage(
      page(
        0,
        [read, unread].map((m, i) => changeTo('message', m!, i + 1)),
      ),
    );
    expect(inbound.map(({ message }) => message.id)).toEqual([unread!.id]);
    expect(inbound[0]?.row.unread).toBe(1);
  });
});
