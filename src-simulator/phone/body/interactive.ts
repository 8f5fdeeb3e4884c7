import type { BusinessNumber } from '../../company/company.ts';
import type { MediaStore } from '../../media/media-store.ts';
import type { Action, Body, Card, Header } from '../wire-body.ts';
import { getProduct, listProducts } from './catalog.ts';
import { addressFields, flowFields } from './form-fields.ts';
import { listAt, objectAt, textAt } from './json.ts';
import { toMediaRef } from './media.ts';

/** What of the simulator a body is made with. */
export interface BodyParts {
  media: MediaStore;
  number: BusinessNumber;
}

export const emptyCard: Card = { header: null, text: '', footer: '', offer: null, product: null, actions: [] };

/** An interactive message of the business. */
export function toInteractive(content: unknown, parts: BodyParts): Extract<Body, { kind: 'card' }> {
  const type = textAt(content, 'type');
  const action = objectAt(content, 'action');
  const catalogId = textAt(action, 'catalog_id');
  const cards = type === 'carousel' ? listAt(action, 'cards').map((card) => toCard(card, parts)) : [];
  const retailerId = textAt(action, 'product_retailer_id');
  return {
    kind: 'card',
    ...emptyCard,
    header: type === 'catalog_message' ? catalogHeader(content, parts) : toHeader(objectAt(content, 'header'), parts),
    text: textAt(content, 'body', 'text'),
    footer: textAt(content, 'footer', 'text'),
    product: type === 'product' && retailerId !== '' ? getProduct(retailerId, catalogId) : null,
    actions: toActions(type, action, parts),
    cards,
  };
}

function toCard(card: unknown, parts: BodyParts): Card {
  const action = objectAt(card, 'action');
  const type = textAt(card, 'type');
  const retailerId = textAt(action, 'product_retailer_id');
  const product = retailerId === '' ? null : getProduct(retailerId, textAt(action, 'catalog_id'));
  return {
    ...emptyCard,
    header: toHeader(objectAt(card, 'header'), parts),
    text: textAt(card, 'body', 'text'),
    product,
    actions: toActions(product ? 'product' : type, action, parts),
  };
}

/** `{type, text|image|video|document|location}`, as interactive messages have it. */
export function toHeader(header: unknown, parts: BodyParts): Header | null {
  switch (textAt(header, 'type')) {
    case 'text':
      return { kind: 'text', text: textAt(header, 'text') };
    case 'image':
      return { kind: 'picture', media: toMediaRef(parts.media, objectAt(header, 'image'), 'image/jpeg') };
    case 'video':
      return { kind: 'video', media: toMediaRef(parts.media, objectAt(header, 'video'), 'video/mp4') };
    case 'document':
      return { kind: 'document', media: toMediaRef(parts.media, objectAt(header, 'document'), 'application/pdf') };
    default:
      return null;
  }
}

function catalogHeader(content: unknown, parts: BodyParts): Header {
  const thumbnail = textAt(content, 'action', 'parameters', 'thumbnail_product_retailer_id');
  const all = listProducts(parts.number.trade, '');
  const first = all.find(({ id }) => id === thumbnail);
  return {
    kind: 'products',
    products: [...(first ? [first] : []), ...all.filter((product) => product !== first)].slice(0, 3),
  };
}

function toActions(type: string, action: unknown, parts: BodyParts): Action[] {
  const parameters = objectAt(action, 'parameters');
  const label = textAt(parameters, 'display_text');
  const catalogId = textAt(action, 'catalog_id');
  const buttons = listAt(action, 'buttons').map(toButton);
  if (buttons.length > 0) return buttons;
  switch (type) {
    case 'list':
      return [
        {
          kind: 'list',
          label: textAt(action, 'button'),
          sections: listAt(action, 'sections').map((section) => ({
            title: textAt(section, 'title'),
            rows: listAt(section, 'rows').map((row) => ({
              id: textAt(row, 'id'),
              title: textAt(row, 'title'),
              description: textAt(row, 'description'),
            })),
          })),
        },
      ];
    case 'cta_url':
      return [{ kind: 'url', label, url: textAt(parameters, 'url') }];
    case 'location_request_message':
      return [{ kind: 'location', label: 'Send location' }];
    case 'contact_request':
    case 'request_contact_info':
      return [{ kind: 'contact', label: 'Share contact info' }];
    case 'flow':
      return [
        {
          kind: 'form',
          label: textAt(parameters, 'flow_cta') || 'Open',
          name: 'flow',
          token: textAt(parameters, 'flow_token') || null,
          fields: flowFields(parts.number.trade),
        },
      ];
    case 'address_message':
      return [
        { kind: 'form', label: 'Provide address', name: 'address_message', token: null, fields: [...addressFields] },
      ];
    case 'product': {
      const product = getProduct(textAt(action, 'product_retailer_id'), catalogId);
      return [{ kind: 'products', label: 'View', title: product.name, sections: [{ title: '', products: [product] }] }];
    }
    case 'product_list':
      return [
        { kind: 'products', label: 'View items', title: 'Items', sections: toProductSections(action, catalogId) },
      ];
    case 'catalog_message':
      return [
        {
          kind: 'products',
          label: 'View catalog',
          title: parts.number.verifiedName,
          sections: [{ title: '', products: listProducts(parts.number.trade, `catalog-${parts.number.id}`) }],
        },
      ];
    case 'voice_call':
      return [{ kind: 'call', label: label || 'Call now' }];
    case 'call_permission_request':
      return [{ kind: 'call-permission', label: 'Choose preference' }];
    default:
      return [];
  }
}

/** `{sections: [{title, product_items}]}`, as product lists and templates with many products have them. */
function toProductSections(action: unknown, catalogId: string): Extract<Action, { kind: 'products' }>['sections'] {
  return listAt(action, 'sections').map((section) => ({
    title: textAt(section, 'title'),
    products: listAt(section, 'product_items').map((item) =>
      getProduct(textAt(item, 'product_retailer_id'), catalogId),
    ),
  }));
}

/** A reply button; in carousels it is called a quick reply and answers in the same way. */
function toButton(button: unknown): Action {
  const reply = objectAt(button, textAt(button, 'type') === 'quick_reply' ? 'quick_reply' : 'reply');
  return { kind: 'reply', label: textAt(reply, 'title'), id: textAt(reply, 'id') };
}
