/** What the phone page and the simulator say to each other under /_phone. */

export interface PhoneCustomer {
  waId: string;
  name: string;
  country: string;
}

export interface PhoneNumber {
  id: string;
  name: string;
  display: string;
  trade: 'shop' | 'hotel' | 'clinic';
}

export interface People {
  customers: PhoneCustomer[];
  numbers: PhoneNumber[];
}

/** Ticks under the customer's own bubbles. */
export type Tick = 'sent' | 'delivered' | 'read';

export interface Bubble {
  id: string;
  /** The customer wrote it. */
  isMine: boolean;
  /** Epoch ms of the simulator's clock. */
  at: number;
  type: string;
  text: string;
  tick: Tick | null;
  quoted: { id: string; isMine: boolean; text: string } | null;
  reaction: string | null;
}

export interface Chat {
  phoneNumberId: string;
  bubbles: Bubble[];
  /** From the business, not yet read by the customer. */
  unread: number;
  /** Epoch ms until which the typing bubble shows. */
  typingUntil: number;
}

export interface Phone {
  waId: string;
  /** The simulator's time when this was written, epoch ms. */
  now: number;
  /** One per number of the company, in the company's order. */
  chats: Chat[];
}

/** Server-sent events of one customer's phone. */
export type PhoneEvent =
  | { kind: 'bubble'; phoneNumberId: string; bubble: Bubble; unread: number }
  | { kind: 'typing'; phoneNumberId: string; typingUntil: number; now: number };
