import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode, ThreadMessage } from '#shared/inbox.ts';
import { mentionsIn } from '#shared/mention.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';
import { hideToast, showToast } from '../ui/toasts.ts';
import { maxNoteLength } from './check-send.ts';
import { reportTyping } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { filesOf, setDraftFiles, type DraftFile } from './draft-files.ts';
import { changeDraft, flushDrafts, getDraft, restoreToDraft } from './drafts.ts';
import { addNote, sendReply, takeBack } from './messages.ts';
import { outgoingParts, splitText } from './outgoing-parts.ts';
import { quoteMessage, useQuotedReply } from './quoted-reply.ts';
import { offerUndo } from './triage.ts';
import { TypingReports } from './typing-reports.ts';

export const typing = new TypingReports<ConversationId>(reportTyping, Date.now);

/** Empties the field at once; if main refuses the message, the text comes back with the reason. Answers if it went. */
export async function sendDraft(conversationId: ConversationId, mode: DraftMode): Promise<boolean> {
  const text = getDraft(conversationId, mode);
  const replyTo = mode === 'reply' ? (useQuotedReply.getState()[conversationId] ?? null) : null;
  const files = mode === 'reply' ? filesOf(conversationId) : [];
  changeDraft(conversationId, mode, '');
  const putBack = (words: string, some: readonly DraftFile[]) => {
    if (words.trim() !== '') restoreToDraft(conversationId, mode, words);
    if (mode !== 'reply') return;
    quoteMessage(conversationId, replyTo);
    setDraftFiles(conversationId, some);
  };
  typing.sent(conversationId);
  if (mode === 'reply') {
    quoteMessage(conversationId, null);
    setDraftFiles(conversationId, []);
  }
  const parts = mode === 'reply' ? outgoingParts(text, files) : [];
  const sent: ThreadMessage[] = [];
  try {
    if (mode === 'note') {
      const users = useDirectory.getState().directory?.users ?? [];
      for (const piece of splitText(text, maxNoteLength)) {
        // oxlint-disable-next-line no-await-in-loop -- in their order
        await addNote(conversationId, piece, mentionsIn(piece, users));
      }
    } else {
      for (const [index, content] of parts.entries()) {
        // In their order: each stands in the outbox before the next one.
        // oxlint-disable-next-line no-await-in-loop
        sent.push(await sendReply(conversationId, content, index === 0 ? replyTo : null));
      }
      offerTakingBack(sent, () => putBack(text, files));
    }
    flushDrafts();
    return true;
  } catch (error) {
    // What stands in the outbox already goes; the rest comes back.
    if (sent.length === 0) putBack(text, files);
    else putBack(parts.slice(sent.length).map(wordsOf).filter(Boolean).join('\n\n'), files.slice(sent.length));
    showToast({ kind: 'warning', text: describeError(error) });
    return false;
  }
}

/** While a message is held back, the toast and `mod+Z` bring it back into the field, with its quote and files. */
function offerTakingBack(sent: readonly ThreadMessage[], putBack: () => void): void {
  const held = sent.flatMap(({ outbox }) => (outbox !== null && outbox.heldUntil !== null ? [outbox] : []));
  if (held.length === 0) return;
  const toast = offerUndo(t('composer.sending'), async () => {
    hideToast(toast);
    await Promise.all(held.map(({ mutationId }) => takeBack(mutationId)));
    putBack();
  });
}

function wordsOf(part: OutgoingContent): string {
  if (part.type === 'text') return part.text;
  return part.type === 'media' ? (part.caption ?? '') : '';
}
