import type { ConversationId } from '#shared/ids.ts';
import type { Erased } from '#shared/erasure.ts';
import { api } from '../api.ts';
import { useContacts } from './contacts.ts';
import { useConversations } from './conversations.ts';
import { changeDraft, useDrafts } from './drafts.ts';
import { useMessages } from './messages.ts';

/** Somebody is forgotten: nothing of them stays in this page's memory either. */
export function forgetErased({ conversationIds, contactIds }: Erased): void {
  const conversations = new Set<string>(conversationIds);
  const contacts = new Set<string>(contactIds);
  const kept = <T>(of: Record<string, T>, gone: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(of).filter(([id]) => !gone.has(id)));
  useConversations.setState(({ byId, ids }) => ({
    byId: kept(byId, conversations),
    ids: ids.filter((id) => !conversations.has(id)),
  }));
  useContacts.setState(({ byId, cards }) => ({ byId: kept(byId, contacts), cards: kept(cards, contacts) }));
  useMessages.setState(({ byId, threads, opened }) => ({
    byId: Object.fromEntries(Object.entries(byId).filter(([, message]) => !conversations.has(message.conversationId))),
    threads: kept(threads, conversations),
    opened: opened.filter((id) => !conversations.has(id)),
  }));
  const drafts = useDrafts.getState();
  for (const id of conversationIds) {
    for (const mode of ['reply', 'note'] as const) if (`${mode}:${id}` in drafts) changeDraft(id, mode, '');
  }
}

/** One of these may be on screen. */
export function onErased(listener: (conversationIds: readonly ConversationId[]) => void): () => void {
  return api.on('erased', ({ conversationIds }) => listener(conversationIds));
}
