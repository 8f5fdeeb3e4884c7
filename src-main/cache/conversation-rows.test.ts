import { describe, expect, it } from 'vitest';
import type { Conversation } from '#shared/conversation.ts';
import { newId, type AccountId, type LibraryItemId, type MutationId } from '#shared/ids.ts';
import {
  aContact,
  aConversation,
  anAccount,
  aReadMark,
  changeTo,
  colleague,
  me,
  minute,
  t0,
} from './entities.fixtures.ts';
import { list, page, startAt, store, freshStoreForEachTest } from './workspace-store.fixtures.ts';

freshStoreForEachTest();

describe('conversation rows', () => {
  it('joins the contact, the unread count and the draft, and follows each of them', () => {
    const contact = aContact();
    const conversation = aConversation({ contactId: contact.id, inboundCount: 3 });
    startAt(0, [changeTo('contact', contact, 0), changeTo('conversation', conversation, 0)]);
    const nothing = { pinned: false, muted: false, mentionedAt: null, draft: null };
    const label = { contactName: 'Ana Souza', contactHandle: '5511912345678', blockedBy: [] };
    const row = { ...conversation, ...label, unread: 3, ...nothing };
    expect(list().rows).toEqual([row]);
    store.applyPage(
      page(0, [
        changeTo('contact', { ...contact, version: 2, name: '' }, 1),
        changeTo('readMark', aReadMark({ conversationId: conversation.id, inboundNo: 2 }), 2),
      ]),
    );
    store.saveDraft({ conversationId: conversation.id, mode: 'reply', text: 'Dear "Ana"' }, t0);
    const changed = { ...row, contactName: '5511912345678', unread: 1, draft: 'Dear "Ana"' };
    expect(list().rows).toEqual([changed]);
    expect(JSON.parse(store.conversation(conversation.id) ?? '')).toEqual(changed);
  });

  it('shows what this person marked, from the server and from the outbox', () => {
    const conversation = aConversation({ inboundCount: 2 });
    const { id: conversationId } = conversation;
    const mark = aReadMark({ conversationId, inboundNo: 2, pinned: true, mentionedAt: t0 });
    startAt(0, [changeTo('conversation', conversation, 0), changeTo('readMark', mark, 0)]);
    expect(list().rows).toMatchObject([{ unread: 0, pinned: true, muted: false, mentionedAt: t0 }]);
    const options = { now: t0, notBefore: null, accountId: null, clearDraft: null };
    store.enqueue({ id: newId(), type: 'conversation.mark', conversationId, unread: true, pinned: false }, options);
    expect(list().rows).toMatchObject([{ unread: 1, pinned: false, mentionedAt: t0 }]);
    store.enqueue({ id: newId(), type: 'conversation.read', conversationId, inboundNo: 2, seen: true }, options);
    expect(list().rows).toMatchObject([{ unread: 0, mentionedAt: null }]);
  });

  it('shows the library with what is still in the outbox', () => {
    startAt(0, []);
    const content = { kind: 'label', name: 'vip', color: 'teal' } as const;
    const item = { id: newId<LibraryItemId>(), version: 3, ownerId: null, content, updatedBy: me, updatedAt: t0 };
    store.applyPage(page(0, [changeTo('libraryItem', item, 1)]));
    expect(store.library().items).toEqual([item]);
    const options = { now: t0, notBefore: null, accountId: null, clearDraft: null };
    const red = { ...content, color: 'red' } as const;
    const save = { id: newId<MutationId>(), type: 'library.save', itemId: item.id, expected: 3, shared: true } as const;
    expect(store.enqueue({ ...save, content: red }, options).library).toBe(true);
    expect(store.library().items).toEqual([{ ...item, content: red }]);
    store.enqueue({ id: newId(), type: 'library.delete', itemId: item.id }, options);
    expect(store.library().items).toEqual([]);
  });

  it('counts per view and account, and what is unread', () => {
    const other = anAccount({ id: newId() });
    const rows: Partial<Conversation>[] = [
      { assigneeId: me, inboundCount: 1 },
      { assigneeId: null },
      { assigneeId: colleague, accountId: other.id, inboundCount: 2 },
      { state: 'resolved', assigneeId: me },
    ];
    const all = rows.map((fields) => aConversation(fields));
    startAt(
      0,
      all.map((conversation) => changeTo('conversation', conversation, 0)),
    );
    const counts = (accountId: AccountId | null) => store.counts({ accountId, view: 'all', filter: '' }, t0);
    expect(counts(null)).toMatchObject({
      views: { mine: 1, unassigned: 1, all: 3, resolved: 1 },
      chips: { unread: 2 },
    });
    expect(counts(other.id)).toMatchObject({ views: { mine: 0, unassigned: 0, all: 1 }, chips: { unread: 1 } });
    expect(store.unreadConversations()).toBe(2);
    const moved = aConversation({ ...all[0], version: 2, accountId: other.id });
    store.applyPage(page(0, [changeTo('conversation', moved, 1)]));
    expect(counts(other.id).views).toMatchObject({ mine: 1, all: 2 });
  });

  it('puts who waits on us first, the window that closes soonest on top, then the newest', () => {
    const waiting = (closesIn: number) => ({ waitingSince: t0, windowClosesAt: t0 + closesIn });
    const rows = [
      aConversation({ lastMessageAt: t0 + 5 }),
      aConversation({ ...waiting(20 * minute) }),
      aConversation({ lastMessageAt: t0 + 9 }),
      aConversation({ ...waiting(10 * minute) }),
    ];
    startAt(
      0,
      rows.map((row) => changeTo('conversation', row, 0)),
    );
    const order = list({ sort: 'queue' }).rows.map(({ id }) => rows.findIndex((row) => row.id === id));
    expect(order).toEqual([3, 1, 2, 0]);
  });
});
