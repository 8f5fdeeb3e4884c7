import type { z } from 'zod';
import type { ConversationId } from '#shared/ids.ts';
import { needsWindow, type OutgoingContent } from '#shared/outgoing.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { serverNow } from './clock.ts';
import { useConversations } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { createForWorkspace } from './workspace-store.ts';

type Content = z.input<typeof OutgoingContent>;

/** What is being passed on to somebody else; `preview`: one line of it. */
export const useForward = createForWorkspace<{ forwarded: { content: Content; preview: string } | null }>(() => ({
  forwarded: null,
}));

export function openForward(content: Content, preview: string): void {
  useForward.setState({ forwarded: { content, preview } });
}

export function closeForward(): void {
  useForward.setState({ forwarded: null });
}

/** Whether WhatsApp takes it there now; outside of the window it takes templates only. */
export function mayForwardTo(conversationId: ConversationId, content: Content): boolean {
  const row = useConversations.getState().byId[conversationId];
  const account = row && useDirectory.getState().accountById[row.accountId];
  if (account?.provider !== 'meta_cloud' || !needsWindow(content as OutgoingContent)) return true;
  return serviceWindow(row?.windowClosesAt ?? null, serverNow()).state === 'open';
}
