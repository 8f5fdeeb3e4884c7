import { expect, it } from 'vitest';
import { type MutationId, newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { aConversation, aSend } from './entities.fixtures.ts';
import { noMarks, overlayConversation, type Pending, pendingMessage, summaryOf, textOf } from './overlay.ts';

const conversation = aConversation({ tags: ['order'] });
const { id: conversationId } = conversation;
const id = newId<MutationId>();

const pending = (mutation: Mutation): Pending => ({
  position: 1,
  mutation,
  accountId: conversation.accountId,
  state: 'pending',
  attempted: false,
  notBefore: null,
  seq: null,
  error: null,
  createdAt: conversation.lastMessageAt + 1,
  confirmed: false,
  landedAt: null,
});
const after = (...mutations: Mutation[]) =>
  overlayConversation(conversation, noMarks, mutations.map(pending)).conversation;

it('M-9 archive and tags show before the backend has answered', () => {
  const archive = (archived: boolean): Mutation => ({ id, type: 'conversation.archive', conversationId, archived });
  const tag = (add: string[], remove: string[]): Mutation => {
    return { id, type: 'conversation.tag', conversationId, add, remove };
  };
  expect(after(archive(true)).archivedAt).toBe(conversation.lastMessageAt + 1);
  expect(after(archive(true), archive(false))).toEqual(conversation);
  expect(after(tag(['vip'], []), tag(['new'], ['order'])).tags).toEqual(['new', 'vip']);
  expect(after(tag([], ['order']))).not.toHaveProperty('tags');
});

it('M-3 a picture on its way has its bubble, its line in the list, and its words when it comes back as a draft', () => {
  const media = { link: 'https://files.example/box.png' };
  const send = aSend({
    conversationId,
    content: { type: 'media', kind: 'image', media, caption: 'The box', voice: false },
  });
  expect(pendingMessage(pending(send), newId())?.content).toMatchObject({
    type: 'media',
    media: { ...media, state: 'pending' },
    caption: 'The box',
  });
  expect(after(send).preview?.text).toBe('[image] The box');
  expect([summaryOf(send), textOf(send)]).toEqual(['[image] The box', 'The box']);
});
