import type { InboxWork } from './inbox-work.ts';
import { listOutboundAfter } from './messages.repository.ts';

/** Has a person of the team written to this customer since `since` (epoch ms)? */
export async function isSpeaking(work: InboxWork, conversationId: string, since: number): Promise<boolean> {
  const recent = await listOutboundAfter(work.tx, work.tenantId, conversationId, { at: since, seq: 0 });
  return recent.some(({ origin }) => origin.kind === 'agent');
}
