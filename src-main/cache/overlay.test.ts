import { expect, it } from 'vitest';
import { type MutationId, newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { aConversation, aPending, aSend } from './entities.fixtures.ts';
import { noMarks, overlayConversation } from './overlay.ts';

const conversation = aConversation({ tags: ['order'] });
const { id: conversationId } = conversation;
const id = newId<MutationId>();
const createdAt = conversation.lastMessageAt + 1;

const after = (...mutations: Mutation[]) => {
  const pending = mutations.map((mutation) => aPending(mutation, { createdAt }));
  return overlayConversation(conversation, noMarks, pending).conversation;
};

it('M-9 archive and tags show before the backend has answered', () => {
  const archive = (archived: boolean): Mutation => ({ id, type: 'conversation.archive', conversationId, archived });
  const tag = (add: string[], remove: string[]): Mutation => {
    return { id, type: 'conversation.tag', conversationId, add, remove };
  };
  expect(after(archive(true)).archivedAt).toBe(createdAt);
  expect(after(archive(true), archive(false))).toEqual(conversation);
  expect(after(tag(['vip'], []), tag(['new'], ['order'])).tags).toEqual(['new', 'vip']);
  expect(after(tag([], ['order']))).not.toHaveProperty('tags');
});

it('M-3 a picture on its way has its line in the list', () => {
  const media = { link: 'https://files.example/box.png' };
  const content = { type: 'media', kind: 'image', media, caption: 'The box', voice: false } as const;
  expect(after(aSend({ conversationId, content })).preview?.text).toBe('[image] The box');
});
