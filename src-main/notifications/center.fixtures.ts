import { newId, type ConversationId, type MutationId } from '#shared/ids.ts';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, noon } from '../../tests/support/builders.ts';
import { defaultNotificationSettings } from '#shared/notification-settings.ts';
import type { Inbound, Workspace, WorkspaceEvents } from '../workspace/workspace-api.ts';
import { NotificationCenter } from './center.ts';
import type { Activation, Card, Notifier } from './notifier.ts';

type Listeners = { [N in keyof WorkspaceEvents]?: (payload: WorkspaceEvents[N]) => void };

/** A workspace, a notification system and a clock that do what the test says. */
export function setUp({ attach = true, toastWhenFocused = false, id = newId<ConversationId>() } = {}) {
  const account = anAccount();
  const directory = aDirectory({ accounts: [account] });
  const row = aConversationRow({ id, accountId: account.id });
  const rows = new Map<ConversationId, ConversationRow>([[row.id, row]]);
  const done: unknown[][] = [];
  const drafts = new Map<string, string>();
  const waiting = { mine: [] as ConversationRow[], unassigned: [] as ConversationRow[] };
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
  const state = { locked: false, now: noon };
  const settings = { ...defaultNotificationSettings };
  const center = new NotificationCenter({
    notifier,
    settings: () => settings,
    isLocked: () => state.locked,
    isAmongOthers: () => false,
    clock: { now: () => state.now, after: (_ms, callback) => (timers.push(callback), () => undefined) },
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
  /** `isOwn`: the person did it here. */
  const change = async (part: {
    row?: Partial<ConversationRow>;
    message?: ThreadMessage;
    reload?: boolean;
    isOwn?: boolean;
  }) => {
    const next = { ...(rows.get(row.id) ?? row), ...part.row };
    rows.set(row.id, next);
    if (part.isOwn === true) listeners.acted?.({ conversations: [next], answered: null });
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
