import type { Body, Product } from './wire-body.ts';

/** What the phone page and the simulator say to each other under /_phone. What stands in a bubble: wire-body.ts. */

export interface PhoneCustomer {
  waId: string;
  name: string;
  country: string;
  /** ISO 639-1, what they write in. */
  language: string;
  username: string | null;
}

export interface PhoneNumber {
  id: string;
  name: string;
  display: string;
  /** `device`: a number that came through the gateway. */
  trade: 'shop' | 'hotel' | 'clinic' | 'device';
}

export interface People {
  customers: PhoneCustomer[];
}

/** Ticks under the customer's own bubbles. */
export type Tick = 'sent' | 'delivered' | 'read';

export interface Bubble {
  id: string;
  /** The customer wrote it. */
  isMine: boolean;
  /** Epoch ms of the simulator's clock. */
  at: number;
  /** Meta's name of the kind of message. */
  type: string;
  /** The message in words: for the list of chats, quotes and screen readers. */
  text: string;
  body: Body;
  tick: Tick | null;
  quoted: Quote | null;
  reaction: string | null;
  isEdited: boolean;
}

export interface Quote {
  id: string;
  isMine: boolean;
  text: string;
  /** Picture beside the words. */
  thumbnail: string | null;
}

export interface Chat {
  phoneNumberId: string;
  number: PhoneNumber;
  bubbles: Bubble[];
  /** From the business, not yet read by the customer. */
  unread: number;
  /** Epoch ms until which the typing bubble shows. */
  typingUntil: number;
  /** What can be ordered. */
  catalog: Product[];
  /** The customer has blocked this business. */
  isBlocked: boolean;
  /** The customer has stopped marketing messages of this business. */
  isMarketingStopped: boolean;
}

/** Who the customer is to businesses. */
export interface Profile {
  waId: string;
  /** Business-scoped user id. */
  userId: string;
  username: string | null;
  /** Businesses that did not write with them lately are not told the phone number; only with a username. */
  isPhoneHidden: boolean;
}

export interface Phone {
  waId: string;
  profile: Profile;
  /** The simulator's time when this was written, epoch ms. */
  now: number;
  /** One per number of the company, in the company's order, then those of devices. */
  chats: Chat[];
}

/** Server-sent events of one customer's phone. */
export type PhoneEvent =
  | { kind: 'bubble'; phoneNumberId: string; bubble: Bubble; unread: number }
  | { kind: 'typing'; phoneNumberId: string; typingUntil: number; now: number };

/** A device at the gateway: what *Link a device* shows. */
export interface PhoneDevice {
  name: string;
  state: 'close' | 'connecting' | 'open';
  /** The linked number, as people write it. */
  display: string | null;
  /** The code that waits for a phone. `image` is a PNG data URL. */
  pending: { code: string; image: string } | null;
}

/** A file that lies ready to be sent. */
export interface PhoneFile {
  id: string;
  mimeType: string;
  filename: string | null;
  sizeBytes: number;
  of: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';
}
