import type { DeliveryStep } from '#shared/delivery.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { Peer, StatusUpdate, WebhookEvents } from '../inbox/incoming.ts';
import { clip } from '../whatsapp/clip.ts';
import { each } from '../whatsapp/read-items.ts';
import {
  DeletedData,
  deviceNumber,
  digitsOfJid,
  EditedData,
  type GatewayEvent,
  itemsOf,
  MessageData,
  type MessageKey,
  ReactionPart,
  readEvent,
  UpdateData,
} from './event-schema.ts';
import { contentOfParts, quotedIn, textOfParts, unwrapped } from './map-gateway-content.ts';

/** How far a message is, in WhatsApp's own words and as the numbers behind them. */
const stepOf: Readonly<Record<string, DeliveryStep | 'failed'>> = {
  ERROR: 'failed',
  0: 'failed',
  SERVER_ACK: 'sent',
  2: 'sent',
  DELIVERY_ACK: 'delivered',
  3: 'delivered',
  READ: 'read',
  4: 'read',
  PLAYED: 'played',
  5: 'played',
};
/** They are about the device itself: `devices/` acts upon them. */
const aboutTheDevice = new Set([
  'connection.update',
  'qrcode.updated',
  'logout.instance',
  'remove.instance',
  'instance.create',
  'instance.delete',
  'status.instance',
  'application.startup',
]);

/**
 * What an event of a gateway says. Pure. What can't be read is named in `skipped`. `receivedAt` stands in where the
 * gateway told no time. Throws AppError `invalid_input` when it is no event.
 */
export function mapGatewayEvent(body: Buffer, receivedAt: number): WebhookEvents {
  const event = readEvent(body);
  const events: WebhookEvents = {
    messages: [],
    acts: [],
    statuses: [],
    consents: [],
    bookEntries: [],
    accountEvents: [],
    fields: new Set([clip(event.event, 64)]),
    numbers: new Set(),
    wabas: new Set(),
    coexisting: new Set(),
    skipped: [],
  };
  if (aboutTheDevice.has(event.event)) return events;
  const digits = digitsOfJid(event.sender);
  if (digits === null) {
    events.skipped.push(`${clip(event.event, 64)}: no phone is linked to the device`);
    return events;
  }
  const number = deviceNumber(digits);
  events.numbers.add(number);
  mapNews(number, event, toldAt(event, receivedAt), events);
  return events;
}

function mapNews(number: string, event: GatewayEvent, at: number, events: WebhookEvents): void {
  const items = itemsOf(event.data);
  switch (event.event) {
    case 'messages.upsert':
      for (const data of each(items, MessageData, 'message', events)) mapMessage(number, data, events);
      return;
    case 'messages.set':
      for (const data of each(items, MessageData, 'message', events)) mapMessage(number, data, events, false);
      return;
    case 'send.message':
      // What we have sent ourselves: nothing to show, but proof that WhatsApp's device has it.
      for (const { key } of each(items, MessageData, 'message', events)) {
        events.statuses.push(statusOf(number, key.id, recipientOf(key), 'accepted', at));
      }
      return;
    case 'messages.update':
    case 'send.message.update':
      for (const data of each(items, UpdateData, 'status', events)) mapUpdate(number, data, at, events);
      return;
    case 'messages.edited':
      for (const { key, editedMessage, timestampMs } of each(items, EditedData, 'edit', events)) {
        const timestamp = timestampMs === undefined ? at : Math.floor(timestampMs / 1000);
        const value = editedMessage == null ? null : textOfParts(editedMessage);
        if (value === null) events.skipped.push('messages.edited: an edit without text');
        else addAct(number, 'edit', key.id, key.fromMe, { value, timestamp }, events);
      }
      return;
    case 'messages.delete':
      for (const { id, key, fromMe } of each(items, DeletedData, 'deletion', events)) {
        const target = key?.id ?? id;
        if (target === undefined) events.skipped.push('messages.delete: it names no message');
        else addAct(number, 'revoke', target, key?.fromMe ?? fromMe === true, { value: null, timestamp: at }, events);
      }
      return;
    default:
      events.skipped.push(`${clip(event.event, 64)}: not shown by this version`);
  }
}

