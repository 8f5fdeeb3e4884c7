import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId, type ConversationId, type MessageId, type MutationId, type UserId } from '#shared/ids.ts';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import { defaultNotificationSettings } from '#shared/notification-settings.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, noon } from '../../tests/support/builders.ts';
import type { Inbound, Workspace, WorkspaceEvents } from '../workspace/workspace-api.ts';
import { NotificationCenter } from './center.ts';
import type { Activation, Card, Notifier } from './notifier.ts';

type Listeners = { [N in keyof WorkspaceEvents]?: (payload: WorkspaceEvents[N]) => void };

/** A workspace, a notification system and a clock that do what the test says. */
function setUp({ attach = true, toastWhenFocused = false, id = newId<ConversationId>() } = {}) {
  const account = anAccount();
  const directory = aDirectory({ accounts: [account] });
  const row = aConversationRow({ id, accountId: account.id });
  const rows = new Map<ConversationId, ConversationRow>([[row.id, row]]);
  const done: unknown[][] = [];
  const drafts = new Map<string, string>();
  const waiting = { mine: [] as ConversationRow[], unassigned: [] as ConversationRow[] };
  const outbox: { type: string; conversationId: ConversationId }[] = [];
  const listeners: Listeners = {};
  let sendError: Error | null = null;
  const sent: ThreadMessage[] = [];
  const workspace = {
    on: (name: keyof WorkspaceEvents, listener: never) => {
      listeners[name] = listener;
      return () => delete listeners[name];
    },
    directory: { get: async () => JSON.stringify(directory) },
    connection: { get: async () => ({ clockOffsetMs: 0 }) },
    conversations: {
      get: async ({ conversationId }: { conversationId: ConversationId }) => JSON.stringify(rows.get(conversationId)),
      assign: async (input: unknown) => void done.push(['assign', input]),
      setState: async (input: unknown) => void done.push(['setState', input]),
      list: async ({ view }: { view: string }) =>
        JSON.stringify({ rows: view === 'any' ? [] : waiting[view === 'mine' ? 'mine' : 'unassigned'], next: null }),
    },
    messages: {
      send: async (input: { conversationId: ConversationId; content: { type: 'text'; text: string } }) => {
        if (sendError) throw sendError;
        done.push(['send', input]);
        const message = aThreadMessage({
          conversationId: input.conversationId,
          direction: 'outbound',
          content: input.content,
          sendState: { state: 'queued' },
          outbox: { mutationId: newId<MutationId>(), state: 'pending', heldUntil: null, error: null },
        });
        sent.push(message);
        return message;
      },
      sendAnyway: async (input: unknown) => void done.push(['sendAnyway', input]),
    },
    drafts: {
      get: async () => ({ text: drafts.get(row.id) ?? '' }),
      save: async ({ text }: { text: string }) => void drafts.set(row.id, text),
    },
    outbox: { list: async () => outbox },
    markSeen: async (conversationId: ConversationId) => void done.push(['markSeen', conversationId]),
  } as unknown as Workspace;

  const shown = new Map<ConversationId, Card>();
  let activate: (activation: Activation) => void = () => undefined;
  const notifier: Notifier = {
    show: async (card) => void shown.set(card.conversationId, card),
    close: async (conversationId) => void shown.delete(conversationId),
    onActivation: (listener) => (activate = listener),
    sound: { plays: true, isQuiet: async () => false },
  };
  const timers: (() => void)[] = [];
  const window = { focused: false };
  const state = { locked: false };
  const settings = { ...defaultNotificationSettings };
  const center = new NotificationCenter({
    notifier,
    settings: () => settings,
    isLocked: () => state.locked,
    isAmongOthers: () => false,
    clock: { now: () => noon, after: (_ms, callback) => (timers.push(callback), () => undefined) },
    windows: {
      isFocused: () => window.focused,
      openConversation: (id) => done.push(['open', id]),
      openQuickReply: (id) => done.push(['quickReply', id]),
      openTemplates: (id) => done.push(['templates', id]),
      playSound: (sound) => done.push(['sound', sound]),
      showInbox: () => done.push(['inbox']),
      toast: (text) => done.push(['toast', text]),
    },
    toastWhenFocused,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const write = async (overrides: Partial<Inbound> = {}): Promise<Inbound> => {
    const item: Inbound = {
      row: rows.get(row.id) ?? row,
      message: aThreadMessage({ conversationId: row.id }),
      live: true,
      ageMs: 0,
      ...overrides,
    };
    listeners.inbound?.({ items: [item] });
    await settle();
    return item;
  };
  const change = async (part: { row?: Partial<ConversationRow>; message?: ThreadMessage; reload?: boolean }) => {
    const next = { ...(rows.get(row.id) ?? row), ...part.row };
    rows.set(row.id, next);
    listeners.storeChange?.({
      reload: part.reload ?? false,
      conversations: part.row === undefined || part.reload ? [] : [next],
      messages: part.message === undefined ? [] : [part.message],
      removed: [],
      contacts: [],
    });
    await settle();
  };
  const act = async (activation: Activation): Promise<void> => {
    activate(activation);
    await settle();
  };
  const ready = attach ? center.attach(workspace) : Promise.resolve();
  return {
    ...{
      center,
      workspace,
      directory,
      tell: listeners,
      row,
      done,
      drafts,
      waiting,
      outbox,
      state,
      settings,
      shown,
      sent,
      timers,
      window,
      settle,
      write,
      change,
      act,
      ready,
    },
    failSending: (error: Error) => (sendError = error),
    cardOf: () => shown.get(row.id),
  };
}

it('shows one card per conversation, the newest message in it', async () => {
  const { ready, write, shown, cardOf } = setUp();
  await ready;
  await write();
  await write({ message: aThreadMessage({ content: { type: 'text', text: 'Hello?' } }) });
  expect(shown.size).toBe(1);
  expect(cardOf()?.body).toBe('Hello?');
});

it('journals a typed reply first, against the message shown, then claims and marks seen, and closes the card', async () => {
  const { ready, write, act, done, cardOf, row, directory } = setUp();
  await ready;
  const { message } = await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes, it is' });
  expect(done).toEqual([
    [
      'send',
      {
        conversationId: row.id,
        content: { type: 'text', text: 'Yes, it is' },
        replyTo: null,
        basedOn: message.id,
        keepsDraft: true,
      },
    ],
    ['markSeen', row.id],
    ['assign', { conversationId: row.id, assigneeId: directory.me.id, expected: null }],
  ]);
  expect(cardOf()).toBeUndefined();
});

it('sends a reply once although the system reports it twice, and ignores an empty one', async () => {
  const { ready, write, act, done, cardOf } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'reply', cardId, text: '   ' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done.filter(([what]) => what === 'send')).toHaveLength(1);
});

it('does not claim a conversation that is somebody’s already', async () => {
  const { ready, write, change, act, done, cardOf, directory } = setUp();
  await ready;
  await change({ row: { assigneeId: directory.me.id } });
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  expect(done.map(([what]) => what)).toEqual(['send', 'markSeen']);
});

it('ruling 49 tells of a colleague’s earlier answer and sends only when the person says so', async () => {
  const { ready, write, change, act, done, sent, cardOf } = setUp();
  await ready;
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  const [message] = sent;
  const mutationId = message?.outbox?.mutationId ?? newId<MutationId>();
  const rejected = {
    ...(message ?? aThreadMessage()),
    outbox: {
      mutationId,
      state: 'rejected' as const,
      heldUntil: null,
      error: { code: 'stale_reply' as const, message: 'Ben replied 20 s ago' },
    },
  };
  await change({ message: rejected });
  expect(cardOf()).toMatchObject({ body: 'Ben replied 20 s ago', buttons: [{ id: 'send_anyway' }, { id: 'open' }] });
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'button', cardId, button: 'send_anyway' });
  await act({ kind: 'button', cardId, button: 'send_anyway' });
  expect(done.filter(([what]) => what === 'sendAnyway')).toEqual([['sendAnyway', { mutationId }]]);
});

