import { ConversationId } from '#shared/ids.ts';

export type Route =
  | { window: 'main'; conversationId: ConversationId | null }
  | { window: 'quick_reply'; conversationId: ConversationId };

/** Which window this is, and at which conversation: `#/quick-reply/<id>`, `#/conversation/<id>`, or nothing. */
export function parseRoute(hash: string): Route {
  const [, place, id] = hash.replace(/^#/, '').split('/');
  const conversationId = ConversationId.safeParse(id);
  if (place === 'quick-reply' && conversationId.success) {
    return { window: 'quick_reply', conversationId: conversationId.data };
  }
  const isConversation = place === 'conversation' && conversationId.success;
  return { window: 'main', conversationId: isConversation ? conversationId.data : null };
}
