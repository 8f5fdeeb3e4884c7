import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId, type MessageId, type UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { aConversationRow, aThreadMessage, noon } from '../../tests/support/builders.ts';
import { setUp } from './center.fixtures.ts';

it('shows one card per conversation, the newest message in it', async () => {
  const { ready, write, shown, cardOf } = setUp();
  await ready;
  await write();
  await write({ message: aThreadMessage({ content: { type: 'text', text: 'Hello?' } }) });
  expect(shown.size).toBe(1);
  expect(cardOf()?.body).toBe('Hello?');
});

it('keeps quiet when the focused window shows the conversation, and speaks when it shows another', async () => {
  const { ready, write, change, window, timers, settle, cardOf } = setUp();
  await ready;
  window.focused = true;
  await write();
  await change({ row: { unread: 0 } });
  timers.pop()?.();
  await settle();
  expect(cardOf()).toBeUndefined();
  await change({ row: { unread: 1 } });
  await write();
  expect(cardOf()).toBeUndefined();
  timers.pop()?.();
  await settle();
  expect(cardOf()).toBeDefined();
});

it('shows a toast instead where a banner over the focused window can’t be clicked', async () => {
  const { ready, write, window, timers, settle, done, cardOf } = setUp({ toastWhenFocused: true });
  await ready;
  window.focused = true;
  await write();
  timers.pop()?.();
  await settle();
  expect([done, cardOf()]).toEqual([[['toast', 'Ana Souza: Is it ready?']], undefined]);
});

it('opens the conversation on a click, the quick-reply window where there is no field, claims on Claim', async () => {
  const { ready, write, act, done, cardOf, row, directory } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'open', cardId });
  await act({ kind: 'reply_window', cardId });
  await act({ kind: 'button', cardId, button: 'claim' });
  expect(done).toEqual([
    ['open', row.id],
    ['quickReply', row.id],
    ['assign', { conversationId: row.id, assigneeId: directory.me.id, expected: null }],
  ]);
});

it('waits for a directory that the first sync has not brought yet', async () => {
  const { center, workspace, directory, tell, write, settle, cardOf } = setUp({ attach: false });
  workspace.directory.get = () => Promise.reject(new AppError('unavailable', 'Not yet'));
  const attached = center.attach(workspace);
  await settle();
  tell.directory?.(directory);
  await attached;
  await write();
  expect(cardOf()?.body).toBe('Is it ready?');
});

it('does what was asked by a click that started the app as soon as the workspace is open', async () => {
  const first = setUp();
  await first.ready;
  await first.write();
  const cardId = first.cardOf()?.id ?? '';
  const { center, workspace, act, settle, done } = setUp({ attach: false, id: first.row.id });
  await act({ kind: 'reply', cardId, text: 'From the lock screen' });
  expect(done).toEqual([['inbox']]);
  await center.attach(workspace);
  await settle();
  expect(done[1]).toMatchObject(['send', { content: { text: 'From the lock screen' } }]);
});

it('shows the inbox on a click it does not understand', async () => {
  const { ready, act, done } = setUp();
  await ready;
  await act({ kind: 'reply', cardId: 'nonsense', text: 'x' });
  expect(done).toEqual([['inbox']]);
});

it('takes all cards away when the person signs out', async () => {
  const { ready, center, write, shown, settle } = setUp();
  await ready;
  await write();
  center.detach();
  await settle();
  await write();
  expect(shown.size).toBe(0);
});

it.each([
  ['snooze', { state: 'snoozed', until: noon + 3_600_000 }],
  ['resolve', { state: 'resolved' }],
] as const)('does what the button %s says, once', async (button, what) => {
  const { ready, write, act, done, cardOf, row } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'button', cardId, button });
  await act({ kind: 'button', cardId, button });
  expect(done).toEqual([['setState', { conversationId: row.id, ...what }]]);
  expect(cardOf()).toBeUndefined();
});

it('opens the templates of the conversation, and marks as read', async () => {
  const { ready, write, act, done, cardOf, row } = setUp();
  await ready;
  await write();
  await act({ kind: 'button', cardId: cardOf()?.id ?? '', button: 'template' });
  await write();
  await act({ kind: 'button', cardId: cardOf()?.id ?? '', button: 'read' });
  expect(done).toEqual([
    ['templates', row.id],
    ['markSeen', row.id],
  ]);
});

