import { expect, it } from 'vitest';
import { newId, type AccountId, type ConversationId, type ContactId } from '#shared/ids.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { aContact, aConversation, account, aSend, t0 } from './entities.fixtures.ts';
import { memoryStore } from './store.fixtures.ts';
import type { WorkspaceStore } from './workspace-store.ts';

const options = { now: t0, notBefore: null, accountId: account, clearDraft: null } as const;

function start(over: Partial<MutationOf<'conversation.start'>> = {}): MutationOf<'conversation.start'> {
  return {
    id: newId(),
    type: 'conversation.start',
    conversationId: newId(),
    accountId: account,
    peer: { phone: '5511987654321' },
    ...over,
  };
}

const rowOf = (store: WorkspaceStore, id: ConversationId) => JSON.parse(store.conversation(id) ?? 'null');

it('shows a conversation that was started here before the server knows of it, by its number', () => {
  const store = memoryStore().direct;
  const mutation = start();
  store.enqueue(mutation, options);
  expect(rowOf(store, mutation.conversationId)).toMatchObject({
    accountId: account,
    contactHandle: '5511987654321',
    state: 'open',
    windowClosesAt: null,
  });
  expect(store.conversationWith(account, { phone: '5511987654321' })).toBe(mutation.conversationId);
  // Brazil writes the same phone without the 9.
  expect(store.conversationWith(account, { phone: '551187654321' })).toBe(mutation.conversationId);
  expect(store.conversationWith(newId<AccountId>(), { phone: '5511987654321' })).toBeNull();
});

it('sends nothing into it before the server has answered, and then all of it', () => {
  const store = memoryStore().direct;
  const mutation = start();
  const send = aSend({ conversationId: mutation.conversationId });
  store.enqueue(mutation, options);
  store.enqueue(send, options);
  expect(store.takeBatch(t0, [], 10)).toEqual([mutation]);
  store.resolve([{ id: mutation.id, status: 'applied', seq: 5 }]);
  expect(store.takeBatch(t0, [], 10)).toEqual([send]);
});

it('moves what was written to the conversation there is already, when the server knows one', () => {
  const store = memoryStore().direct;
  const mutation = start();
  const there = newId<ConversationId>();
  const send = aSend({ conversationId: mutation.conversationId });
  store.enqueue(mutation, options);
  store.enqueue(send, options);
  store.saveDraft({ conversationId: mutation.conversationId, mode: 'reply', text: 'and more' }, t0);
  const { moved, change } = store.resolve([{ id: mutation.id, status: 'applied', seq: 5, conversationId: there }]);
  expect(moved).toEqual([{ from: mutation.conversationId, to: there }]);
  expect(change.reload).toBe(true);
  expect(rowOf(store, mutation.conversationId)).toBeNull();
  expect(store.takeBatch(t0, [], 10)).toEqual([{ ...send, conversationId: there }]);
  expect(store.draft(there, 'reply')).toBe('and more');
  expect(store.draft(mutation.conversationId, 'reply')).toBe('');
});

it('takes it away again when the server refuses it', () => {
  const store = memoryStore().direct;
  const mutation = start();
  store.enqueue(mutation, options);
  const error = { code: 'account_cannot_send' as const, message: 'The number was removed' };
  expect(store.resolve([{ id: mutation.id, status: 'rejected', error }]).rejections).toHaveLength(1);
  expect(rowOf(store, mutation.conversationId)).toBeNull();
  expect(store.conversationWith(account, { phone: '5511987654321' })).toBeNull();
});

it('is still there when the cache was lost', () => {
  const store = memoryStore().direct;
  const mutation = start();
  store.enqueue(mutation, options);
  store.dropCache();
  expect(rowOf(store, mutation.conversationId)).toMatchObject({ contactHandle: '5511987654321' });
});

it('becomes the server’s own when that tells of it', () => {
  const store = memoryStore().direct;
  const mutation = start();
  const contact = aContact({ id: newId<ContactId>(), version: 1, name: 'Ana' });
  store.snapshotBegin(0);
  store.snapshotFinish({ epoch: 'e', seq: 1 });
  store.enqueue(mutation, options);
  store.resolve([{ id: mutation.id, status: 'applied', seq: 3 }]);
  const conversation = aConversation({ id: mutation.conversationId, contactId: contact.id, accountId: account });
  store.applyPage({
    epoch: 'e',
    after: 1,
    upTo: 3,
    head: 3,
    changes: [
      { seq: 2, entity: 'contact', id: contact.id, version: 1, data: contact },
      { seq: 3, entity: 'conversation', id: conversation.id, version: 1, data: conversation },
    ],
  });
  expect(rowOf(store, mutation.conversationId)).toMatchObject({ contactName: 'Ana', contactId: contact.id });
  // The stand-in for the person is gone.
  expect(store.conversationWith(account, { phone: '5511987654321' })).toBeNull();
});