it('keeps the text as a draft, below the one that is there, when it can’t be journalled', async () => {
  const { ready, write, act, drafts, failSending, cardOf, row } = setUp();
  await ready;
  await write();
  drafts.set(row.id, 'Dear Ana,');
  failSending(new AppError('forbidden', 'You may not answer here.'));
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  expect(drafts.get(row.id)).toBe('Dear Ana,\nYes');
  expect(cardOf()).toMatchObject({
    title: 'Not sent to Ana Souza',
    body: 'You may not answer here. Your text is kept as a draft.',
    buttons: [{ id: 'open' }],
  });
});

it('refuses a reply that WhatsApp would refuse for its length, and keeps it', async () => {
  const { ready, write, act, drafts, done, cardOf, row } = setUp();
  await ready;
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'x'.repeat(4097) });
  expect(done).toEqual([]);
  expect(drafts.get(row.id)).toHaveLength(4097);
  expect(cardOf()?.body).toContain('4096');
});

it('tells when WhatsApp refuses the reply or does not confirm it, and not when it went through', async () => {
  const { ready, write, change, act, sent, cardOf } = setUp();
  await ready;
  const reply = async (): Promise<ThreadMessage> => {
    await write();
    await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
    return { ...(sent.at(-1) ?? aThreadMessage()), outbox: null };
  };
  const failure = { code: 131047, title: 'Re-engagement message', details: null, at: noon };
  const refused = await reply();
  await change({ message: { ...refused, sendState: { state: 'sending' } } });
  expect(cardOf()).toBeUndefined();
  await change({ message: { ...refused, sendState: { state: 'rejected', failure } } });
  expect(cardOf()?.body).toBe('WhatsApp refused it: Re-engagement message');
  const lost = await reply();
  await change({ message: { ...lost, sendState: { state: 'uncertain', since: noon, left: false } } });
  expect(cardOf()?.body).toContain('did not confirm');
  const fine = await reply();
  await change({ message: { ...fine, sendState: { state: 'accepted' } } });
  await change({ message: { ...fine, sendState: { state: 'rejected', failure } } });
  expect(cardOf()).toBeUndefined();
});

