import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';

/** `value` of a `messages` webhook with one message of a customer. */
export function toInboundValue(
  number: BusinessNumber,
  customer: Customer,
  message: {
    wamid: string;
    /** Unix seconds. */
    timestamp: number;
    type: string;
    content: unknown;
    /** `context` in webhook form, when the message has one. */
    context?: object;
    /** `referral` and the like, put in as they are. */
    extra?: Record<string, unknown>;
  },
): object {
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    contacts: [toContact(customer)],
    messages: [
      {
        ...(message.context ? { context: message.context } : {}),
        from: customer.waId,
        from_user_id: customer.userId,
        id: message.wamid,
        timestamp: String(message.timestamp),
        type: message.type,
        [message.type]: message.content,
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
 * `value` of a `messages` webhook with one status. A failed one has no `contacts`, and no `recipient_user_id` because
 * we only take phone numbers as recipients of what fails.
 */
export function toStatusValue(
  number: BusinessNumber,
  recipient: { waId: string; customer: Customer | null },
  facts: StatusFacts,
): object {
  const { customer } = recipient;
  const isFailed = facts.status === 'failed';
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    ...(customer && !isFailed ? { contacts: [toContact(customer)] } : {}),
    statuses: [
      {
        id: facts.wamid,
        status: facts.status,
        timestamp: String(facts.timestamp),
        recipient_id: recipient.waId,
        ...(customer && !isFailed ? { recipient_user_id: customer.userId } : {}),
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

function toContact(customer: Customer): object {
  return {
    profile: { name: customer.name, ...(customer.username === null ? {} : { username: customer.username }) },
    wa_id: customer.waId,
    user_id: customer.userId,
  };
}
