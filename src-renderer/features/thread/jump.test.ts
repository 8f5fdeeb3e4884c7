import { beforeEach, expect, it } from 'vitest';
import type { ThreadMessage } from '#shared/inbox.ts';
import { installBridge } from '../../entities/bridge.fixtures.ts';
import { aMessage, conversationId, t0 } from '../../entities/builders.fixtures.ts';

const bridge = installBridge({});
const { useMessages } = await import('../../entities/messages.ts');
const { jumpTo, toNewest } = await import('./jump.ts');
const { useThreadUi } = await import('./thread-ui.ts');

const [first, second, far] = [1, 2, 3].map((minutes) => aMessage({ conversationId, at: t0 + minutes })) as [
  ThreadMessage,
  ThreadMessage,
  ThreadMessage,
];
const isAround = (...list: ThreadMessage[]) => {
  const [last] = list.slice(-1);
  bridge.answers['messages.around'] = () =>
    JSON.stringify({ messages: list, older: null, newer: { at: last?.at, id: last?.id } });
};

beforeEach(() => {
  useMessages.setState(useMessages.getInitialState(), true);
  useThreadUi.setState(useThreadUi.getInitialState(), true);
});

it('a jump to what is loaded stays in the list that the jump before it began; one to what is not begins another', async () => {
  isAround(first, second);
  await jumpTo(conversationId, first.id);
  expect(useThreadUi.getState().jump).toEqual({ messageId: first.id, count: 1, list: 1 });
  await jumpTo(conversationId, second.id);
  expect(useThreadUi.getState().jump).toEqual({ messageId: second.id, count: 2, list: 1 });
  isAround(far);
  await jumpTo(conversationId, far.id);
  expect(useThreadUi.getState().jump).toEqual({ messageId: far.id, count: 3, list: 3 });
});

it('after the way back to the newest a jump to what is loaded stays in that list', async () => {
  isAround(first, second);
  await jumpTo(conversationId, first.id);
  bridge.answers['messages.page'] = () => JSON.stringify({ messages: [second], older: null });
  toNewest(conversationId);
  await expect.poll(() => useMessages.getState().threads[conversationId]?.past).toBeUndefined();
  await expect.poll(() => useMessages.getState().threads[conversationId]?.ids).toEqual([second.id]);
  await jumpTo(conversationId, second.id);
  expect(useThreadUi.getState().jump).toEqual({ messageId: second.id, count: 1, list: null });
});
