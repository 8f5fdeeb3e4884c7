import { expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId, type WorkspaceId } from '#shared/ids.ts';
import { defaultNotificationSettings } from '#shared/notification-settings.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, noon } from '../../tests/support/builders.ts';
import type { Workspace, WorkspaceEvents } from '../workspace/workspace-api.ts';
import { NotificationCenters } from './centers.ts';
import { cardId, type Activation, type Card } from './notifier.ts';

/** A workspace with one conversation, in which a customer can write. */
function aWorkspace(name = 'Marlow') {
  const account = anAccount();
  const directory = aDirectory({ accounts: [account], tenant: { ...aDirectory().tenant, name } });
  const row = aConversationRow({ accountId: account.id });
  const inbound: ((payload: WorkspaceEvents['inbound']) => void)[] = [];
  // Only what a center uses of a workspace until something is done with a card.
  const workspace = {
    on: (name: string, listener: never) => {
      if (name === 'inbound') inbound.push(listener);
      return () => undefined;
    },
    directory: { get: async () => JSON.stringify(directory) },
    connection: { get: async () => ({ clockOffsetMs: 0 }) },
    conversations: {
      get: async ({ conversationId }: { conversationId: ConversationId }) => {
        if (conversationId !== row.id) throw new Error('not here');
        return JSON.stringify(row);
      },
      list: async () => JSON.stringify({ rows: [], next: null }),
    },
  } as unknown as Workspace;
  const write = (): void => {
    const item = { row, message: aThreadMessage({ conversationId: row.id }), live: true, ageMs: 0 };
    for (const listener of inbound) listener({ items: [item] });
  };
  return { id: newId<WorkspaceId>(), workspace, row, write };
}

function setUp() {
  const shown = new Map<ConversationId, Card>();
  const done: unknown[][] = [];
  let activate: (activation: Activation) => void = () => undefined;
  const windowsOf = (id: WorkspaceId) => ({
    isFocused: () => false,
    openConversation: (conversationId: ConversationId) => done.push([id, conversationId]),
    openQuickReply: () => undefined,
    openTemplates: () => undefined,
    playSound: () => undefined,
    showInbox: () => done.push([id, 'inbox']),
    toast: () => undefined,
  });
  const centers = new NotificationCenters({
    notifier: {
      show: async (card) => void shown.set(card.conversationId, card),
      close: async (conversationId) => void shown.delete(conversationId),
      onActivation: (listener) => (activate = listener),
      sound: { plays: true, isQuiet: async () => false },
    },
    settings: () => defaultNotificationSettings,
    isLocked: () => false,
    clock: { now: () => noon, after: () => () => undefined },
    windowsOf,
    showInbox: () => done.push(['inbox']),
    toastWhenFocused: false,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { centers, shown, done, settle, act: (activation: Activation) => activate(activation) };
}

it('each workspace shows its cards, and a click goes to the one whose card it was', async () => {
  const { centers, shown, done, settle, act } = setUp();
  const [one, two] = [aWorkspace(), aWorkspace()];
  await centers.attach(one.id, one.workspace);
  await centers.attach(two.id, two.workspace);
  one.write();
  two.write();
  await settle();
  expect([...shown.keys()]).toEqual([one.row.id, two.row.id]);
  act({ kind: 'open', cardId: shown.get(two.row.id)?.id ?? '' });
  act({ kind: 'open', cardId: shown.get(one.row.id)?.id ?? '' });
  expect(done).toEqual([
    [two.id, two.row.id],
    [one.id, one.row.id],
  ]);
});

it('a card of an earlier run waits until the workspace that has its conversation is open', async () => {
  const { centers, done, settle, act } = setUp();
  const [one, two] = [aWorkspace(), aWorkspace()];
  await centers.attach(one.id, one.workspace);
  act({ kind: 'open', cardId: cardId(two.row.id, newId<MessageId>()) });
  await settle();
  expect(done).toEqual([['inbox']]);
  await centers.attach(two.id, two.workspace);
  await settle();
  expect(done).toEqual([['inbox'], [two.id, two.row.id]]);
});

it('signing out of one takes away its cards and no other’s', async () => {
  const { centers, shown, settle } = setUp();
  const [one, two] = [aWorkspace(), aWorkspace()];
  await centers.attach(one.id, one.workspace);
  await centers.attach(two.id, two.workspace);
  one.write();
  two.write();
  await settle();
  centers.detach(one.id);
  await settle();
  expect([...shown.keys()]).toEqual([two.row.id]);
});

it('a card says which workspace it is from as long as there are several', async () => {
  const { centers, shown, settle } = setUp();
  const [one, two] = [aWorkspace('Marlow'), aWorkspace('Acme')];
  const titles = (): string[] => [...shown.values()].map(({ title }) => title);
  await centers.attach(one.id, one.workspace);
  one.write();
  await settle();
  expect(titles()).toEqual(['Ana Souza']);
  await centers.attach(two.id, two.workspace);
  one.write();
  two.write();
  await settle();
  expect(titles()).toEqual(['Ana Souza · Marlow', 'Ana Souza · Acme']);
});
