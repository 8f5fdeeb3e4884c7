import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, ChangePage } from '#shared/change.ts';
import type { Conversation } from '#shared/conversation.ts';
import {
  newId,
  type AccountId,
  type ConversationId,
  type LibraryItemId,
  type MessageId,
  type MutationId,
} from '#shared/ids.ts';
import type { ConversationPage, ConversationQuery, MessagePage, MessageQuery } from '#shared/inbox.ts';
import type { Message } from '#shared/message.ts';
import { filesIn, readUnsent, swapDatabase } from './files.ts';
import { isPlaintext, openDatabase } from './database.ts';
import {
  aContact,
  aConversation,
  aMessage,
  anAccount,
  aReadMark,
  aSend,
  aTenant,
  aUser,
  changeTo,
  colleague,
  day,
  me,
  minute,
  t0,
} from './entities.fixtures.ts';
import type { StoreNotice } from './databases.ts';
import { WorkspaceStore } from './workspace-store.ts';

const key = Buffer.alloc(32, 7);
const epoch = 'epoch-1';
let dir: string;
let store: WorkspaceStore;
let notices: StoreNotice[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-store-'));
  notices = [];
  store = open();
  store.setOwner({ userId: me, superadmin: false });
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function open(options: { key?: Buffer; dir?: string | null } = {}): WorkspaceStore {
  return new WorkspaceStore({ dir, key, now: t0, ...options }, (notice) => notices.push(notice));
}

/** What a killed process leaves: the same files, without a clean close. */
function crash(): void {
  const copy = mkdtempSync(join(tmpdir(), 'parley-crash-'));
  for (const name of readdirSync(dir)) writeFileSync(join(copy, name), readFileSync(join(dir, name)));
  store.close();
  rmSync(dir, { recursive: true });
  dir = copy;
}

function startAt(seq: number, rows: Change[] = []): void {
  store.snapshotBegin(0);
  store.snapshotRows(rows);
  store.snapshotFinish({ epoch, seq });
}

const page = (after: number, changes: Change[], upTo = after + changes.length): ChangePage => ({
  epoch,
  after,
  upTo,
  head: upTo,
  changes,
});

function list(query: Partial<ConversationQuery> = {}): ConversationPage {
  const all = { view: 'all', sort: 'newest', chips: [], filter: '', accountId: null, after: null, limit: 50 } as const;
  return JSON.parse(store.conversationPage({ ...all, chips: [], ...query }, t0)) as ConversationPage;
}

function thread(conversationId: ConversationId, query: Partial<MessageQuery> = {}): MessagePage {
  return JSON.parse(store.threadPage({ conversationId, before: null, limit: 50, ...query }).json) as MessagePage;
}

const enqueueOptions = { now: t0, notBefore: null, accountId: anAccount().id, clearDraft: null } as const;

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

describe('who owns the files', () => {
  it('starts empty for another user, but not over unsent messages', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, enqueueOptions);
    expect(() => store.setOwner({ userId: colleague, superadmin: false })).toThrow('unsent');
    store.takeBack(send.id, t0);
    store.setOwner({ userId: colleague, superadmin: false });
    expect(list().rows).toEqual([]);
    expect(store.cursor()).toBeNull();
    expect(store.draft(conversation.id, 'reply')).toBe('');
  });

  it('answers the directory once tenant, users and accounts are there', () => {
    expect(store.directory()).toBeNull();
    const [tenant, user, number] = [aTenant(), aUser(), anAccount()];
    startAt(0, [changeTo('tenant', tenant, 0), changeTo('user', user, 0), changeTo('account', number, 0)]);
    expect(store.directory()).toEqual({
      me: user,
      superadmin: false,
      teams: [],
      tenant,
      users: [user],
      accounts: [number],
    });
  });
});

