/** What stands in a bubble, ready to be drawn: made of Meta's JSON by body/to-body.ts. */
export type Body =
  | { kind: 'text'; text: string; preview: LinkPreview | null }
  | { kind: 'picture'; media: MediaRef; caption: string }
  | { kind: 'video'; media: MediaRef; caption: string }
  | { kind: 'sticker'; media: MediaRef }
  | { kind: 'audio'; media: MediaRef; isVoice: boolean; sound: Sound }
  | { kind: 'document'; media: MediaRef; caption: string }
  | ({ kind: 'location' } & Place)
  | { kind: 'contacts'; cards: ContactCard[] }
  | ({ kind: 'card'; cards: Card[] } & Card)
  | { kind: 'choice'; title: string; description: string }
  | { kind: 'form'; title: string; answers: Answer[] }
  | { kind: 'order'; lines: OrderLine[]; text: string }
  | { kind: 'call'; title: string; detail: string }
  | { kind: 'notice'; text: string }
  | { kind: 'deleted' }
  | { kind: 'unsupported'; title: string; detail: string };

/** The first link of a text whose sender wanted it shown; its page is not fetched. */
export interface LinkPreview {
  url: string;
  host: string;
  path: string;
}

export interface MediaRef {
  /** Same-origin address; null when the simulator does not have the bytes (a link it did not fetch, an expired id). */
  src: string | null;
  mimeType: string;
  filename: string | null;
  sizeBytes: number | null;
  /** Host of a link that was not fetched. */
  host: string | null;
}

export interface Sound {
  /** Null when only the player can tell. */
  seconds: number | null;
  /** Loudness from 0 to 1, from left to right. */
  bars: number[];
}

export interface Place {
  latitude: number;
  longitude: number;
  name: string;
  address: string;
}

export interface ContactCard {
  name: string;
  /** Organisation, or what else stands under the name. */
  detail: string;
  phones: { phone: string; waId: string | null }[];
  emails: string[];
  urls: string[];
}

/** Interactive messages and templates: all of them are a card with a header, words and something to tap. */
export interface Card {
  header: Header | null;
  text: string;
  footer: string;
  offer: Offer | null;
  product: Product | null;
  actions: Action[];
}

export type Header =
  | { kind: 'text'; text: string }
  | { kind: 'picture' | 'video' | 'document'; media: MediaRef }
  | ({ kind: 'location' } & Place)
  | { kind: 'products'; products: Product[] };

/** A limited-time offer. */
export interface Offer {
  text: string;
  /** Epoch ms; null when it does not end. */
  endsAt: number | null;
  code: string | null;
}

export interface Product {
  id: string;
  catalogId: string;
  name: string;
  detail: string;
  price: number;
  currency: string;
}

export interface OrderLine {
  product: Product;
  quantity: number;
}

export interface Answer {
  label: string;
  value: string;
}

export interface ListRow {
  id: string;
  title: string;
  description: string;
}

export interface FormField {
  name: string;
  label: string;
  type: 'text' | 'long' | 'email' | 'phone' | 'date' | 'choice' | 'check';
  options: string[];
}

/** What can be tapped below a card, in the card's order. */
export type Action =
  | { kind: 'reply'; label: string; id: string }
  | { kind: 'quick-reply'; label: string; payload: string }
  | { kind: 'list'; label: string; sections: { title: string; rows: ListRow[] }[] }
  | { kind: 'url'; label: string; url: string }
  | { kind: 'phone'; label: string; phone: string }
  | { kind: 'copy'; label: string; code: string }
  | { kind: 'form'; label: string; name: 'flow' | 'address_message'; token: string | null; fields: FormField[] }
  | { kind: 'location'; label: string }
  | { kind: 'contact'; label: string }
  | { kind: 'products'; label: string; title: string; sections: { title: string; products: Product[] }[] }
  | { kind: 'call'; label: string }
  | { kind: 'call-permission'; label: string };

/** The tap on an action of a message; indexes as in {@link Card.actions}. */
export interface Tap {
  /** Index of a carousel's card; null for the message itself. */
  card: number | null;
  action: number;
  /** The chosen row of a list. */
  rowId?: string | undefined;
  /** Of a form, by field name. */
  answers?: Record<string, string | boolean> | undefined;
  /** Of a call permission. */
  isAccepted?: boolean | undefined;
}

/** What the composer sends, by kind. */
export type Outgoing =
  | { kind: 'text'; text: string; product?: { catalogId: string; productId: string } | undefined }
  | { kind: 'media'; mediaId: string; caption?: string | undefined; isDocument?: boolean; isVoice?: boolean }
  | {
      kind: 'location';
      latitude: number;
      longitude: number;
      name?: string | undefined;
      address?: string | undefined;
    }
  | { kind: 'contacts'; cards: { name: string; phone: string }[] }
  | {
      kind: 'order';
      catalogId: string;
      lines: { productId: string; quantity: number }[];
      text?: string | undefined;
    }
  | { kind: 'unsupported'; of: 'poll' | 'event' };
