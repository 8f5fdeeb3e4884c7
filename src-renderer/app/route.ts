import { ConversationId } from '#shared/ids.ts';

export type Route =
  | { window: 'main'; conversationId: ConversationId | null }
  | { window: 'quick_reply' | 'conversation'; conversationId: ConversationId };

const ownWindows: Record<string, 'quick_reply' | 'conversation'> = {
  'quick-reply': 'quick_reply',
  'conversation-window': 'conversation',
};

/** Which window this is, and at which conversation: `#/quick-reply/<id>`, `#/conversation/<id>`, or nothing. */
export function parseRoute(hash: string): Route {
  const [, place, id] = hash.replace(/^#/, '').split('/');
  const conversationId = ConversationId.safeParse(id);
  const window = ownWindows[place ?? ''];
  if (window !== undefined && conversationId.success) return { window, conversationId: conversationId.data };
  const isConversation = place === 'conversation' && conversationId.success;
  return { window: 'main', conversationId: isConversation ? conversationId.data : null };
}
