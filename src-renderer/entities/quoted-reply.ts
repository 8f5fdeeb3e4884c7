import type { ConversationId, MessageId } from '#shared/ids.ts';
import { createForWorkspace } from './workspace-store.ts';

/** Which message the next reply of a conversation quotes. The thread sets it, the composer shows, sends and clears it. */
export const useQuotedReply = createForWorkspace<Readonly<Record<ConversationId, MessageId>>>(() => ({}));

export function quoteMessage(conversationId: ConversationId, messageId: MessageId | null): void {
  useQuotedReply.setState((state) => {
    const { [conversationId]: _before, ...others } = state;
    return messageId === null ? others : { ...others, [conversationId]: messageId };
  }, true);
}

export const useQuoted = (id: ConversationId | null): MessageId | null =>
  useQuotedReply((state) => (id === null ? null : (state[id] ?? null)));
