import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import type { PhoneMessage, Thread } from './threads.ts';

export interface SendRequest {
  /** As the sender wrote it. */
  to: string;
  /** Digits (or the BSUID) the answer and the statuses name. */
  recipientId: string;
  /** null when nobody has that number. */
  customer: Customer | null;
  type: string;
  content: unknown;
  replyTo: string | null;
  bizOpaqueCallbackData: string | null;
  /** Major Graph version of the call; decides the shape of statuses. */
  version: number;
}

/** A send on its way to the customer's phone. */
export interface OutboundMessage {
  wamid: string;
  number: BusinessNumber;
  request: SendRequest;
  thread: Thread | null;
  message: PhoneMessage;
  conversationId: string;
  /** The customer opened the chat before the message was there. */
  isReadWanted: boolean;
}

export type Status = 'sent' | 'delivered' | 'read' | 'failed';
