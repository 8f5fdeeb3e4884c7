import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { reportTyping } from './conversations.ts';
import { changeDraft, flushDrafts, getDraft, restoreToDraft } from './drafts.ts';
import { addNote, sendReply } from './messages.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { TypingReports } from './typing-reports.ts';

export const typing = new TypingReports<ConversationId>(reportTyping, Date.now);

/** Empties the field at once; if main refuses the message, the text comes back with the reason. Answers if it went. */
export async function sendDraft(conversationId: ConversationId, mode: DraftMode): Promise<boolean> {
  const text = getDraft(conversationId, mode);
  changeDraft(conversationId, mode, '');
  typing.sent(conversationId);
  try {
    await (mode === 'reply' ? sendReply(conversationId, text) : addNote(conversationId, text));
    flushDrafts();
    return true;
  } catch (error) {
    restoreToDraft(conversationId, mode, text);
    showToast({ kind: 'warning', text: describeError(error) });
    return false;
  }
}
