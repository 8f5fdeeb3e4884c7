import type { ConversationId, UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { t } from '../i18n/i18n.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { api } from '../api.ts';
import { useConversations } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { changeDraft, flushDrafts, getDraft, restoreToDraft } from './drafts.ts';
import { perform } from './triage.ts';
import { createForWorkspace } from './workspace-store.ts';

/** The conversation that is about to be handed over; null while nobody is asked. */
export const useHandOver = createForWorkspace<{ id: ConversationId | null }>(() => ({ id: null }));

export function openHandOver(id: ConversationId | null): void {
  useHandOver.setState({ id });
}

/** Conversation, note and begun reply to a colleague, in one act. Undoing leaves the note, as notes always stay. */
export function handOver(row: ConversationRow, to: UserId, note: string, withDraft: boolean): void {
  const { id: conversationId, assigneeId: expected } = row;
  const draft = withDraft ? getDraft(conversationId, 'reply').trim() : '';
  const user = useDirectory.getState().userById[to];
  if (draft !== '') {
    changeDraft(conversationId, 'reply', '');
    flushDrafts();
  }
  perform(
    async () => {
      try {
        await api.conversations.handOver({ conversationId, assigneeId: to, expected, note, draft });
      } catch (error) {
        if (draft !== '') restoreToDraft(conversationId, 'reply', draft);
        throw error;
      }
    },
    t('handOver.done', { name: visibleName(row.contactName) || row.contactHandle, user: user?.name ?? '' }),
    async () => {
      await api.conversations.takeBackHandOver({ conversationId, assigneeId: to, to: expected });
      if (draft !== '') restoreToDraft(conversationId, 'reply', draft);
    },
  );
}

/** What a colleague left goes into the composer, before what is there. */
export async function takeHandedDraft(conversationId: ConversationId): Promise<void> {
  const handed = useConversations.getState().byId[conversationId]?.handedDraft;
  if (handed === undefined) return;
  restoreToDraft(conversationId, 'reply', handed.text);
  await dropHandedDraft(conversationId);
}

export function dropHandedDraft(conversationId: ConversationId): Promise<void> {
  return api.conversations.mark({ conversationId, handedDraftDone: true });
}
