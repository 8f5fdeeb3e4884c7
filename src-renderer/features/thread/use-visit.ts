import { useEffect, useState } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { markRead, useConversation } from '../../entities/conversations.ts';
import { dividerAfter } from './unread-divider.ts';

/**
 * One visit to a conversation: tells the backend what was read while the window had the focus (ruling 50), and keeps
 * the unread divider of this visit. The caller is keyed by conversation, so a new visit starts anew.
 */
export function useVisit(conversationId: ConversationId): number | null {
  const row = useConversation(conversationId);
  const hasFocus = useWindowFocus();
  const unread = row?.unread ?? 0;
  const inboundCount = row?.inboundCount ?? 0;
  const [divider, setDivider] = useState<number | null>(null);
  const [isFirst, setIsFirst] = useState(true);

  // Derived while rendering, so that the divider is there in the same frame as the messages.
  if (row !== null) {
    const next = dividerAfter(divider, row, hasFocus && !isFirst);
    if (next !== divider) setDivider(next);
    if (isFirst) setIsFirst(false);
  }

  useEffect(() => {
    if (row !== null && hasFocus && unread > 0) void markRead(row, true).catch(() => undefined);
    // The row changes for many reasons; only these can leave something unread.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [conversationId, hasFocus, unread, inboundCount]);
  return divider;
}

function useWindowFocus(): boolean {
  const [hasFocus, setHasFocus] = useState(() => document.hasFocus());
  useEffect(() => {
    const update = () => setHasFocus(document.hasFocus());
    addEventListener('focus', update);
    addEventListener('blur', update);
    return () => {
      removeEventListener('focus', update);
      removeEventListener('blur', update);
    };
  }, []);
  return hasFocus;
}
