import { closesAt, laterClosing } from '#shared/service-window.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Consent } from '../customers/consent.ts';
import type { Customer } from '../customers/directory.ts';
import { noteExchange, showsPhone } from '../customers/visibility.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { toWebhookMedia } from '../media/media-content.ts';
import type { MediaStore } from '../media/media-store.ts';
import { toInboundValue } from '../webhooks/message-values.ts';
import { toInboundError } from '../webhooks/inbound-errors.ts';
import type { Update } from '../webhooks/update.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { PhoneMessage, Thread, Threads } from './threads.ts';

export interface InboundMessage {
  type: string;
  /** What stands under `type` in the webhook; undefined where Meta leaves it out. */
  content: unknown;
  /** Epoch ms; the clock's now unless given. */
  at?: number;
  /** Given for an imported past; a new one otherwise. */
  wamid?: string;
  replyTo?: string;
  /** `context` as in the webhook, instead of the one made from `replyTo`. */
  context?: object;
  /** Other keys of the webhook message, put in as they are. */
  extra?: Record<string, unknown>;
}

/** Customers' messages: onto the phone, into the window, out as webhooks. */
export interface Inbound {
  /** Writes and emits. */
  receive(number: BusinessNumber, customer: Customer, message: InboundMessage): PhoneMessage;
  /** Writes, and hands the webhook update to the caller to emit; null when the business has blocked the customer. */
  prepare(
    number: BusinessNumber,
    customer: Customer,
    message: InboundMessage,
  ): { message: PhoneMessage; update: Update | null };
}

export interface InboundParts {
  clock: Clock;
  ids: MetaIds;
  ledger: Ledger;
  faults: FaultSwitches;
  threads: Threads;
  webhooks: Webhooks;
  media: MediaStore;
  consent: Consent;
  /** The number also lives in the phone app: edits and revokes are told as such. */
  isCoexistence: (number: BusinessNumber) => boolean;
  /** The number wants to know when somebody's identity key changes. */
  hasIdentityCheck: (number: BusinessNumber) => boolean;
  /** The business has blocked the customer. */
  isBlocked: (number: BusinessNumber, customer: Customer) => boolean;
}

/** Nobody writes anything with these, so they open no window. */
const silentTypes: readonly string[] = ['system', 'request_welcome', 'edit', 'revoke'];

export function createInbound(parts: InboundParts): Inbound {
  const { threads } = parts;

  const prepare: Inbound['prepare'] = (number, customer, input) => {
    const at = input.at ?? parts.clock.now();
    const thread = threads.open(number, customer);
    const message: PhoneMessage = {
      wamid: input.wamid ?? parts.ids.inboundWamid(customer.waId),
      direction: 'inbound',
      at,
      type: input.type,
      content: input.content,
      replyTo: input.replyTo ?? null,
      delivery: 'delivered',
      reaction: null,
    };
    const isSilent = silentTypes.includes(input.type);
    // The app lifts the block of whoever writes again.
    if (!isSilent) parts.consent.setBlocked(number, customer, false);
    applyToPhone(threads, thread, message);
    if (parts.isBlocked(number, customer)) return { message, update: null };

    if (!isSilent) thread.windowClosesAt = laterClosing(thread.windowClosesAt, closesAt(at));
    if (input.extra && 'referral' in input.extra) thread.referredAt = at;
    if (isOwnNumber(input)) customer.isInContactBook = true;
    if (showsPhone(customer, number.id, at)) noteExchange(customer, number.id, at);
    const timestamp = Math.floor(at / 1000);
    const context = input.context ?? (input.replyTo === undefined ? undefined : quote(threads, number, input.replyTo));
    const told = tell(parts, number, input);
    parts.ledger.record('inbound', {
      at: parts.clock.now(),
      wamid: message.wamid,
      phoneNumberId: number.id,
      waId: customer.waId,
      type: told.type,
      body: told.type === input.type ? input.content : told.content,
      timestamp,
    });
    const update: Update = {
      wabaId: number.wabaId,
      field: 'messages',
      value: toInboundValue(number, customer, {
        wamid: message.wamid,
        timestamp,
        ...told,
        hasIdentity: parts.hasIdentityCheck(number),
        ...(context ? { context } : {}),
      }),
      lane: `${number.id}/${customer.key}`,
      wamids: [message.wamid],
    };
    return { message, update };
  };

  return {
    prepare,
    receive(number, customer, input) {
      const { message, update } = prepare(number, customer, input);
      if (!update) return message;
      for (let copy = 0; copy < parts.faults.current().inboundCopies; copy++) parts.webhooks.emit(update);
      return message;
    },
  };
}

/** What the webhook says of a message: fresh media URLs, and `unsupported` where Meta tells a number no more. */
function tell(
  parts: InboundParts,
  number: BusinessNumber,
  { type, content, extra }: InboundMessage,
): { type: string; content: unknown; extra?: Record<string, unknown> } {
  if ((type === 'edit' || type === 'revoke') && !parts.isCoexistence(number)) {
    return { type: 'unsupported', content: { type }, extra: { errors: [toInboundError(131051)] } };
  }
  const media = toWebhookMedia(parts, type, content);
  const more = media.errors ? { ...extra, errors: media.errors } : extra;
  return { type, content: media.content, ...(more ? { extra: more } : {}) };
}

/** Reactions, edits and revokes are no bubbles of their own. */
function applyToPhone(threads: Threads, thread: Thread, message: PhoneMessage): void {
  switch (message.type) {
    case 'reaction':
      return threads.react(message.content);
    case 'edit':
      return threads.edit(message.content);
    case 'revoke':
      return threads.revoke(message.content);
    case 'system':
      return;
    default:
      threads.show(thread, message);
  }
}

/** Only the answer to a request for the phone number proves that it is the sender's own (§5.6). */
function isOwnNumber({ type, content }: InboundMessage): boolean {
  return (
    type === 'contacts' &&
    Array.isArray(content) &&
    content.some((card: unknown) => {
      return typeof card === 'object' && card !== null && 'origin' in card && card.origin === 'contact_request';
    })
  );
}

function quote(threads: Threads, number: BusinessNumber, wamid: string): object {
  const quoted = threads.message(wamid);
  if (quoted?.message.direction !== 'inbound') return { from: number.digits, id: wamid };
  const { customer } = quoted.thread;
  return { ...(showsPhone(customer, number.id, quoted.message.at) ? { from: customer.waId } : {}), id: wamid };
}
