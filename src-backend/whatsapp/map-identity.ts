import type { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { IncomingMessage, Peer, WebhookEvents } from '../inbox/incoming.ts';
import { digitsOf, isNamed } from './map-peer.ts';
import { each } from './read-items.ts';
import { Handover, IdUpdateItem, SystemPart } from './webhook-content-schema.ts';
import { listIn, type Value } from './webhook-schema.ts';

// What WhatsApp itself says about a conversation: who the customer is now, and who answers.

const nobody: Peer = { bsuid: null, waId: null, username: null, name: null };

/**
 * Who a system message speaks of, after and before what it announces; null when it announces no new number or id.
 * `sender`: who it names as its sender, which is the former phone.
 */
export function formerPeerOf(
  sender: Peer,
  raw: Record<string, unknown>,
): { peer: Peer; formerPeer: Peer | null } | null {
  const system = SystemPart.safeParse(raw['system']).data;
  if (system === undefined) return null;
  const after = { ...nobody, bsuid: system.user_id ?? null, waId: digitsOf(system.wa_id) };
  if (system.type?.startsWith('user_changed_') !== true) {
    return isNamed(sender) ? null : { peer: after, formerPeer: null };
  }
  const said = idsOf(system.body);
  const before = {
    ...nobody,
    bsuid: system.previous_user_id ?? sender.bsuid ?? said.bsuid,
    waId: sender.waId ?? said.waId,
  };
  if (!isNamed(after)) return { peer: before, formerPeer: null };
  return { peer: after, formerPeer: isNamed(before) ? before : null };
}

/** Old payloads name the former id only in words: "User Ada changed from US.1 to US.2". */
function idsOf(body: string | undefined): { bsuid: string | null; waId: string | null } {
  const [, from = ''] = / changed from (\S{5,256}) to \S+\s*$/.exec(body ?? '') ?? [];
  if (/^\+?\d+$/.test(from)) return { bsuid: null, waId: digitsOf(from) };
  return { bsuid: /^[A-Z]{2}\.\S+$/.test(from) ? from : null, waId: null };
}

/** The same news as a field of its own, which Meta described and some still forward. */
export function mapIdUpdates(phoneNumberId: string, value: Value, events: WebhookEvents): void {
  for (const { user_id, wa_id, timestamp, detail } of each(
    listIn(value, 'user_id_update'),
    IdUpdateItem,
    'changed id',
    events,
  )) {
    const { previous = null, current = null } = user_id;
    if (current === null || previous === null) {
      events.skipped.push('user_id_update: a changed id without both ids');
      continue;
    }
    const text = (detail || 'The customer’s WhatsApp id changed').slice(0, 4096).toWellFormed();
    events.messages.push({
      ...notice(phoneNumberId, `user_id_update:${previous}:${current}`, timestamp),
      peer: { ...nobody, bsuid: current, waId: digitsOf(wa_id) },
      formerPeer: { ...nobody, bsuid: previous },
      content: { type: 'system', kind: 'user_changed_user_id', text },
    });
  }
}

/** Another responder (WhatsApp's AI agent, a partner) took the conversation over, or gave it back. */
export function mapHandover(phoneNumberId: string, value: unknown, events: WebhookEvents): void {
  const handover = Handover.safeParse(value).data;
  const peer = { ...nobody, bsuid: handover?.sender.user_id ?? null, waId: digitsOf(handover?.sender.phone_number) };
  if (handover === undefined || !isNamed(peer)) {
    events.skipped.push("messaging_handovers: it can't be read who handed over to whom");
    return;
  }
  const { type, timestamp } = handover;
  const owner = (handover[type]?.new_owner_role ?? 'another responder').slice(0, 64);
  const who = peer.bsuid ?? peer.waId ?? '';
  events.messages.push({
    ...notice(phoneNumberId, `${type}:${timestamp}:${who}:${owner}`, timestamp),
    peer,
    content: { type: 'system', kind: type, text: `From now on this conversation is handled by ${owner}` },
  });
}

function notice(phoneNumberId: string, wamid: string, timestamp: number) {
  return {
    phoneNumberId,
    wamid,
    direction: 'inbound',
    isLive: false,
    timestamp,
    formerPeer: null,
    context: null,
    file: null,
    replyToWamid: null,
    delivery: noDelivery,
  } satisfies Omit<IncomingMessage, 'peer' | 'content'> & { content?: Content };
}
