import type { Delivery, Price } from '#shared/delivery.ts';
import type { Content } from '#shared/content.ts';
import type { Message } from '#shared/message.ts';
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

/** What led to a message. */
export type MessageContext = Pick<Message, 'referral' | 'forwarded' | 'product'>;

/** The file of a message, still with Meta. */
export interface IncomingFile {
  metaMediaId: string;
  /** Where Meta said it could be fetched just now. */
  url: string | null;
  /** Hex. */
  sha256: string | null;
}

/**
 * One line of a conversation: of the customer, or typed on the business's own phone, or WhatsApp's own word about it (a
 * call, a changed number). Such a line, and a file that was announced as a placeholder, may be told again in a later
 * stage: see `isFuller`.
 */
export interface IncomingMessage {
  phoneNumberId: string;
  /** Of what is no message, an id of our making that is the same whenever it is told. */
  wamid: string;
  direction: 'inbound' | 'outbound';
  /** False for the import of an old thread and for notices: opens no window, is nobody's unread message. */
  isLive: boolean;
  timestamp: number;
  peer: Peer;
  /** Who the customer was until now, when that is what the line announces. */
  formerPeer: Peer | null;
  content: Content;
  context: MessageContext | null;
  file: IncomingFile | null;
  replyToWamid: string | null;
  /** What an imported outbound message already went through. */
  delivery: Delivery;
}

/** Something done to a message that was written before. Comes in any order, also before the message. */
export interface MessageAct {
  phoneNumberId: string;
  /** The act's own id. */
  wamid: string;
  targetWamid: string;
  kind: 'reaction' | 'edit' | 'revoke';
  actor: 'customer' | 'team';
  /** The emoji, null when it was taken back; the new text or caption of an edit. */
  value: string | null;
  timestamp: number;
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
  pricing: Price | null;
}

/** A customer told WhatsApp what they want to receive. `value`: stop | resume | signup, or newer words. */
export interface ConsentChange {
  phoneNumberId: string;
  peer: Peer;
  category: string;
  value: string;
  detail: string | null;
  signupId: string | null;
  timestamp: number;
}

/** A change in the address book of the phone that shares the number. */
export interface BookEntry {
  phoneNumberId: string;
  peer: Peer;
  action: 'add' | 'remove';
  timestamp: number;
}

/** About a number, a template or the account as a whole; `value` as Meta wrote it. */
export interface AccountEvent {
  field: string;
  /** Null when Meta names only the number. */
  wabaId: string | null;
  phoneNumberId: string | null;
  value: Record<string, unknown>;
  /** Meta's seconds; 0 when it gave no time. */
  at: number;
}

export interface WebhookEvents {
  messages: IncomingMessage[];
  acts: MessageAct[];
  statuses: StatusUpdate[];
  consents: ConsentChange[];
  bookEntries: BookEntry[];
  accountEvents: AccountEvent[];
  /** Meta's names of what the body reports. */
  fields: Set<string>;
  /** The numbers it speaks of, and the business accounts of what is about no number. */
  numbers: Set<string>;
  wabas: Set<string>;
  /** Numbers that turn out to be used in the phone app, too. */
  coexisting: Set<string>;
  /** What could not be read or is not shown, one short line each, without any of its content. */
  skipped: string[];
}
