import type { AccountId, ContactId, ConversationId } from '#shared/ids.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { api } from '../api.ts';
import { serverNow } from './clock.ts';
import { loadConversation, useConversations } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { openTemplatePicker } from './template-picker.ts';
import { createForWorkspace } from './workspace-store.ts';

/** Whether somebody is being looked for to write to. `given`: what the field begins with. */
export const useNewConversation = createForWorkspace<{ isOpen: boolean; given: string }>(() => ({
  isOpen: false,
  given: '',
}));

export function openNewConversation(given = ''): void {
  useNewConversation.setState({ isOpen: true, given });
}

export function closeNewConversation(): void {
  useNewConversation.setState({ isOpen: false });
}

/** The conversation with somebody on a number, made when there is none. Throws what main refused it for. */
export async function startConversation(
  accountId: AccountId,
  peer: { contactId: ContactId } | { phone: string },
): Promise<ConversationId> {
  const { conversationId } = await api.conversations.start({ accountId, peer });
  await loadConversation(conversationId);
  return conversationId;
}

/** Where WhatsApp takes nothing but a template, one is chosen first. */
export function offerTemplate(conversationId: ConversationId): void {
  const row = useConversations.getState().byId[conversationId];
  const account = row && useDirectory.getState().accountById[row.accountId];
  if (account?.provider !== 'meta_cloud') return;
  if (serviceWindow(row?.windowClosesAt ?? null, serverNow()).state === 'closed')
    openTemplatePicker(conversationId, '');
}
