import { createHash } from 'node:crypto';
import { type ContactCard, Content, type ContentOf, MediaKind } from '#shared/content.ts';
import type { MediaId } from '#shared/ids.ts';
import { parseJson } from '../platform/http/parse-json.ts';
import type { IncomingFile } from '../inbox/incoming.ts';
import {
  ButtonPart,
  CardPart,
  Errors,
  InteractivePart,
  LocationPart,
  MediaPart,
  OrderPart,
  SystemPart,
  UnsupportedPart,
} from './webhook-content-schema.ts';
import { clean, type MessageItem } from './webhook-schema.ts';
import { z } from 'zod';

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
    case 'button': {
      const tap = ButtonPart.safeParse(raw['button']).data;
      if (tap === undefined) return null;
      return answer({ kind: 'template_button', title: tap.text, id: tap.payload });
    }
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

function mediaOf(
  kind: MediaKind,
  phoneNumberId: string,
  { id }: MessageItem,
  raw: Record<string, unknown>,
): Said | null {
  const part = MediaPart.safeParse(raw[kind]).data;
  if (part === undefined) return null;
  const media = {
    id: mediaIdOf(phoneNumberId, id),
    mimeType: clean(part.mime_type),
    filename: part.filename === undefined ? null : filenameOf(part.filename),
    size: null,
    sha256: null,
    state: 'pending' as const,
  };
  return {
    content: { type: 'media', kind, media, caption: line(part.caption), voice: part.voice === true },
    file: { metaMediaId: part.id, url: part.url ?? null, sha256: hexOf(part.sha256) },
  };
}

/** The same for every telling of the same message, so that a file is found again after a replay. */
function mediaIdOf(phoneNumberId: string, wamid: string): MediaId {
  const hex = createHash('sha256').update(`${phoneNumberId}\n${wamid}`).digest('hex');
  // Version 8, "custom": the one for ids made from something.
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  // Shaped like every other id.
  return id as MediaId;
}

/** The customer chose the name: no folders, nothing that hides or turns its ending around. */
function filenameOf(name: string): string | null {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- these are what is to be removed
  const visible = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return clip(visible, 255).replace(/^\.+/, '') || null;
}

/** Meta writes hashes in base64. */
function hexOf(hash: string | undefined): string | null {
  const bytes = Buffer.from(hash ?? '', 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : null;
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

function answer(parts: {
  kind: string;
  title: string;
  id?: string | null | undefined;
  description?: string | undefined;
  data?: Record<string, unknown> | null;
}): ContentOf<'answer'> {
  const { kind, title, id = null, description, data = null } = parts;
  return {
    type: 'answer',
    kind,
    title: clip(title, 4096),
    id: id === null ? null : clip(id, 1024),
    description: line(description),
    data,
  };
}

function answerOf(value: unknown): Content | null {
  const part = InteractivePart.safeParse(value).data;
  switch (part?.type) {
    case 'button_reply':
      return answer({ kind: 'button', ...part.button_reply });
    case 'list_reply':
      return answer({ kind: 'list', ...part.list_reply });
    case 'nfm_reply': {
      const { name = 'flow', body, response_json } = part.nfm_reply;
      const data = dataOf(response_json);
      const kind = clip(name, 512);
      // Unreadable answers are shown as they came.
      return answer({ kind, title: body ?? kind, data, ...(data === null ? { description: response_json } : {}) });
    }
    case 'call_permission_reply': {
      const { response } = part.call_permission_reply;
      const title = response === 'accept' ? 'You may call me' : 'You may not call me';
      return answer({ kind: 'call_permission', title, id: response, data: part.call_permission_reply });
    }
    case undefined:
      return null;
  }
}

/** A flow's answers are JSON within JSON, written by the customer's phone. */
function dataOf(json: string | undefined): Record<string, unknown> | null {
  try {
    return z.record(z.string(), z.unknown()).parse(parseJson(Buffer.from(json ?? '')));
  } catch {
    return null;
  }
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

const clip = (text: string, length: number): string => text.slice(0, length).toWellFormed();
const line = (text: string | undefined): string | null => (text ? clip(text, 4096) : null);
