import type { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { IncomingMessage, Peer, StatusUpdate, WebhookEvents } from '../inbox/incoming.ts';
import { isNamed, peerOf } from './map-peer.ts';
import { each } from './read-items.ts';
import { CallItem } from './webhook-content-schema.ts';
import { ContactItem, ErrorItem, listIn, StatusItem, type Value } from './webhook-schema.ts';

// Calls. Parley answers none; it shows one line per call, whose words follow its progress (`isFuller`).

export function mapCalls(phoneNumberId: string, value: Value, events: WebhookEvents): void {
  const contacts = each(listIn(value, 'contacts'), ContactItem, 'contact', events);
  for (const call of each(listIn(value, 'calls'), CallItem, 'call', events)) {
    const isOurs = call.direction === 'BUSINESS_INITIATED';
    const peer = isOurs ? peerOf(call.to_user_id, call.to, contacts) : peerOf(call.from_user_id, call.from, contacts);
    const content = contentOf(call, isOurs);
    if (content === null) events.skipped.push(`calls: ${call.event?.slice(0, 64) ?? 'an event'} is not shown`);
    else add(phoneNumberId, call, isOurs, peer, content, events);
  }
  for (const status of each(listIn(value, 'statuses'), StatusItem, 'status', events)) {
    mapCallStatus(phoneNumberId, status, contacts, events);
  }
  for (const { code } of each(listIn(value, 'errors'), ErrorItem, 'error', events)) {
    events.skipped.push(`calls: WhatsApp reports error ${code}`);
  }
}

/** How far a call of the business got, in the form of a message's status. */
export function mapCallStatus(
  phoneNumberId: string,
  item: ReturnType<typeof StatusItem.parse>,
  contacts: readonly ContactItem[],
  events: WebhookEvents,
): void {
  const peer = peerOf(item.recipient_user_id, item.recipient_id, contacts);
  const status: StatusUpdate['status'] = item.status.toUpperCase();
  const content =
    status === 'RINGING'
      ? call('call_started', 'Outgoing call')
      : status === 'ACCEPTED'
        ? call('call_accepted', 'Outgoing call, answered')
        : status === 'REJECTED'
          ? call('call_rejected', 'Outgoing call, declined')
          : null;
  if (content === null) events.skipped.push('calls: a status that this version does not know');
  else add(phoneNumberId, item, true, peer, content, events);
}

function contentOf({ event, status, duration }: CallItem, isOurs: boolean): Content | null {
  const name = isOurs ? 'Outgoing call' : 'Incoming call';
  switch (event) {
    case 'call_created':
    case 'connect':
      // The customer's phone answers a call of ours by connecting; theirs waits for us.
      return isOurs && event === 'connect' ? call('call_accepted', `${name}, answered`) : call('call_started', name);
    case 'terminate':
      if (status !== 'COMPLETED') return call('call_missed', isOurs ? `${name}, not answered` : 'Missed call');
      return call('call_ended', duration == null ? name : `${name}, ${minutes(duration)}`);
    default:
      return null;
  }
}

const call = (kind: string, text: string): Content => ({ type: 'system', kind, text });

function minutes(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function add(
  phoneNumberId: string,
  { id, timestamp }: { id: string; timestamp: number },
  isOurs: boolean,
  peer: Peer,
  content: Content,
  events: WebhookEvents,
): void {
  if (!isNamed(peer)) {
    events.skipped.push('calls: a call without a customer');
    return;
  }
  events.messages.push({
    phoneNumberId,
    wamid: id,
    direction: isOurs ? 'outbound' : 'inbound',
    // A customer's call, answered or not, opens the service window like a message.
    isLive: true,
    timestamp,
    peer,
    formerPeer: null,
    content,
    context: null,
    file: null,
    replyToWamid: null,
    delivery: noDelivery,
  } satisfies IncomingMessage);
}
