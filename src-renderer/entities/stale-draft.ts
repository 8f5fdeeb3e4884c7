import { useEffect } from 'react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { answerSince } from './answer-since.ts';
import { useMe } from './directory.ts';
import { useMessages } from './messages.ts';
import { newestKnown } from './thread.ts';
import { createForWorkspace } from './workspace-store.ts';

/** The newest message when the draft was begun: what its writer had read. */
const useBasis = createForWorkspace<Readonly<Record<ConversationId, MessageId | null>>>(() => ({}));

/** The writer has seen what came since and stands by the draft. */
export function keepDraft(conversationId: ConversationId): void {
  const { threads, byId } = useMessages.getState();
  useBasis.setState({ [conversationId]: newestKnown(threads[conversationId], byId) });
}

/** The colleague's answer that arrived while this draft was being written; null while there is none. */
export function useStaleDraft(conversationId: ConversationId, isWriting: boolean): ThreadMessage | null {
  const me = useMe()?.id ?? null;
  const basis = useBasis((state) => state[conversationId]);
  const isReady = useMessages((state) => state.threads[conversationId]?.status === 'ready');
  useEffect(() => {
    if (isWriting && isReady && basis === undefined) keepDraft(conversationId);
    if (!isWriting && basis !== undefined) {
      useBasis.setState(({ [conversationId]: _before, ...others }) => others, true);
    }
  }, [conversationId, isWriting, isReady, basis]);
  return useMessages((state) =>
    !isWriting || basis === undefined ? null : answerSince(state.threads[conversationId], state.byId, basis, me),
  );
}
