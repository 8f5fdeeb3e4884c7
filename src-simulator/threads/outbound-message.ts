import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import type { MediaUse } from '../graph/messages/media.ts';
import type { PhoneMessage, Thread } from './threads.ts';

export interface SendRequest {
  /** As the sender wrote it. */
  to: string;
  /** `to` is a BSUID; a phone number unless given. */
  isUserId?: boolean;
  /** Digits the answer and the statuses name. */
  recipientId: string;
  /** null when nobody has that number. */
  customer: Customer | null;
  type: string;
  /** As the sender wrote it. */
  content: unknown;
  /** What the phone shows, where that is more than `content`: a template filled in, files that Meta fetched. */
  shown?: unknown;
  /** Files in the message; those given by link are fetched before it goes out. */
  files?: readonly MediaUse[];
  /** Of a `template` message. */
  template?: SentTemplate | null;
  /** Sent by the Marketing Messages API. */
  isMarketingLite?: boolean;
  replyTo: string | null;
  bizOpaqueCallbackData: string | null;
  /** The message is only for the phone with this identity. */
  identityKeyHash?: string | null;
  /** Major Graph version of the call; decides the shape of statuses. */
  version: number;
}

export interface SentTemplate {
  category: 'marketing' | 'utility' | 'authentication';
  /** Not delivered after so long, it is dropped without a word. */
  ttlMs: number;
  /** Held back until its quality is known; then it goes out, or fails with 132015. */
  isHeld: boolean;
  /** Asked when the time of holding is over. */
  canBeSent: () => boolean;
}

/** A send on its way to the customer's phone. */
export interface OutboundMessage {
  wamid: string;
  number: BusinessNumber;
  request: SendRequest;
  thread: Thread | null;
  message: PhoneMessage;
  /** null where statuses tell of no conversation. */
  conversationId: string | null;
  /** The customer opened the chat before the message was there. */
  isReadWanted: boolean;
  /** `delivered` or `read` has told the price; the other does not repeat it. */
  isPriceTold: boolean;
}

export type Status = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** Why a message failed: a code of the error table, and more exact words than the table's. */
export interface Failure {
  code: number;
  details?: string;
}
