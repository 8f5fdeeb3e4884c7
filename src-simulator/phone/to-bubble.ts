import type { BusinessNumber } from '../company/company.ts';
import type { Consent } from '../customers/consent.ts';
import type { Customer } from '../customers/directory.ts';
import { deviceAccount } from '../gateway/device-number.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { PhoneMessage, Thread, Threads } from '../threads/threads.ts';
import { listProducts } from './body/catalog.ts';
import { toBody } from './body/to-body.ts';
import { toWords } from './body/to-words.ts';
import type { Bubble, Chat, PhoneNumber, Quote, Tick } from './wire.ts';
import type { Body } from './wire-body.ts';

export interface BubbleParts {
  threads: Threads;
  media: MediaStore;
  consent: Consent;
}

/** A message as the customer's phone shows it, in the chat with `number`. */
export function toBubble(parts: BubbleParts, number: BusinessNumber, message: PhoneMessage): Bubble {
  const isMine = message.direction === 'inbound';
  const body = toBody(message, { media: parts.media, number });
  const quoted = message.replyTo === null ? undefined : parts.threads.message(message.replyTo)?.message;
  return {
    id: message.wamid,
    isMine,
    at: message.at,
    type: message.type,
    text: toWords(body),
    body,
    tick: isMine && body.kind !== 'notice' && body.kind !== 'call' ? toTick(message) : null,
    quoted: quoted ? toQuote(parts, number, quoted) : null,
    reaction: message.reaction,
    isEdited: message.isEdited === true,
  };
}

/** What a customer and a number have said to each other, as a chat of the customer's phone. */
export function toChat(parts: BubbleParts, number: BusinessNumber, customer: Customer): Chat {
  const thread = parts.threads.find(number, customer);
  return {
    phoneNumberId: number.id,
    number: toPhoneNumber(number),
    bubbles: thread?.messages.map((message) => toBubble(parts, number, message)) ?? [],
    unread: thread ? countUnread(thread) : 0,
    typingUntil: thread?.typingUntil ?? 0,
    catalog: isDevice(number) ? [] : listProducts(number.trade, `catalog-${number.id}`),
    isBlocked: parts.consent.hasBlocked(number, customer),
    isMarketingStopped: parts.consent.isOptedOut(number, customer),
  };
}

function toPhoneNumber(number: BusinessNumber): PhoneNumber {
  return {
    id: number.id,
    name: number.verifiedName,
    display: number.display,
    trade: isDevice(number) ? 'device' : number.trade,
  };
}

function isDevice(number: BusinessNumber): boolean {
  return number.wabaId === deviceAccount;
}

export function countUnread(thread: Thread): number {
  let count = 0;
  for (const message of thread.messages) {
    if (message.direction === 'outbound' && message.delivery === 'delivered') count++;
  }
  return count;
}

function toTick(message: PhoneMessage): Tick {
  switch (message.delivery) {
    case 'read':
    case 'played':
      return 'read';
    case 'delivered':
      return 'delivered';
    default:
      return 'sent';
  }
}

function toQuote(parts: BubbleParts, number: BusinessNumber, message: PhoneMessage): Quote {
  const body = toBody(message, { media: parts.media, number });
  return {
    id: message.wamid,
    isMine: message.direction === 'inbound',
    text: toWords(body).slice(0, 200),
    thumbnail: thumbnailOf(body),
  };
}

function thumbnailOf(body: Body): string | null {
  switch (body.kind) {
    case 'picture':
    case 'sticker':
      return body.media.src;
    case 'card':
      return body.header?.kind === 'picture' ? body.header.media.src : null;
    default:
      return null;
  }
}
