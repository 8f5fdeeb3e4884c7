import { create } from 'zustand';
import type { ConversationId, MessageId, MutationId } from '#shared/ids.ts';
import type { StoreChange, ThreadMessage } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { newerCopy, newestKnown, placeMessages, prependPage, threadsToForget, type Thread } from './thread.ts';

const pageSize = 60;
const threadsKept = 12;

interface MessagesState {
  byId: Record<MessageId, ThreadMessage>;
  threads: Record<ConversationId, Thread>;
  /** In order of opening, the current one last. */
  opened: readonly ConversationId[];
}

export const useMessages = create<MessagesState>(() => ({ byId: {}, threads: {}, opened: [] }));

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
      if (thread === undefined) return state;
      const byId = { ...state.byId };
      for (const message of page.messages) byId[message.id] = newerCopy(byId[message.id], message);
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
    }
    return { byId, threads };
  });
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
  if (current !== undefined) await readNewest(current);
}

function groupByConversation(messages: readonly ThreadMessage[]): Map<ConversationId, ThreadMessage[]> {
  return Map.groupBy(messages, (message) => message.conversationId);
}

/** Resolves once the reply is on disk (never waits for the network). Throws what main refused it for. */
export async function sendReply(conversationId: ConversationId, text: string): Promise<void> {
  const { threads, byId } = useMessages.getState();
  const basedOn = newestKnown(threads[conversationId], byId);
  const content = { type: 'text' as const, text };
  applyMessages([await api.messages.send({ conversationId, content, replyTo: null, basedOn })]);
}

export async function addNote(conversationId: ConversationId, text: string): Promise<void> {
  applyMessages([await api.messages.addNote({ conversationId, text })]);
}

export function resend(message: ThreadMessage): Promise<void> {
  return api.messages.resend({ conversationId: message.conversationId, messageId: message.id });
}
export function leaveUncertain(message: ThreadMessage): Promise<void> {
  return api.messages.leave({ conversationId: message.conversationId, messageId: message.id });
}
export function sendAnyway(mutationId: MutationId): Promise<void> {
  return api.messages.sendAnyway({ mutationId });
}
/** Takes an unsent reply out of the thread and answers its text. */
export async function takeBack(mutationId: MutationId): Promise<string> {
  return (await api.messages.takeBack({ mutationId })).text;
}
