import { ControlError } from '../control/control-error.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Random } from '../engine/random.ts';
import { toMediaContent } from '../media/media-content.ts';
import type { MediaFile, MediaStore } from '../media/media-store.ts';
import { samples, type SampleKind } from '../media/samples.ts';
import { getProduct } from '../phone/body/catalog.ts';
import { toOwnCard } from '../phone/taps.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { Threads } from '../threads/threads.ts';
import { toInboundError } from '../webhooks/inbound-errors.ts';
import type { Customer } from './directory.ts';
import type { MessageKind } from './message-kinds.ts';
import { toTap } from './tap.ts';

export interface ComposeParts {
  threads: Threads;
  media: MediaStore;
  random: Random;
  /** Epoch ms. */
  now: number;
}

/**
 * A customer's act as the message their phone sends; null for what stays on the phone (a link, a code). Throws
 * {@link ControlError} when it speaks of a message or file that is not there.
 */
export function compose(
  parts: ComposeParts,
  number: BusinessNumber,
  customer: Customer,
  act: MessageKind,
): InboundMessage | null {
  const message = toMessage(parts, number, customer, act);
  return message && { ...message, ...toSurroundings(number, act) };
}

function toMessage(
  parts: ComposeParts,
  number: BusinessNumber,
  customer: Customer,
  act: MessageKind,
): InboundMessage | null {
  switch (act.kind) {
    case 'text':
      return { type: 'text', content: { body: act.text } };
    case 'image':
    case 'video':
      return { type: act.kind, content: toMediaContent(getFile(parts, number, act.kind, act.mediaId), caption(act)) };
    case 'audio':
    case 'voice': {
      const content = toMediaContent(getFile(parts, number, act.kind, act.mediaId), { voice: act.kind === 'voice' });
      return { type: 'audio', content };
    }
    case 'sticker': {
      const found = getFile(parts, number, 'sticker', act.mediaId);
      return { type: 'sticker', content: toMediaContent(found, { animated: isAnimated(found.bytes) }) };
    }
    case 'document': {
      const found = getFile(parts, number, 'document', act.mediaId);
      const filename = act.filename ?? found.filename ?? 'file';
      return { type: 'document', content: toMediaContent(found, { ...caption(act), filename }) };
    }
    case 'location': {
      const { latitude, longitude, name, address, url } = act;
      return { type: 'location', content: { latitude, longitude, ...present({ name, address, url }) } };
    }
    case 'contacts':
      return { type: 'contacts', content: act.cards.map(toCard) };
    case 'own_contact':
      return { type: 'contacts', content: [toOwnCard(customer)] };
    case 'reaction':
      return { type: 'reaction', content: { message_id: act.messageId, ...present({ emoji: act.emoji }) } };
    case 'tap':
      return toTap(parts, number, customer, act);
    case 'order':
      return {
        type: 'order',
        content: {
          catalog_id: act.catalogId,
          text: act.text ?? '',
          product_items: act.lines.map(({ productId, quantity }) => {
            const { price, currency } = getProduct(productId, act.catalogId);
            return { product_retailer_id: productId, quantity, item_price: price, currency };
          }),
        },
      };
    case 'request_welcome':
      // The type says it all; there is no object of that name.
      return { type: 'request_welcome', content: undefined };
    case 'edit':
      return {
        type: 'edit',
        content: { original_message_id: act.messageId, message: { type: 'text', text: { body: act.text } } },
      };
    case 'revoke':
      return { type: 'revoke', content: { original_message_id: act.messageId } };
    case 'unsupported':
      return { type: 'unsupported', content: { type: act.of }, extra: { errors: [toInboundError(131051)] } };
    case 'error':
      return { type: act.type, content: undefined, extra: { errors: [toInboundError(act.code)] } };
  }
}

/** Quotes, forwards, ads and products around a message. */
function toSurroundings(number: BusinessNumber, act: MessageKind): Partial<InboundMessage> {
  const replyTo = 'replyTo' in act ? act.replyTo : undefined;
  const surroundings: Partial<InboundMessage> = replyTo === undefined ? {} : { replyTo };
  if ('forwarded' in act && act.forwarded !== undefined && act.forwarded !== false) {
    surroundings.context = act.forwarded === 'frequently' ? { frequently_forwarded: true } : { forwarded: true };
  }
  if ('product' in act && act.product) {
    const { catalogId: catalog_id, productId: product_retailer_id } = act.product;
    const quoted = replyTo === undefined ? {} : { id: replyTo };
    surroundings.context = { from: number.digits, ...quoted, referred_product: { catalog_id, product_retailer_id } };
  }
  if ('referral' in act && act.referral) {
    surroundings.extra = { referral: act.referral === true ? anAd : act.referral };
  }
  return surroundings;
}

/** The file somebody uploaded, or a new sample of the kind. */
function getFile(parts: ComposeParts, number: BusinessNumber, kind: SampleKind, id: string | undefined): MediaFile {
  if (id === undefined) {
    return parts.media.add({ ...samples(kind, parts.random), uploadedBy: null, receivedBy: number.id });
  }
  const found = parts.media.find(id);
  if (found) return found;
  throw new ControlError(404, 'not_found', `There is no file ${id}; it may have expired`);
}

/** An extended WebP says so in a flag of its header. */
function isAnimated(webp: Buffer): boolean {
  return webp.subarray(12, 16).toString('latin1') === 'VP8X' && ((webp[20] ?? 0) & 0x02) !== 0;
}

function caption(act: { caption?: string | undefined }): { caption?: string } {
  return act.caption === undefined ? {} : { caption: act.caption };
}

/** A card shared by hand, which proves nothing about whose number it is. */
function toCard(card: Extract<MessageKind, { kind: 'contacts' }>['cards'][number]): object {
  const [first = card.name, ...rest] = card.name.split(/\s+/);
  const digits = card.phone?.replace(/\D/g, '');
  return {
    origin: 'other',
    name: { formatted_name: card.name, first_name: first, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) },
    ...(digits === undefined ? {} : { phones: [{ phone: `+${digits}`, wa_id: digits, type: 'CELL' }] }),
    ...(card.email === undefined ? {} : { emails: [{ email: card.email, type: 'WORK' }] }),
    ...(card.company === undefined ? {} : { org: { company: card.company } }),
    vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${card.name}\n${digits === undefined ? '' : `TEL;type=CELL;waid=${digits}:+${digits}\n`}END:VCARD`,
  };
}

/** Without the keys that have no value: Meta omits them. */
function present(values: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const anAd = {
  source_url: 'https://fb.me/3cr4Wqqkv',
  source_id: '120226305854810726',
  source_type: 'ad',
  headline: 'Autumn sale: 20 % off lamps',
  body: 'Write to us for a code 🍂',
  media_type: 'image',
  image_url: 'https://scontent.xx.fbcdn.net/v/t45.1600-4/autumn.jpg',
  ctwa_clid:
    'Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4_0NiNhEgpGo0AHemvuSoifXaytfTzcchptiErTKCqTrJ5nW1h7IHYeYymGb5K5J5iTROpBhWAGaIAeUzHL50',
  welcome_message: { text: 'Hi! How can we help?' },
};
