import type { Delivery } from '#shared/delivery.ts';
import type { Content } from '#shared/content.ts';
import type { SendFailure } from '#shared/send-failure.ts';

// What a webhook body says, in our words. Times are Meta's seconds; texts are already safe to store.

/** Names under which WhatsApp knows the customer of a message; at least one of `bsuid` and `waId` is set. */
export interface Peer {
  /** Business-scoped user id: the person within one WhatsApp Business Account. */
  bsuid: string | null;
  /** Digits, as WhatsApp writes them. */
  waId: string | null;
  username: string | null;
  name: string | null;
}

/** One message of a conversation: of the customer, or typed on the business's own phone. */
export interface IncomingMessage {
  phoneNumberId: string;
  wamid: string;
  direction: 'inbound' | 'outbound';
  /** Import of an old thread: opens no window, is nobody's unread message. */
  isHistory: boolean;
  timestamp: number;
  peer: Peer;
  content: Content;
  replyToWamid: string | null;
  /** What an imported outbound message already went through. */
  delivery: Delivery;
}

/** Meta tells how far a message of ours got. `status` is kept also when this version doesn't know it. */
export interface StatusUpdate {
  phoneNumberId: string;
  wamid: string;
  status: string;
  recipient: string;
  timestamp: number;
  /** Our message id, which we gave Meta when sending. */
  opaqueId: string | null;
  failure: SendFailure | null;
}

/** The customer changed their phone number, and with it their business-scoped id. */
export interface IdentityChange {
  phoneNumberId: string;
  timestamp: number;
  before: Peer;
  after: Peer;
}

export interface WebhookEvents {
  messages: IncomingMessage[];
  statuses: StatusUpdate[];
  identityChanges: IdentityChange[];
  /** What could not be read or is not shown, one short line each, without any of its content. */
  skipped: string[];
}
