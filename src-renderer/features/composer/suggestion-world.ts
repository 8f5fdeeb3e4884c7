import type { ConversationId } from '#shared/ids.ts';
import type { ReplyPeople } from '#shared/quick-reply-values.ts';
import { useContacts } from '../../entities/contacts.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useDirectory } from '../../entities/directory.ts';
import { useHabits } from '../../entities/habits.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import type { SuggestionWorld } from './suggestions.ts';

/** What can be suggested in a conversation now. */
export function suggestionWorld(conversationId: ConversationId): SuggestionWorld {
  return {
    quickReplies: itemsOf(useLibrary.getState(), 'quickReply'),
    users: useDirectory.getState().directory?.users ?? [],
    people: peopleOf(conversationId),
    habits: useHabits.getState(),
    now: Date.now(),
  };
}

function peopleOf(conversationId: ConversationId): ReplyPeople {
  const row = useConversations.getState().byId[conversationId];
  const { directory, accountById } = useDirectory.getState();
  const contact = row === undefined ? undefined : useContacts.getState().byId[row.contactId];
  return {
    contact: contact ?? (row === undefined ? null : { name: row.contactName, aliases: [] }),
    agent: directory?.me ?? { name: '', email: '' },
    account: row === undefined ? null : (accountById[row.accountId] ?? null),
  };
}
