import { z } from 'zod';
import { type ContactCard, Content, MediaKind } from '#shared/content.ts';
import type { IncomingFile } from '../inbox/incoming.ts';
import { clip, line } from './clip.ts';
import { answerOf, tapOf } from './map-answer.ts';
import { mediaOf } from './map-media.ts';
import { CardPart, Errors, LocationPart, OrderPart, SystemPart, UnsupportedPart } from './webhook-content-schema.ts';
import type { MessageItem } from './webhook-schema.ts';

// What a message of Meta says, in our words.

/** What a message says, and its file if it is one. */
export interface Said {
  content: Content;
  file: IncomingFile | null;
}

/**
 * `raw` is the message as it came. What can't be read or is of a new kind becomes `unsupported` with its kind as label:
 * a message is never dropped for what it says.
 */
export function contentOf(phoneNumberId: string, item: MessageItem, raw: Record<string, unknown>): Said {
  const { type, text } = item;
  if (text !== undefined && (type === 'text' || type === undefined)) {
    return { content: { type: 'text', text: text.body }, file: null };
  }
  const said = read(phoneNumberId, item, raw);
  // Desktops check what they get: nothing may leave here that their schema refuses.
  if (said !== null && Content.safeParse(said.content).success) return said;
  return { content: unsupported(type, raw), file: null };
}

function read(phoneNumberId: string, item: MessageItem, raw: Record<string, unknown>): Said | null {
  const type = item.type ?? '';
  const mediaKind = MediaKind.safeParse(type);
  if (mediaKind.success) return mediaOf(mediaKind.data, phoneNumberId, item, raw);
  const content = otherOf(type, raw);
  return content === null ? null : { content, file: null };
}

function otherOf(type: string, raw: Record<string, unknown>): Content | null {
  switch (type) {
    case 'location': {
      const place = LocationPart.safeParse(raw['location']).data;
      if (place === undefined) return null;
      const { latitude, longitude, name, address } = place;
      return { type: 'location', latitude, longitude, name: line(name), address: line(address) };
    }
    case 'contacts': {
      const cards = z.array(CardPart).min(1).safeParse(raw['contacts']).data;
      return cards === undefined ? null : { type: 'contacts', cards: cards.slice(0, 257).map(cardOf) };
    }
    case 'interactive':
      return answerOf(raw['interactive']);
    case 'button':
      return tapOf(raw['button']);
    case 'order':
      return orderOf(raw['order']);
    case 'system': {
      const system = SystemPart.safeParse(raw['system']).data;
      if (system === undefined) return null;
      const kind = clip(system.type ?? 'system', 512);
      return { type: 'system', kind, text: line(system.body) ?? noticeOf(kind) };
    }
    case 'request_welcome':
      return { type: 'system', kind: type, text: noticeOf(type) };
    default:
      return null;
  }
}

/** What WhatsApp's notices say when they come without words. */
function noticeOf(kind: string): string {
  switch (kind) {
    case 'request_welcome':
      return 'The customer opened the chat for the first time';
    case 'user_changed_number':
      return 'The customer changed their phone number';
    case 'user_changed_user_id':
      return 'The customer’s WhatsApp id changed';
    case 'customer_identity_changed':
      return 'The customer’s security code changed';
    default:
      return 'A notice of WhatsApp';
  }
}

function cardOf({ name, phones = [], emails = [], org }: CardPart): z.infer<typeof ContactCard> {
  const parts = [name?.first_name, name?.last_name].filter((part) => part !== undefined).join(' ');
  const first = phones[0];
  return {
    name: clip(name?.formatted_name || parts || first?.phone || first?.wa_id || emails[0]?.email || 'Contact', 512),
    phones: phones.slice(0, 50).map(({ phone, wa_id, type }) => ({
      phone: clip(phone ?? (wa_id === undefined ? '' : `+${wa_id}`), 512),
      waId: wa_id ?? null,
      type: type === undefined ? null : clip(type, 512),
    })),
    emails: emails.slice(0, 50).map(({ email = '', type }) => ({
      email: clip(email, 512),
      type: type === undefined ? null : clip(type, 512),
    })),
    organisation: org?.company === undefined ? null : clip(org.company, 512),
  };
}

function orderOf(value: unknown): Content | null {
  const order = OrderPart.safeParse(value).data;
  if (order === undefined) return null;
  return {
    type: 'order',
    catalogId: order.catalog_id ?? null,
    text: line(order.text),
    items: order.product_items.map(({ product_retailer_id, quantity, item_price, currency }) => ({
      productId: product_retailer_id,
      quantity,
      price: item_price ?? null,
      currency: currency ?? null,
    })),
  };
}

/** Why WhatsApp could not pass it on stands in its errors (131051, 131052, 131060 …). */
function unsupported(type: string | undefined, raw: Record<string, unknown>): Content {
  const kind = type === 'unsupported' ? UnsupportedPart.safeParse(raw['unsupported']).data?.type : undefined;
  const error = Errors.safeParse(raw['errors']).data?.[0];
  const reason = line(error?.error_data?.details || error?.title || error?.message);
  return { type: 'unsupported', kind: clip(kind ?? (type || 'unknown'), 64), ...(reason === null ? {} : { reason }) };
}
