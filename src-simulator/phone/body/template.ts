import type {
  FilledButton,
  FilledCard,
  FilledHeader,
  FilledMedia,
  FilledTemplate,
} from '../../templates/filled-template.ts';
import type { Action, Body, Card, Header } from '../wire-body.ts';
import { getProduct, listProducts } from './catalog.ts';
import { flowFields } from './form-fields.ts';
import { type BodyParts, emptyCard } from './interactive.ts';
import { objectAt, textAt } from './json.ts';
import { toMediaRef } from './media.ts';

/** A template as the customer reads it: filled when it was sent (`content.filled`). */
export function toTemplate(content: unknown, parts: BodyParts): Extract<Body, { kind: 'card' }> {
  const filled = objectAt(content)['filled'];
  if (!isFilled(filled)) return { kind: 'card', ...emptyCard, text: textAt(content, 'name'), cards: [] };
  const { offer } = filled;
  return {
    kind: 'card',
    ...emptyCard,
    header: filled.header && toHeader(filled.header, parts),
    text: filled.body,
    footer: filled.footer ?? '',
    offer: offer && { text: offer.text, endsAt: offer.expiresAt, code: offer.code },
    actions: [
      ...filled.buttons.map((button) => toAction(button, parts)),
      ...(filled.asksToCall ? [{ kind: 'call-permission' as const, label: 'Choose preference' }] : []),
    ],
    cards: filled.cards.map((card) => toCard(card, parts)),
  };
}

// Content is unknown because the Graph body is; `filled` is put in by the simulator itself, or by a file of chats.
function isFilled(filled: unknown): filled is FilledTemplate {
  return (
    textAt(filled, 'body') !== '' &&
    Array.isArray(objectAt(filled)['buttons']) &&
    Array.isArray(objectAt(filled)['cards'])
  );
}

function toCard(card: FilledCard, parts: BodyParts): Card {
  const isProduct = card.header?.type === 'product';
  return {
    ...emptyCard,
    header: card.header && !isProduct ? toHeader(card.header, parts) : null,
    product:
      card.header?.type === 'product' ? getProduct(card.header.productRetailerId, card.header.catalogId ?? '') : null,
    text: card.body,
    actions: card.buttons.map((button) => toAction(button, parts)),
  };
}

function toHeader(header: FilledHeader, parts: BodyParts): Header {
  const file = (media: FilledMedia, fallbackType: string) => toMediaRef(parts.media, media, fallbackType);
  switch (header.type) {
    case 'text':
      return { kind: 'text', text: header.text };
    case 'image':
      return { kind: 'picture', media: file(header.media, 'image/jpeg') };
    case 'video':
    case 'gif':
      return { kind: 'video', media: file(header.media, 'video/mp4') };
    case 'document':
      return { kind: 'document', media: file(header.media, 'application/pdf') };
    case 'location':
      return {
        kind: 'location',
        latitude: header.latitude,
        longitude: header.longitude,
        name: header.name ?? '',
        address: header.address ?? '',
      };
    case 'product':
      return { kind: 'products', products: [getProduct(header.productRetailerId, header.catalogId ?? '')] };
  }
}

function toAction(button: FilledButton, parts: BodyParts): Action {
  const label = button.text;
  const { trade, verifiedName } = parts.number;
  const goods = listProducts(trade, `catalog-${parts.number.id}`);
  switch (button.type) {
    case 'quick_reply':
      return { kind: 'quick-reply', label, payload: button.payload };
    case 'url':
      return { kind: 'url', label, url: button.url };
    case 'phone_number':
      return { kind: 'phone', label, phone: button.phoneNumber };
    case 'copy_code':
    case 'otp':
      return { kind: 'copy', label, code: button.code };
    case 'flow':
      return { kind: 'form', label, name: 'flow', token: button.flowToken || null, fields: flowFields(trade) };
    case 'catalog':
      return { kind: 'products', label, title: verifiedName, sections: [{ title: '', products: goods }] };
    case 'mpm': {
      const sections = button.sections.map(({ title, productRetailerIds }) => ({
        title,
        products: productRetailerIds.map((id) => getProduct(id, goods[0]?.catalogId ?? '')),
      }));
      return { kind: 'products', label, title: 'Items', sections };
    }
    case 'spm':
    case 'order_details':
      return { kind: 'products', label, title: verifiedName, sections: [{ title: '', products: goods.slice(0, 1) }] };
    case 'request_contact_info':
      return { kind: 'contact', label };
    case 'voice_call':
      return { kind: 'call', label };
  }
}
