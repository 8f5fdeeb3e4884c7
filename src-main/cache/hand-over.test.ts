import { beforeEach, expect, it } from 'vitest';
import type { ConversationRow, MessagePage } from '#shared/inbox.ts';
import { type MessageId, type MutationId, newId } from '#shared/ids.ts';
import { aConversation, account, aReadMark, changeTo, colleague, me, t0 } from './entities.fixtures.ts';
import { memoryStore } from './store.fixtures.ts';
import type { WorkspaceStore } from './workspace-store.ts';

const conversation = aConversation({ assigneeId: me });
const conversationId = conversation.id;
let store: WorkspaceStore;

beforeEach(() => {
  store = memoryStore().direct;
  const mark = aReadMark({ conversationId, handedDraft: { from: colleague, text: 'Dear Mr. Kahn,', at: t0 } });
  store.snapshotBegin(0);
  store.snapshotRows([changeTo('conversation', conversation, 1), changeTo('readMark', mark, 2)]);
  store.snapshotFinish({ epoch: 'history-1', seq: 2 });
});

const row = () => JSON.parse(store.conversation(conversationId) ?? 'null') as ConversationRow;
const texts = () =>
  (JSON.parse(store.threadPage({ conversationId, before: null, limit: 50 }).json) as MessagePage).messages.map(
    ({ content }) => content,
  );
const handOver = () => ({
  id: newId<MutationId>(),
  type: 'conversation.handOver' as const,
  conversationId,
  assigneeId: colleague,
  expected: me,
  messageId: newId<MessageId>(),
  note: 'He is angry',
  draft: 'Dear Sir,',
});
const options = { now: t0, notBefore: null, accountId: account, clearDraft: 'reply' } as const;

it('shows a hand-over at once: the colleague has it, the note stands in the thread, the draft is gone', () => {
  store.saveDraft({ conversationId, mode: 'reply', text: 'Dear Sir,' }, t0);
  const { message } = store.enqueue(handOver(), options);
  expect(row()).toMatchObject({ assigneeId: colleague, draft: null });
  expect(message).toMatchObject({ direction: 'note', content: { text: 'He is angry' }, outbox: { state: 'pending' } });
  expect(texts()).toEqual([{ type: 'text', text: 'He is angry' }]);
});

it('gives note and draft back when it is refused, before what was typed since', () => {
  const mutation = handOver();
  const { message } = store.enqueue(mutation, options);
  store.saveDraft({ conversationId, mode: 'reply', text: 'Hello again' }, t0);
  const error = { code: 'conflict', message: 'A colleague was faster' } as const;
  const { change, rejections } = store.resolve([{ id: mutation.id, status: 'rejected', error }]);
  expect(rejections).toEqual([{ mutation, error }]);
  expect(change.removed).toEqual([{ conversationId, messageId: message?.id }]);
  expect(store.draft(conversationId, 'reply')).toBe('Dear Sir,\nHello again');
  expect(store.draft(conversationId, 'note')).toBe('He is angry');
  expect(row()).toMatchObject({ assigneeId: me, draft: 'Dear Sir,\nHello again' });
  expect(texts()).toEqual([]);
});

it('shows what a colleague left, until it is taken', () => {
  expect(row().handedDraft).toEqual({ from: colleague, text: 'Dear Mr. Kahn,', at: t0 });
  const done = { id: newId<MutationId>(), type: 'conversation.mark', conversationId, handedDraftDone: true } as const;
  store.enqueue(done, { ...options, clearDraft: null });
  expect(row()).not.toHaveProperty('handedDraft');
});

it('takes a hand-over back for as long as the colleague still has it', () => {
  store.enqueue(handOver(), options);
  const takeBack = {
    id: newId<MutationId>(),
    type: 'conversation.takeBackHandOver',
    conversationId,
    assigneeId: colleague,
    to: me,
  } as const;
  store.enqueue(takeBack, { ...options, clearDraft: null });
  expect(row().assigneeId).toBe(me);
});
