import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { checkSend, type SendCheck } from './check-send.ts';
import { useNow } from './clock.ts';
import { useConversation } from './conversations.ts';
import { useAccount, useCan } from './directory.ts';

/** The check of what is in the field, kept true while the window runs out. */
export function useSendCheck(conversationId: ConversationId, mode: DraftMode, text: string): SendCheck {
  const row = useConversation(conversationId);
  const account = useAccount(row?.accountId);
  const now = useNow();
  const maySend = useCan(mode === 'reply' ? 'message.send' : 'note.add');
  return checkSend({
    mode,
    text,
    window: serviceWindow(row?.windowClosesAt ?? null, now),
    cannotSend: account?.cannotSend ?? null,
    maySend,
  });
}
