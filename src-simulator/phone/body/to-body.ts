import type { PhoneMessage } from '../../threads/threads.ts';
import type { Answer, Body, ContactCard, LinkPreview, Place } from '../wire-body.ts';
import { getProduct } from './catalog.ts';
import { addressFields, flowFields } from './form-fields.ts';
import { type BodyParts, toInteractive } from './interactive.ts';
import { isObject, listAt, numberAt, objectAt, textAt } from './json.ts';
import { toMediaRef } from './media.ts';
import { readSound } from './sound.ts';
import { toTemplate } from './template.ts';

/** What the phone draws for a message of either side. */
export function toBody(message: PhoneMessage, parts: BodyParts): Body {
  const { content, type } = message;
  if (message.isRevoked) return { kind: 'deleted' };
  const media = (fallbackType: string) => toMediaRef(parts.media, content, fallbackType);
  const caption = textAt(content, 'caption');
  switch (type) {
    case 'text':
      return { kind: 'text', text: textAt(content, 'body'), preview: toPreview(content) };
    case 'image':
      return { kind: 'picture', media: media('image/jpeg'), caption };
    case 'video':
      return { kind: 'video', media: media('video/mp4'), caption };
    case 'sticker':
      return { kind: 'sticker', media: media('image/webp') };
    case 'document':
      return { kind: 'document', media: media('application/pdf'), caption };
    case 'audio': {
      const file = parts.media.find(textAt(content, 'id'));
      return {
        kind: 'audio',
        media: media('audio/ogg'),
        isVoice: objectAt(content)['voice'] === true,
        sound: file ? readSound(file.bytes) : { seconds: null, bars: [] },
      };
    }
    case 'location':
      return { kind: 'location', ...toPlace(content) };
    case 'contacts':
      return { kind: 'contacts', cards: (Array.isArray(content) ? content : []).map(toContactCard) };
    case 'interactive':
      return message.direction === 'inbound' ? toReply(content, parts) : toInteractive(content, parts);
    case 'template':
      return toTemplate(content, parts);
    case 'button':
      return { kind: 'choice', title: textAt(content, 'text'), description: '' };
    case 'order':
      return toOrder(content);
    case 'system':
      return { kind: 'notice', text: textAt(content, 'body') };
    case 'call':
      return { kind: 'call', title: 'Voice call', detail: 'No answer' };
    case 'request_welcome':
      return { kind: 'notice', text: 'You opened this chat for the first time' };
    default:
      return toUnsupported(type, content);
  }
}

function toPreview(content: unknown): LinkPreview | null {
  if (objectAt(content)['preview_url'] !== true) return null;
  const [url = ''] = /https?:\/\/[^\s<>]+/i.exec(textAt(content, 'body')) ?? [];
  if (!URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  return { url, host, path: pathname === '/' ? '' : pathname };
}

export function toPlace(content: unknown): Place {
  return {
    latitude: numberAt(content, 'latitude') ?? 0,
    longitude: numberAt(content, 'longitude') ?? 0,
    name: textAt(content, 'name'),
    address: textAt(content, 'address'),
  };
}

function toContactCard(card: unknown): ContactCard {
  const phones = listAt(card, 'phones').map((phone) => ({
    phone: textAt(phone, 'phone') || textAt(phone, 'wa_id'),
    waId: textAt(phone, 'wa_id') || null,
  }));
  return {
    name:
      textAt(card, 'name', 'formatted_name') || textAt(card, 'name', 'first_name') || (phones[0]?.phone ?? 'Contact'),
    detail: [textAt(card, 'org', 'title'), textAt(card, 'org', 'company')].filter((part) => part !== '').join(', '),
    phones,
    emails: listAt(card, 'emails').map((email) => textAt(email, 'email')),
    urls: listAt(card, 'urls').map((url) => textAt(url, 'url')),
  };
}

/** What the customer has tapped, as an own bubble. */
function toReply(content: unknown, parts: BodyParts): Body {
  switch (textAt(content, 'type')) {
    case 'button_reply':
      return { kind: 'choice', title: textAt(content, 'button_reply', 'title'), description: '' };
    case 'list_reply':
      return {
        kind: 'choice',
        title: textAt(content, 'list_reply', 'title'),
        description: textAt(content, 'list_reply', 'description'),
      };
    case 'nfm_reply':
      return {
        kind: 'form',
        title: textAt(content, 'nfm_reply', 'body') || 'Sent',
        answers: toAnswers(textAt(content, 'nfm_reply', 'response_json'), parts),
      };
    case 'call_permission_reply': {
      const isAccepted = textAt(content, 'call_permission_reply', 'response') === 'accept';
      return { kind: 'choice', title: isAccepted ? 'Calls allowed' : 'Calls not allowed', description: '' };
    }
    default:
      return { kind: 'unsupported', title: 'Answer', detail: 'This answer can’t be shown' };
  }
}

/** The answers of a form in the words of its questions. */
function toAnswers(json: string, parts: BodyParts): Answer[] {
  let response: unknown;
  try {
    response = JSON.parse(json);
  } catch {
    return [];
  }
  const values = { ...objectAt(response), ...objectAt(response, 'values') };
  const labels = new Map([...flowFields(parts.number.trade), ...addressFields].map(({ name, label }) => [name, label]));
  return Object.entries(values)
    .filter(([name, value]) => name !== 'flow_token' && !isObject(value) && value !== '')
    .map(([name, value]) => ({
      label: labels.get(name) ?? name,
      value: typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value),
    }));
}

function toOrder(content: unknown): Body {
  const catalogId = textAt(content, 'catalog_id');
  return {
    kind: 'order',
    text: textAt(content, 'text'),
    lines: listAt(content, 'product_items').map((item) => {
      const product = getProduct(textAt(item, 'product_retailer_id'), catalogId);
      return {
        product: {
          ...product,
          price: numberAt(item, 'item_price') ?? product.price,
          currency: textAt(item, 'currency') || product.currency,
        },
        quantity: numberAt(item, 'quantity') ?? 1,
      };
    }),
  };
}

function toUnsupported(type: string, content: unknown): Body {
  const of = type === 'unsupported' ? textAt(content, 'type') : type;
  const title = of === '' ? 'Message' : `${of.charAt(0).toUpperCase()}${of.slice(1).replaceAll('_', ' ')}`;
  return { kind: 'unsupported', title, detail: 'The business can’t see messages of this kind' };
}
