import type { Message } from '#shared/message.ts';
import type { IntegratorMessage } from '#shared/wire/integrations-routes.ts';
import { toMessageView } from '../crm-inbox/views.ts';

/** A message as programs see it: nothing of who in the team wrote it. Not for private notes. Pure. */
export function toIntegratorMessage(message: Message): IntegratorMessage {
  const { id, conversationId, waMessageId, preview, content, status, timeline, error, replyTo, timestamp } =
    toMessageView(message);
  return {
    messageId: id,
    conversationId,
    waMessageId,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound',
    type: content.type === 'media' ? content.kind : content.type,
    preview,
    content,
    status,
    timeline,
    error,
    replyTo,
    timestamp,
  };
}
