import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { showsPhone } from '../customers/visibility.ts';

/** A customer's message on its way into a webhook. */
export interface InboundFacts {
  wamid: string;
  /** Unix seconds. */
  timestamp: number;
  type: string;
  /** Undefined where Meta leaves the object out, as it does of a message with errors. */
  content: unknown;
  /** `context` in webhook form, when the message has one. */
  context?: object;
  /** `referral`, `errors` and the like, put in as they are. */
  extra?: Record<string, unknown>;
  /** The number checks identities: `contacts` carries the hash of this one's key. */
  hasIdentity?: boolean;
}

/** `value` of a `messages` webhook with one message of a customer. A system message has no `contacts`. */
export function toInboundValue(number: BusinessNumber, customer: Customer, message: InboundFacts): object {
  const isPhoneShown = showsPhone(customer, number.id, message.timestamp * 1000);
  const isSystem = message.type === 'system';
  const identity = message.hasIdentity === true ? { identity_key_hash: customer.identityHash } : {};
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    ...(isSystem ? {} : { contacts: [{ ...toContact(customer, isPhoneShown), ...identity }] }),
    messages: [
      {
        ...(message.context ? { context: message.context } : {}),
        ...(isPhoneShown ? { from: customer.waId } : {}),
        ...(isSystem ? {} : fromUser(customer)),
        id: message.wamid,
        timestamp: String(message.timestamp),
        type: message.type,
        ...(message.content === undefined ? {} : { [message.type]: message.content }),
        ...message.extra,
      },
    ],
  };
}

export interface StatusFacts {
  wamid: string;
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed';
  /** Unix seconds. */
  timestamp: number;
  bizOpaqueCallbackData: string | null;
  pricing: object | null;
  /** Only in versions before v24. */
  conversation: object | null;
  /** Of a failed message, in webhook form. */
  error: object | null;
}

/**
 * `value` of a `messages` webhook with one status (§5.4): a failed one has no `contacts`, and no `recipient_user_id`
 * when the message was sent to a phone number. A message sent to a BSUID (`isUserId`) names the phone number only where
 * it may be shown.
 */
export function toStatusValue(
  number: BusinessNumber,
  recipient: { waId: string; customer: Customer | null; isUserId?: boolean },
  facts: StatusFacts,
): object {
  const { customer } = recipient;
  const isFailed = facts.status === 'failed';
  const isToUserId = recipient.isUserId === true;
  const isPhoneShown = !isToUserId || (customer !== null && showsPhone(customer, number.id, facts.timestamp * 1000));
  const hasUsername = facts.status !== 'sent';
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    ...(customer && !isFailed ? { contacts: [toContact(customer, isPhoneShown, hasUsername)] } : {}),
    statuses: [
      {
        id: facts.wamid,
        status: facts.status,
        timestamp: String(facts.timestamp),
        ...(isPhoneShown ? { recipient_id: recipient.waId } : {}),
        ...(customer && (!isFailed || isToUserId) ? recipientUser(customer) : {}),
        ...(facts.bizOpaqueCallbackData === null ? {} : { biz_opaque_callback_data: facts.bizOpaqueCallbackData }),
        ...(facts.conversation ? { conversation: facts.conversation } : {}),
        ...(facts.pricing ? { pricing: facts.pricing } : {}),
        ...(facts.error ? { errors: [facts.error] } : {}),
      },
    ],
  };
}

export function metadataOf(number: BusinessNumber): object {
  return { display_phone_number: number.digits, phone_number_id: number.id };
}

/** `contacts[]` of a person, without what may not be shown. */
export function toContact(customer: Customer, isPhoneShown: boolean, hasUsername = true): object {
  return {
    profile: {
      name: customer.name,
      ...(customer.username === null || !hasUsername ? {} : { username: customer.username }),
    },
    ...(isPhoneShown ? { wa_id: customer.waId } : {}),
    user_id: customer.userId,
    ...(customer.parentUserId === null ? {} : { parent_user_id: customer.parentUserId }),
  };
}

function fromUser(customer: Customer): object {
  return {
    from_user_id: customer.userId,
    ...(customer.parentUserId === null ? {} : { from_parent_user_id: customer.parentUserId }),
  };
}

function recipientUser(customer: Customer): object {
  return {
    recipient_user_id: customer.userId,
    ...(customer.parentUserId === null ? {} : { recipient_parent_user_id: customer.parentUserId }),
  };
}
