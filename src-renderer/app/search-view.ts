import type { ContactId, ConversationId, MessageId } from '#shared/ids.ts';
import { loadConversation, useConversations } from '../entities/conversations.ts';
import { openThread } from '../entities/messages.ts';
import { clearSearch, focusSearch, useSearch } from '../features/search/search-store.ts';
import { jumpTo } from '../features/thread/jump.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { command, inComposer, type Command } from './commands.ts';
import { openConversation, useView } from './view-store.ts';

/** Searching from anywhere, and back. */
export function searchCommands(): Command[] {
  return [
    command('anywhere', 'command.search', { keys: ['mod+Shift+KeyF', 'char:/'], whileTyping: true, run: openSearch }),
    command('anywhere', 'command.closeSearch', {
      keys: ['Escape'],
      whileTyping: true,
      keyOnly: true,
      when: () => isSearchShown() && !inComposer(),
      run: closeSearch,
    }),
  ];
}

const isSearchShown = () => useView.getState().search !== null && useView.getState().screen === 'inbox';

export function openSearch(): void {
  useView.setState(({ search, openId, screen }) => ({
    screen: 'inbox',
    search: { returnTo: search?.returnTo ?? openId, returnScreen: search?.returnScreen ?? screen, isInFront: true },
  }));
  focusSearch();
}

/** Back to where one was. */
export function closeSearch(): void {
  const { search } = useView.getState();
  if (search === null) return;
  clearSearch();
  useView.setState({ search: null });
  if (search.returnTo !== useView.getState().openId) openConversation(search.returnTo);
  useView.setState({ screen: search.returnScreen });
}

/** Opens a conversation from the search, which stays beside it. */
export async function openFound(conversationId: ConversationId, messageId: MessageId | null): Promise<void> {
  try {
    if (useConversations.getState().byId[conversationId] === undefined) await loadConversation(conversationId);
    openConversation(conversationId);
    useView.setState(({ search }) => ({ search: search && { ...search, isInFront: false } }));
    if (messageId === null) return;
    // Opening shows the newest messages; the jump comes after that, or it would be undone by it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await openThread(conversationId);
    if (useView.getState().openId === conversationId) await jumpTo(conversationId, messageId);
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
  }
}

/** The newest conversation with somebody. */
export function openPerson(_contactId: ContactId, conversationId: ConversationId | null): void {
  if (conversationId !== null) void openFound(conversationId, null);
}

/** One goes somewhere else: the search is over. */
export function leaveSearch(): void {
  if (useView.getState().search === null) return;
  if (useSearch.getState().text !== '') clearSearch();
  useView.setState({ search: null });
}