it.each([
  ['read', { unread: 0 }],
  ['resolved', { state: 'resolved' as const }],
  ['a colleague’s', { assigneeId: newId<UserId>() }],
])('takes the card away when the conversation is %s, also after a catch-up', async (_what, row) => {
  for (const reload of [false, true]) {
    const { ready, write, change, cardOf } = setUp();
    await ready;
    await write();
    expect(cardOf()).toBeDefined();
    await change({ row, reload });
    expect(cardOf()).toBeUndefined();
  }
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

it('does not send a late reply to what a colleague has taken; the text waits until the person says so', async () => {
  const { ready, write, change, act, done, drafts, cardOf, row } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await change({ row: { assigneeId: newId<UserId>() } });
  expect(cardOf()).toBeUndefined();
  drafts.set(row.id, 'Dear Ana,');
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done).toEqual([]);
  expect(drafts.get(row.id)).toBe('Dear Ana,\nYes');
  expect(cardOf()?.body).toBe('A colleague has taken this conversation. Your text is kept as a draft.');
  await act({ kind: 'button', cardId: cardOf()?.id ?? '', button: 'send_anyway' });
  expect(done).toMatchObject([['send', { content: { text: 'Yes' } }]]);
  expect(drafts.get(row.id)).toBe('Dear Ana,');
});

it('while locked says nothing, opens nothing and keeps what is typed', async () => {
  const { ready, center, write, act, done, drafts, state, settle, cardOf, row } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  state.locked = true;
  center.hide();
  await settle();
  expect(cardOf()).toBeUndefined();
  await act({ kind: 'open', cardId });
  await act({ kind: 'button', cardId, button: 'resolve' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done).toEqual([['inbox'], ['inbox']]);
  expect(drafts.get(row.id)).toBe('Yes');
  await write();
  expect(cardOf()).toMatchObject({ title: 'Parley', reply: null, buttons: [] });
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
  const { ready, change, cardOf, directory, outbox, row, settle } = setUp();
  await ready;
  await settle();
  const preview = { messageId: newId<MessageId>(), direction: 'inbound', text: 'Hi' } as ConversationRow['preview'];
  outbox.push({ type: 'conversation.assign', conversationId: row.id });
  await change({ row: { assigneeId: directory.me.id, preview } });
  expect(cardOf()).toBeUndefined();
  outbox.pop();
  await change({ row: { assigneeId: null } });
  await change({ row: { assigneeId: directory.me.id } });
  expect(cardOf()?.body).toBe('Assigned to you: Hi');
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
  const { ready, write, done, settings } = setUp();
  await ready;
  await write();
  expect(done).toEqual([]);
  settings.sounds = { ...settings.sounds, message: 'knock' };
  await write();
  expect(done).toEqual([['sound', 'knock']]);
});