describe('files', () => {
  const conversation = aConversation();
  const send = aSend({ conversationId: conversation.id, content: { type: 'text', text: 'CANARY outbox text' } });
  const fill = (): void => {
    const message = aMessage({
      conversationId: conversation.id,
      content: { type: 'text', text: 'CANARY inbound text' },
    });
    startAt(4, [changeTo('conversation', conversation, 0), changeTo('message', message, 1)]);
    store.enqueue(send, enqueueOptions);
    store.saveDraft({ conversationId: conversation.id, mode: 'note', text: 'CANARY draft' }, t0);
  };
  /** Flips a bit in every page from this byte on. */
  const damage = (name: string, from = 0): void => {
    const bytes = readFileSync(join(dir, name));
    for (let at = Math.max(from, 100); at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(dir, name), bytes);
  };

  it('S-39 T-14 no file holds readable text, whether open or closed', () => {
    fill();
    const scan = (): void => {
      for (const name of readdirSync(dir)) {
        const bytes = readFileSync(join(dir, name));
        expect(bytes.includes('CANARY'), name).toBe(false);
        expect(bytes.includes('CREATE TABLE'), name).toBe(false);
        if (name.endsWith('.db')) expect(isPlaintext(join(dir, name)), name).toBe(false);
      }
    };
    scan();
    store.close();
    scan();
    expect(statSync(join(dir, 'outbox.db')).mode & 0o077).toBe(0);
  });

  it('S-33 D6 in memory mode nothing is written anywhere', () => {
    store.close();
    const before = readdirSync(dir);
    store = open({ dir: null });
    store.setOwner({ userId: me, superadmin: false });
    fill();
    expect(thread(conversation.id).messages).toHaveLength(2);
    store.close();
    expect(readdirSync(dir)).toEqual(before);
  });

  it('comes back after a crash with everything that was committed', () => {
    fill();
    crash();
    store = open();
    expect(thread(conversation.id).messages.map(({ outbox }) => outbox?.state)).toEqual([undefined, 'pending']);
    expect(store.draft(conversation.id, 'note')).toBe('CANARY draft');
    expect(store.cursor()).toEqual({ epoch, seq: 4 });
    expect(notices).toEqual([]);
    store.close();
  });

  it('R-7c rebuilds a damaged cache after a dirty shutdown and keeps the outbox', () => {
    fill();
    store.checkpoint();
    crash();
    damage('cache.db', 8192);
    store = open();
    expect(notices.map(({ kind }) => kind)).toEqual(['cache_rebuilt']);
    expect(store.cursor()).toBeNull();
    expect(store.takeBatch(t0, [], 10)).toEqual([send]);
    expect(readdirSync(join(dir, 'quarantine'))).toContain('cache.db');
    store.close();
  });

  it('R-7c notices damage while running, quarantines the file and answers the call from the new one', () => {
    fill();
    const other = newId<ConversationId>();
    const more = Array.from({ length: 1000 }, (_, i) =>
      changeTo('message', aMessage({ conversationId: other, seq: 5 + i, at: t0 + i }), 5 + i),
    );
    store.applyPage(page(4, more));
    store.close();
    damage('cache.db', statSync(join(dir, 'cache.db')).size - 80 * 1024);
    store = open();
    expect(() => thread(other)).toThrow('damaged');
    store.repair('cache');
    expect(thread(other).messages).toEqual([]);
    expect(thread(conversation.id).messages).toMatchObject([{ id: send.messageId }]);
    expect(notices.map(({ kind }) => kind)).toEqual(['cache_rebuilt']);
    store.close();
  });

  it('R-7c saves what can be read of a damaged outbox, in order, and says how much', () => {
    startAt(0);
    const sends = Array.from({ length: 60 }, (_, i) =>
      aSend({ content: { type: 'text', text: `${i} ${'x'.repeat(500)}` } }),
    );
    for (const one of sends) store.enqueue(one, enqueueOptions);
    store.saveDraft({ conversationId: conversation.id, mode: 'reply', text: 'half a sentence' }, t0);
    store.checkpoint();
    crash();
    const bytes = readFileSync(join(dir, 'outbox.db'));
    bytes[4096 * 12 + 50] = (bytes[4096 * 12 + 50] ?? 0) ^ 1;
    writeFileSync(join(dir, 'outbox.db'), bytes);
    store = open();
    expect(notices.map(({ kind }) => kind)).toEqual(['outbox_salvaged']);
    const saved = store.takeBatch(t0, [], 100).map(({ id }) => sends.findIndex((one) => one.id === id));
    expect(saved.length).toBeGreaterThan(40);
    expect(saved.length).toBeLessThan(60);
    expect(saved).toEqual(saved.toSorted((a, b) => a - b));
    expect(store.draft(conversation.id, 'reply')).toBe('half a sentence');
    expect(store.owner()?.userId).toBe(me);
    store.close();
  });

  it('R-7c survives a truncated file and a torn log', () => {
    fill();
    crash();
    truncateSync(join(dir, 'cache.db'), 5000);
    const log = readFileSync(join(dir, 'outbox.db-wal'));
    writeFileSync(join(dir, 'outbox.db-wal'), log.subarray(0, log.length - 3000));
    store = open();
    expect(store.cursor()).toBeNull();
    expect(store.outboxCounts().pending).toBeLessThanOrEqual(1);
    store.close();
  });

  it('T-6 a file under another key is put aside, never opened or overwritten', () => {
    fill();
    store.close();
    const before = readFileSync(join(dir, 'outbox.db'));
    store = open({ key: Buffer.alloc(32, 8) });
    expect(store.owner()).toBeNull();
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(['cache_rebuilt', 'outbox_salvaged']);
    expect(readFileSync(join(dir, 'quarantine', 'outbox.db')).equals(before)).toBe(true);
    store.close();
  });

  it('S-33 leaves the number of unsent changes readable when its keys are lost', () => {
    expect(readUnsent(dir)).toBeNull();
    fill();
    expect(readUnsent(dir)).toBe(1);
    store.takeBack(send.id, t0);
    expect(readUnsent(dir)).toBe(0);
  });

  it('drops a cache of another version instead of reading it, and keeps the outbox', () => {
    fill();
    store.close();
    const db = openDatabase('cache', join(dir, 'cache.db'), key);
    db.pragma('user_version = 99');
    db.close();
    store = open();
    expect(store.cursor()).toBeNull();
    expect(store.takeBatch(t0, [], 10)).toEqual([send]);
    store.close();
  });

  it('leaves an outbox of a newer Parley as it is', () => {
    fill();
    store.close();
    const db = openDatabase('outbox', join(dir, 'outbox.db'), key);
    db.pragma('user_version = 99');
    db.close();
    expect(() => open()).toThrow('install the newer Parley');
    expect(readdirSync(dir)).not.toContain('quarantine');
  });

  it('R-5d leaves no log of the old cache beside the new one', () => {
    const paths = filesIn(dir);
    for (const name of [paths.next, paths.cache, `${paths.cache}-wal`, `${paths.cache}-shm`]) writeFileSync(name, name);
    swapDatabase(paths.next, paths.cache);
    expect(readFileSync(paths.cache, 'utf8')).toBe(paths.next);
    expect(readdirSync(dir).filter((name) => name.startsWith('cache'))).toEqual(['cache.db']);
    rmSync(paths.cache);
    store.repair('cache');
  });

  it('R-5d ignores a half-loaded snapshot of a killed process', () => {
    fill();
    store.snapshotBegin(0);
    store.snapshotRows([changeTo('conversation', aConversation(), 1)]);
    crash();
    store = open();
    expect(list().rows.map(({ id }) => id)).toEqual([conversation.id]);
    expect(readdirSync(dir).filter((name) => name.startsWith('cache.next'))).toEqual([]);
    store.close();
  });
});
