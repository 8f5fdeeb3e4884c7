import { expect, it } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';
import { parseRoute } from './route.ts';

const conversationId = newId<ConversationId>();

it('knows the windows for one conversation, and the conversation the main window was opened for', () => {
  expect(parseRoute(`#/quick-reply/${conversationId}`)).toEqual({ window: 'quick_reply', conversationId });
  expect(parseRoute(`#/conversation-window/${conversationId}`)).toEqual({ window: 'conversation', conversationId });
  expect(parseRoute(`#/conversation/${conversationId}`)).toEqual({ window: 'main', conversationId });
});

it('is the main window for anything else, also for an id that is none', () => {
  for (const hash of ['', '#', '#/', '#/conversation/1', '#/quick-reply/x', '#/elsewhere']) {
    expect(parseRoute(hash)).toEqual({ window: 'main', conversationId: null });
  }
});