function mapMessage(number: string, data: MessageData, events: WebhookEvents, isLive = true): void {
  const { key, message, contextInfo, messageTimestamp: timestamp } = data;
  const waId = phoneOf(key);
  if (waId === null) {
    events.skipped.push('messages.upsert: not shown by this version: not of one person with a phone number');
    return;
  }
  const parts = unwrapped(message ?? {});
  const { reactionMessage, protocolMessage } = parts;
  if (reactionMessage !== undefined) {
    const reaction = ReactionPart.safeParse(reactionMessage).data;
    if (reaction?.key.id === undefined) events.skipped.push('messages.upsert: a reaction to nothing');
    else {
      const value = reaction.text || null;
      addAct(number, 'reaction', reaction.key.id, key.fromMe, { value, timestamp, wamid: key.id }, events);
    }
    return;
  }
  if (protocolMessage !== undefined) {
    // Edits and deletions come as events of their own, too.
    events.skipped.push('messages.upsert: a notice between devices');
    return;
  }
  const peer: Peer = {
    bsuid: null,
    waId,
    username: null,
    // Of what was typed on the phone, the name is the company's own.
    name: key.fromMe ? null : clip(data.pushName?.trim() ?? '', 512) || null,
  };
  events.messages.push({
    phoneNumberId: number,
    wamid: key.id,
    direction: key.fromMe ? 'outbound' : 'inbound',
    isLive,
    timestamp,
    peer,
    formerPeer: null,
    ...contentOfParts(number, key.id, parts),
    context: null,
    replyToWamid: contextInfo?.stanzaId ?? quotedIn(parts),
    delivery: key.fromMe ? { seen: { accepted: timestamp * 1000, sent: timestamp * 1000 }, failure: null } : noDelivery,
  });
}

function mapUpdate(
  number: string,
  { keyId, key, remoteJid, fromMe, status }: ReturnType<typeof UpdateData.parse>,
  at: number,
  events: WebhookEvents,
): void {
  const wamid = keyId ?? key?.id;
  const step = status === undefined ? undefined : stepOf[String(status)];
  // How far the customer's own messages are is nobody's business; what is only waiting is no news.
  if (wamid === undefined || step === undefined || (fromMe ?? key?.fromMe) === false) {
    if (String(status) !== 'PENDING') events.skipped.push('messages.update: nothing about a message of ours');
    return;
  }
  events.statuses.push(statusOf(number, wamid, digitsOfJid(remoteJid ?? key?.remoteJid) ?? '', step, at));
}

function statusOf(
  phoneNumberId: string,
  wamid: string,
  recipient: string,
  status: DeliveryStep | 'failed',
  timestamp: number,
): StatusUpdate {
  const failure = { code: 131000, title: 'WhatsApp could not send the message', details: null, at: timestamp * 1000 };
  return {
    phoneNumberId,
    wamid,
    status,
    recipient,
    timestamp,
    opaqueId: null,
    failure: status === 'failed' ? failure : null,
    pricing: null,
  };
}

function addAct(
  phoneNumberId: string,
  kind: 'reaction' | 'edit' | 'revoke',
  targetWamid: string,
  isOurs: boolean,
  said: { value: string | null; timestamp: number; wamid?: string },
  events: WebhookEvents,
): void {
  const { value, timestamp, wamid = `${kind}:${targetWamid}:${kind === 'edit' ? said.timestamp : ''}` } = said;
  events.acts.push({ phoneNumberId, wamid, targetWamid, kind, actor: isOurs ? 'team' : 'customer', value, timestamp });
}

/** The phone of the chat, also where WhatsApp calls it by an anonymous id. */
function phoneOf({ remoteJid, remoteJidAlt, senderPn }: MessageKey): string | null {
  return digitsOfJid(remoteJid) ?? digitsOfJid(remoteJidAlt) ?? digitsOfJid(senderPn);
}

const recipientOf = (key: MessageKey): string => phoneOf(key) ?? '';

/** Seconds; the same whenever the same event comes, and never later than it came. */
function toldAt({ date_time: told }: GatewayEvent, receivedAt: number): number {
  const at = told === undefined ? Number.NaN : Date.parse(told);
  return Math.floor(Math.min(Number.isNaN(at) ? receivedAt : at, receivedAt) / 1000);
}