it('tells of a note that mentions the person, until they have looked at it', async () => {
  const { ready, change, cardOf, directory, row } = setUp();
  await ready;
  const origin = { kind: 'agent' as const, userId: newId<UserId>() };
  const note = aThreadMessage({
    conversationId: row.id,
    direction: 'note',
    origin,
    content: { type: 'text', text: 'look' },
    mentions: [directory.me.id],
  });
  await change({ row: { mentionedAt: noon }, message: note });
  expect(cardOf()?.body).toBe('A colleague mentioned you: look');
  await change({ row: { mentionedAt: null } });
  expect(cardOf()).toBeUndefined();
});

it('tells of a conversation that a colleague assigned, not of one the person took', async () => {
  const { ready, change, cardOf, directory, settle } = setUp();
  await ready;
  await settle();
  const preview = { messageId: newId<MessageId>(), direction: 'inbound', text: 'Hi' } as ConversationRow['preview'];
  await change({ row: { assigneeId: directory.me.id, preview }, isOwn: true });
  // The server's word for it.
  await change({ row: { assigneeId: directory.me.id, version: 2 } });
  expect(cardOf()).toBeUndefined();
  await change({ row: { assigneeId: null } });
  await change({ row: { assigneeId: directory.me.id } });
  expect(cardOf()?.body).toBe('Assigned to you: Hi');
});

it('does not tell that a conversation became theirs by their own answer, but does the next time', async () => {
  const { ready, change, cardOf, directory, row, tell, settle } = setUp();
  await ready;
  await settle();
  const preview = { messageId: newId<MessageId>(), direction: 'outbound', text: 'Yes' } as ConversationRow['preview'];
  tell.acted?.({ conversations: [row], answered: row.id });
  await change({ row: { assigneeId: null, preview } });
  // The server gives it to whoever answers first.
  await change({ row: { assigneeId: directory.me.id } });
  expect(cardOf()).toBeUndefined();
  await change({ row: { assigneeId: null } });
  await change({ row: { assigneeId: directory.me.id } });
  expect(cardOf()?.body).toBe('Assigned to you: Yes');
});

it('tells once more of a customer who waits, not of those who waited when Parley started', async () => {
  const { ready, waiting, timers, settle, cardOf, row, shown } = setUp();
  await ready;
  const preview = { messageId: newId<MessageId>(), direction: 'inbound', text: 'Hello?' } as ConversationRow['preview'];
  const tick = async (): Promise<void> => {
    timers.shift()?.();
    await settle();
  };
  const old = aConversationRow({ preview, waitingSince: noon - 20 * 60_000 });
  waiting.unassigned = [old];
  await tick();
  expect(shown.size).toBe(0);
  waiting.unassigned = [old, { ...row, preview, waitingSince: noon - 15 * 60_000 }];
  await tick();
  expect(cardOf()?.body).toBe('Waiting for 15 min: Hello?');
  shown.clear();
  await tick();
  expect(shown.size).toBe(0);
});

it('plays what the person chose, and nothing of its own where the system plays', async () => {
  const { ready, write, done, settings, state } = setUp();
  await ready;
  await write();
  expect(done).toEqual([]);
  state.now += 2_000;
  settings.sounds = { ...settings.sounds, message: 'knock' };
  await write();
  expect(done).toEqual([['sound', 'knock']]);
});

it('is heard once for many lines in a row, and again after a while', async () => {
  const { ready, write, done, settings, state, cardOf } = setUp();
  await ready;
  settings.sounds = { ...settings.sounds, message: 'knock' };
  for (const text of ['Hello', 'are you', 'there?']) {
    await write({ message: aThreadMessage({ content: { type: 'text', text } }) });
    state.now += 500;
  }
  expect(cardOf()).toMatchObject({ body: 'there?', sound: 'none' });
  expect(done).toEqual([['sound', 'knock']]);
  state.now += 500;
  await write();
  expect(done).toHaveLength(2);
});
