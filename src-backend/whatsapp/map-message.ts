import { z } from 'zod';
import { MediaKind } from '#shared/content.ts';
import { type Delivery, type DeliveryStep, noDelivery } from '#shared/delivery.ts';
import type { IncomingMessage, MessageAct, MessageContext, Peer, WebhookEvents } from '../inbox/incoming.ts';
import { clip } from './clip.ts';
import { contentOf } from './map-content.ts';
import { digitsOf, isNamed, peerOf, samePhone, usernameOf } from './map-peer.ts';
import { each, eachWithRaw } from './read-items.ts';
import { formerPeerOf } from './map-identity.ts';
import {
  CardPart,
  ContextPart,
  EditPart,
  PastPart,
  ReactionPart,
  ReferralPart,
  RevokePart,
} from './webhook-content-schema.ts';
import { ContactItem, HistoryItem, listIn, MessageItem, type Value } from './webhook-schema.ts';

// Messages, and what is done to them: of customers, of the phone app, of the past.

type Raw = Record<string, unknown>;

/** Messages of customers. */
export function mapInbound(phoneNumberId: string, items: readonly unknown[], value: Value, events: WebhookEvents) {
  const contacts = each(listIn(value, 'contacts'), ContactItem, 'contact', events);
  for (const [item, raw] of eachWithRaw(items, MessageItem, 'message', events)) {
    if (item.group_id !== undefined) {
      // Filed under its sender it would look like a private message.
      events.skipped.push('messages: group messages are not shown by this version');
      continue;
    }
    if (addAct(phoneNumberId, item, raw, 'customer', events)) continue;
    const peer = provenPeer(peerOf(item.from_user_id, item.from, contacts), item, raw);
    const change = item.type === 'system' ? formerPeerOf(peer, raw) : null;
    const now = change?.peer ?? peer;
    if (!isNamed(now)) {
      events.skipped.push('messages: a message without a sender');
      continue;
    }
    const message = messageOf(phoneNumberId, item, raw, 'inbound', now);
    // A notice of WhatsApp is no message of the customer.
    const isLive = message.content.type !== 'system';
    events.messages.push({ ...message, isLive, formerPeer: change?.formerPeer ?? null });
  }
}

/** What was typed on the phone that shares the number. */
export function mapEchoes(phoneNumberId: string, items: readonly unknown[], value: Value, events: WebhookEvents) {
  const contacts = each(listIn(value, 'contacts'), ContactItem, 'contact', events);
  for (const [item, raw] of eachWithRaw(items, MessageItem, 'echo', events)) {
    if (item.group_id === undefined && addAct(phoneNumberId, item, raw, 'team', events)) continue;
    const peer = peerOf(item.to_user_id, item.to, contacts);
    if (!isNamed(peer) || item.group_id !== undefined) {
      events.skipped.push('smb_message_echoes: an echo without a single recipient');
      continue;
    }
    events.messages.push(messageOf(phoneNumberId, item, raw, 'outbound', peer));
  }
}

/** The past of a number that joined with its phone app: threads, and later the files of their newest messages. */
export function mapHistory(phoneNumberId: string, value: Value, events: WebhookEvents): void {
  for (const { threads, errors } of each(listIn(value, 'history'), HistoryItem, 'history', events)) {
    for (const { code } of errors) events.skipped.push(`history: WhatsApp sends no past, error ${code}`);
    for (const thread of threads) {
      const peer: Peer = {
        bsuid: thread.context?.user_id ?? null,
        waId: digitsOf(thread.context?.wa_id ?? thread.id),
        username: usernameOf(thread.context?.username),
        name: null,
      };
      if (!isNamed(peer)) {
        events.skipped.push('history: a thread without a customer');
        continue;
      }
      for (const [item, raw] of eachWithRaw(thread.messages, MessageItem, 'history message', events)) {
        const isTheirs =
          (item.from_user_id !== undefined && item.from_user_id === peer.bsuid) || samePhone(item.from, peer.waId);
        mapPast(phoneNumberId, item, raw, isTheirs, peer, events);
      }
    }
  }
  const contacts = each(listIn(value, 'contacts'), ContactItem, 'contact', events);
  const own = digitsOf(value.metadata?.display_phone_number);
  for (const [item, raw] of eachWithRaw(listIn(value, 'messages'), MessageItem, 'history message', events)) {
    const isTheirs = !samePhone(item.from, own);
    const peer = isTheirs ? peerOf(item.from_user_id, item.from, contacts) : peerOf(item.to_user_id, item.to, contacts);
    if (isNamed(peer)) mapPast(phoneNumberId, item, raw, isTheirs, peer, events);
    else events.skipped.push('history: a message without a customer');
  }
}

function mapPast(
  phoneNumberId: string,
  item: MessageItem,
  raw: Raw,
  isTheirs: boolean,
  peer: Peer,
  events: WebhookEvents,
): void {
  if (addAct(phoneNumberId, item, raw, isTheirs ? 'customer' : 'team', events)) return;
  const message = messageOf(phoneNumberId, item, raw, isTheirs ? 'inbound' : 'outbound', peer);
  events.messages.push({ ...message, isLive: false, delivery: isTheirs ? noDelivery : pastDelivery(item, raw) });
}

