import type { ConversationId, MessageId, MutationId, UserId } from '#shared/ids.ts';
import type { StoreChange, ThreadMessage } from '#shared/inbox.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { api } from '../api.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import {
  appendPage,
  compareMessages,
  newerCopy,
  newestKnown,
  placeMessages,
  prependPage,
  threadAround,
  threadsToForget,
  type Thread,
} from './thread.ts';
import { createForWorkspace, forgetWithWorkspace } from './workspace-store.ts';

const pageSize = 60;
const threadsKept = 12;

interface MessagesState {
  byId: Record<MessageId, ThreadMessage>;
  threads: Record<ConversationId, Thread>;
  /** In order of opening, the current one last. */
  opened: readonly ConversationId[];
}

export const useMessages = createForWorkspace<MessagesState>(() => ({ byId: {}, threads: {}, opened: [] }));

/** The messages as they are now, without subscribing to them. */
export const messagesById = () => useMessages.getState().byId;
/** The first loaded message of a thread. */
export const oldestNow = (id: ConversationId) => useMessages.getState().threads[id]?.ids[0];
export const useThread = (id: ConversationId) => useMessages((state) => state.threads[id] ?? null);
export const useMessage = (id: MessageId | null) => useMessages((state) => (id ? (state.byId[id] ?? null) : null));

/** Reads the newest page. A thread that is already loaded stays on screen meanwhile. */
export async function openThread(conversationId: ConversationId): Promise<void> {
  useMessages.setState((state) => {
    const opened = [...state.opened.filter((id) => id !== conversationId), conversationId];
    const forgotten = threadsToForget(opened, threadsKept);
    const threads = { ...state.threads };
    const byId = { ...state.byId };
    for (const id of forgotten) {
      for (const messageId of threads[id]?.ids ?? []) delete byId[messageId];
      delete threads[id];
    }
    // A visit begins at the newest message.
    if (threads[conversationId]?.past) delete threads[conversationId];
    threads[conversationId] ??= { ids: [], older: null, status: 'loading' };
    return { opened: opened.slice(forgotten.length), threads, byId };
  });
  await readNewest(conversationId);
}

async function readNewest(conversationId: ConversationId): Promise<void> {
  try {
    const page = await api.messages.page({ conversationId, before: null, limit: pageSize });
    useMessages.setState((state) => {
      const thread = state.threads[conversationId];
      // Meanwhile they may have jumped back.
      if (thread === undefined || thread.past) return state;
      const byId = withCopies(state.byId, page.messages);
      // Pages loaded before stay when the new one reaches back to them; else there would be a hole.
      const overlaps = page.messages.some((message) => thread.ids.includes(message.id));
      const base: Thread = overlaps ? thread : { ids: [], older: page.older, status: 'ready' };
      const ids = placeMessages({ ...base, older: null }, page.messages, byId);
      return { byId, threads: { ...state.threads, [conversationId]: { ...base, ids, status: 'ready' } } };
    });
  } catch {
    useMessages.setState((state) => {
      const thread = state.threads[conversationId];
      return thread === undefined || thread.ids.length > 0
        ? state
        : { threads: { ...state.threads, [conversationId]: { ...thread, status: 'failed' } } };
    });
  }
}

const loadingOlder = new Set<ConversationId>();
const loadingNewer = new Set<ConversationId>();
forgetWithWorkspace(() => {
  loadingOlder.clear();
  loadingNewer.clear();
});

export async function loadOlder(conversationId: ConversationId): Promise<void> {
  const thread = useMessages.getState().threads[conversationId];
  if (!thread?.older || loadingOlder.has(conversationId)) return;
  loadingOlder.add(conversationId);
  try {
    const page = await api.messages.page({ conversationId, before: thread.older, limit: pageSize });
    useMessages.setState((state) => {
      const current = state.threads[conversationId];
      if (current === undefined) return state;
      const byId = { ...state.byId };
      for (const message of page.messages) byId[message.id] = newerCopy(byId[message.id], message);
      return { byId, threads: { ...state.threads, [conversationId]: prependPage(current, page) } };
    });
  } finally {
    loadingOlder.delete(conversationId);
  }
}

export async function loadNewer(conversationId: ConversationId): Promise<void> {
  const after = useMessages.getState().threads[conversationId]?.past?.newer;
  if (after === undefined || loadingNewer.has(conversationId)) return;
  loadingNewer.add(conversationId);
  try {
    const page = await api.messages.page({ conversationId, before: null, after, limit: pageSize });
    useMessages.setState((state) => {
      const current = state.threads[conversationId];
      // Meanwhile they may have gone back to the newest, or somewhere else.
      if (current?.past?.newer !== after) return state;
      const byId = withCopies(state.byId, page.messages);
      return { byId, threads: { ...state.threads, [conversationId]: appendPage(current, page) } };
    });
  } finally {
    loadingNewer.delete(conversationId);
  }
}

/** Shows the messages around one, or around a time. Throws offline, and not_found when it is there no more. */
export async function showAround(conversationId: ConversationId, place: { messageId: MessageId } | { at: number }) {
  const page = await api.messages.around({ conversationId, place });
  useMessages.setState((state) => {
    const byId = withCopies(state.byId, page.messages);
    const before = state.threads[conversationId];
    return { byId, threads: { ...state.threads, [conversationId]: threadAround(before, page, byId) } };
  });
}

