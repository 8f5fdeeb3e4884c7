import { useEffect } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { pairBurst, pairIntervalMs, pairWaitMs } from '#shared/pair-rate.ts';
import { serviceWindow, type ServiceWindow } from '#shared/service-window.ts';
import { useTroubled } from './attachments.ts';
import { checkSend, type SendCheck } from './check-send.ts';
import { useNow } from './clock.ts';
import { loadContact, useContact } from './contacts.ts';
import { useConversation } from './conversations.ts';
import { useAccount, useCan, useUser } from './directory.ts';
import { useFilesOf } from './draft-files.ts';
import { useMessages } from './messages.ts';
import { useStaleDraft } from './stale-draft.ts';

/** The check of what is in the field, kept true while the window runs out. */
export function useSendCheck(conversationId: ConversationId, mode: DraftMode, text: string): SendCheck {
  const row = useConversation(conversationId);
  const account = useAccount(row?.accountId);
  const contact = useContact(row?.contactId ?? null);
  const now = useNow();
  const maySend = useCan(mode === 'reply' ? 'message.send' : 'note.add');
  const hasFiles = useFilesOf(conversationId).length > 0;
  const hasTrouble = useTroubled(conversationId).length > 0;
  const answer = useStaleDraft(conversationId, mode === 'reply' && text.trim() !== '');
  const colleague = useUser(answer?.origin.kind === 'agent' ? answer.origin.userId : null);
  const waitMs = useMessages((state) => waitOf(state, conversationId, now));
  const contactId = row?.contactId;
  useEffect(() => {
    // Without it nothing is known of a refusal, and the server decides alone.
    if (contactId !== undefined) void loadContact(contactId).catch(() => undefined);
  }, [contactId]);
  const refusedAt = contact?.consent?.messages?.state === 'out' ? contact.consent.messages.at : null;
  // Who writes again wants an answer.
  const isOptedOut = refusedAt !== null && (row?.lastInboundAt ?? 0) <= refusedAt;
  const isBlocked = row !== null && contact?.blocked?.includes(row.accountId) === true;
  return checkSend({
    mode,
    text,
    hasFiles: mode === 'reply' && hasFiles,
    hasTrouble,
    window: account?.provider === 'gateway' ? alwaysOpen : serviceWindow(row?.windowClosesAt ?? null, now),
    cannotSend: account?.cannotSend ?? null,
    maySend,
    refusal: isBlocked ? 'blocked' : isOptedOut ? 'opted_out' : null,
    waitMs,
    answeredBy: answer === null ? null : (colleague?.name ?? ''),
  });
}

/** A number that is linked by QR code knows no window. */
const alwaysOpen: ServiceWindow = { state: 'open', closesAt: Infinity, leftMs: Infinity, urgency: 'calm' };

function waitOf(
  { threads, byId }: ReturnType<typeof useMessages.getState>,
  conversationId: ConversationId,
  now: number,
): number {
  const since = now - pairBurst * pairIntervalMs;
  const sentAt: number[] = [];
  for (const id of threads[conversationId]?.ids.toReversed() ?? []) {
    const message = byId[id];
    if (message === undefined || message.at < since) break;
    if (message.direction === 'outbound') sentAt.push(message.at);
  }
  return pairWaitMs(sentAt, now);
}