function messageOf(
  phoneNumberId: string,
  item: MessageItem,
  raw: Raw,
  direction: IncomingMessage['direction'],
  peer: Peer,
): IncomingMessage {
  const { context: quoted, referral } = raw;
  const context = quoted === undefined ? undefined : ContextPart.safeParse(quoted).data;
  return {
    phoneNumberId,
    wamid: item.id,
    direction,
    isLive: true,
    timestamp: item.timestamp,
    peer,
    formerPeer: null,
    ...contentOf(phoneNumberId, item, raw),
    context: referral === undefined && context === undefined ? null : contextOf(referral, context),
    replyToWamid: context?.id ?? null,
    delivery: noDelivery,
  };
}

function contextOf(referral: unknown, context: z.infer<typeof ContextPart> | undefined): MessageContext | null {
  const found: MessageContext = {};
  const ad = referral === undefined ? undefined : ReferralPart.safeParse(referral).data;
  if (ad !== undefined) {
    found.referral = {
      sourceType: ad.source_type?.slice(0, 64) ?? 'ad',
      sourceId: ad.source_id ?? null,
      sourceUrl: short(ad.source_url, 2048),
      headline: short(ad.headline, 1024),
      body: short(ad.body, 4096),
      clickId: short(ad.ctwa_clid, 1024),
    };
  }
  if (context?.frequently_forwarded === true) found.forwarded = 'often';
  else if (context?.forwarded === true) found.forwarded = 'once';
  const { catalog_id: catalogId, product_retailer_id: productId } = context?.referred_product ?? {};
  if (catalogId !== undefined && productId !== undefined) found.product = { catalogId, productId };
  return Object.keys(found).length === 0 ? null : found;
}

/** Reactions, edits and deletions are no messages. False: it is one after all, or can't be read as such an act. */
function addAct(
  phoneNumberId: string,
  item: MessageItem,
  raw: Raw,
  actor: MessageAct['actor'],
  events: WebhookEvents,
): boolean {
  const said = actOf(item, raw);
  if (said === null) return false;
  events.acts.push({ phoneNumberId, wamid: item.id, actor, timestamp: item.timestamp, ...said });
  return true;
}

function actOf({ type }: MessageItem, raw: Raw): Pick<MessageAct, 'kind' | 'targetWamid' | 'value'> | null {
  switch (type) {
    case 'reaction': {
      const part = ReactionPart.safeParse(raw['reaction']).data;
      return part === undefined
        ? null
        : { kind: type, targetWamid: part.message_id, value: part.emoji?.slice(0, 64).toWellFormed() || null };
    }
    case 'edit': {
      const part = EditPart.safeParse(raw['edit']).data;
      const value = part === undefined ? null : editedText(part.message);
      // What else may be edited some day is shown as a message of its own.
      return part === undefined || value === null ? null : { kind: type, targetWamid: part.original_message_id, value };
    }
    case 'revoke': {
      const part = RevokePart.safeParse(raw['revoke']).data;
      return part === undefined ? null : { kind: type, targetWamid: part.original_message_id, value: null };
    }
    default:
      return null;
  }
}

/** People edit texts and captions; the file stays. */
function editedText(message: Raw): string | null {
  const type = typeof message['type'] === 'string' ? message['type'] : '';
  const words = z.object({ body: z.string().optional(), caption: z.string().optional() });
  const part = words.safeParse(message[type]).data;
  if (part === undefined) return null;
  const text = type === 'text' ? part.body : MediaKind.safeParse(type).success ? (part.caption ?? '') : undefined;
  return text === undefined ? null : text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** A phone number that the customer gave because we asked for it is their own (not one they pass on). */
function provenPeer(peer: Peer, { type }: MessageItem, raw: Raw): Peer {
  if (type !== 'contacts' || peer.waId !== null) return peer;
  const cards = z.array(CardPart).safeParse(raw['contacts']).data ?? [];
  const own = cards.find(({ origin }) => origin === 'contact_request')?.phones?.[0];
  return { ...peer, waId: digitsOf(own?.wa_id ?? own?.phone) };
}

const pastSteps: Record<string, DeliveryStep> = {
  SENT: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
};

function pastDelivery({ timestamp }: MessageItem, raw: Raw): Delivery {
  const { status = '' } = PastPart.safeParse(raw['history_context']).data ?? {};
  const at = timestamp * 1000;
  const step = pastSteps[status];
  if (step !== undefined) return { seen: { [step]: at }, failure: null };
  if (status !== 'ERROR') return noDelivery;
  return { seen: {}, failure: { code: 0, title: 'It failed on the phone app', details: null, at } };
}

const short = (text: string | undefined, length: number): string | null => clip(text ?? '', length) || null;