function withCopies(before: MessagesState['byId'], messages: readonly ThreadMessage[]): MessagesState['byId'] {
  const byId = { ...before };
  for (const message of messages) byId[message.id] = newerCopy(byId[message.id], message);
  return byId;
}

export function applyMessages(messages: readonly ThreadMessage[], removed: StoreChange['removed'] = []): void {
  if (messages.length === 0 && removed.length === 0) return;
  useMessages.setState((state) => {
    const byId = { ...state.byId };
    const threads = { ...state.threads };
    for (const { conversationId, messageId } of removed) {
      delete byId[messageId];
      const thread = threads[conversationId];
      if (thread) threads[conversationId] = { ...thread, ids: thread.ids.filter((id) => id !== messageId) };
    }
    for (const [conversationId, arrived] of groupByConversation(messages)) {
      const thread = threads[conversationId];
      if (thread === undefined || thread.status !== 'ready') continue;
      for (const message of arrived) byId[message.id] = newerCopy(byId[message.id], message);
      const ids = placeMessages(thread, arrived, byId);
      if (ids !== thread.ids) threads[conversationId] = { ...thread, ids };
      const { past } = thread;
      const missed = past === undefined ? 0 : countMissed(thread, arrived, state.byId);
      if (past && missed > 0) {
        threads[conversationId] = { ...thread, ids, past: { ...past, arrived: past.arrived + missed } };
      }
    }
    return { byId, threads };
  });
}

/** Messages of the customer that came behind what is loaded, and that nobody has been told of yet. */
function countMissed({ ids }: Thread, arrived: readonly ThreadMessage[], before: MessagesState['byId']): number {
  const last = ids.at(-1);
  const newest = last && before[last];
  const isMissed = (message: ThreadMessage) =>
    message.direction === 'inbound' && !(message.id in before) && newest && compareMessages(message, newest) > 0;
  return arrived.filter(isMissed).length;
}

/** After a catch-up: the open thread is read again, the others are forgotten. */
export async function reloadThreads(): Promise<void> {
  const current = useMessages.getState().opened.at(-1);
  useMessages.setState((state) => {
    const thread = current === undefined ? undefined : state.threads[current];
    return current === undefined || thread === undefined
      ? { threads: {}, byId: {}, opened: [] }
      : { threads: { [current]: thread }, opened: [current] };
  });
  const thread = current === undefined ? undefined : useMessages.getState().threads[current];
  if (current === undefined) return;
  const middle = thread?.ids[Math.floor(thread.ids.length / 2)];
  if (thread?.past && middle !== undefined) await showAround(current, { messageId: middle }).catch(() => undefined);
  else await readNewest(current);
}

function groupByConversation(messages: readonly ThreadMessage[]): Map<ConversationId, ThreadMessage[]> {
  return Map.groupBy(messages, (message) => message.conversationId);
}

/** Resolves once the reply is on disk (never waits for the network). Throws what main refused it for. */
export async function sendReply(
  conversationId: ConversationId,
  content: OutgoingContent,
  replyTo: MessageId | null = null,
): Promise<ThreadMessage> {
  const { threads, byId } = useMessages.getState();
  const basedOn = newestKnown(threads[conversationId], byId);
  const message = await api.messages.send({ conversationId, content, replyTo, basedOn });
  applyMessages([message]);
  // What one has just written is at the end.
  if (threads[conversationId]?.past) void openThread(conversationId);
  return message;
}

export async function addNote(conversationId: ConversationId, text: string, mentions: UserId[]): Promise<void> {
  const named = mentions.length === 0 ? {} : { mentions: mentions.slice(0, 20) };
  applyMessages([await api.messages.addNote({ conversationId, text, ...named })]);
}

/** The team's emoji on a message; '' takes it away. Shown at once, from the outbox. */
export function react({ conversationId, id: messageId }: ThreadMessage, emoji: string): void {
  api.messages.react({ conversationId, messageId, emoji }).catch((error: unknown) => {
    showToast({ kind: 'warning', text: describeError(error) });
  });
}

const asked = new Set<MessageId>();
forgetWithWorkspace(() => asked.clear());

/** Reads a message that is not loaded, once: a quote shows what it answers. */
export async function loadMessage(conversationId: ConversationId, messageId: MessageId): Promise<void> {
  if (asked.has(messageId)) return;
  asked.add(messageId);
  const message = await api.messages.get({ conversationId, messageId }).catch(() => null);
  if (message !== null) useMessages.setState(({ byId }) => ({ byId: withCopies(byId, [message]) }));
}

export function resend(message: ThreadMessage): Promise<void> {
  return api.messages.resend({ conversationId: message.conversationId, messageId: message.id });
}
export function leaveUncertain(message: ThreadMessage): Promise<void> {
  return api.messages.leave({ conversationId: message.conversationId, messageId: message.id });
}
/** A reply that was refused, as it is: what was in its way may be gone. */
export function sendAgain(mutationId: MutationId): Promise<void> {
  return api.messages.sendAgain({ mutationId });
}

export function sendAnyway(mutationId: MutationId): Promise<void> {
  return api.messages.sendAnyway({ mutationId });
}
/** Takes an unsent reply out of the thread and answers its text. */
export async function takeBack(mutationId: MutationId): Promise<string> {
  return (await api.messages.takeBack({ mutationId })).text;
}
