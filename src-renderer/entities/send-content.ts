import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import type { z } from 'zod';
import { api } from '../api.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { applyMessages, useMessages } from './messages.ts';
import { newestKnown } from './thread.ts';

interface HowToSend {
  replyTo?: MessageId | null;
  /** The draft of the conversation is not part of it and stays. */
  keepsDraft?: boolean;
}

/** Sends anything but the text of the composer. False when main refused it; the reason was said. */
export async function sendContent(
  conversationId: ConversationId,
  content: z.input<typeof OutgoingContent>,
  { replyTo = null, keepsDraft = false }: HowToSend = {},
): Promise<boolean> {
  const { threads, byId } = useMessages.getState();
  const basedOn = newestKnown(threads[conversationId], byId);
  try {
    applyMessages([await api.messages.send({ conversationId, content, replyTo, basedOn, keepsDraft })]);
    return true;
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
    return false;
  }
}
