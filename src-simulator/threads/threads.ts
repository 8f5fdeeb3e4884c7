import { windowMs } from '#shared/service-window.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { BoundedMap } from '../engine/bounded-map.ts';

export type Delivery = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** A message as both phones have it. */
export interface PhoneMessage {
  wamid: string;
  /** `inbound`: the customer wrote it. `outbound`: the business did. */
  direction: 'inbound' | 'outbound';
  /** Epoch milliseconds. */
  at: number;
  type: string;
  /** What stands under `type` in Meta's JSON. */
  content: unknown;
  replyTo: string | null;
  /** Of an inbound message: `delivered`, then `read` once the business has sent its receipt. */
  delivery: Delivery;
  /** Emoji from the other side. */
  reaction: string | null;
  isEdited?: boolean | undefined;
  /** Its sender took it back; the other phone says that something was deleted. */
  isRevoked?: boolean | undefined;
}

/** One customer with one of the company's numbers. */
export interface Thread {
  number: BusinessNumber;
  customer: Customer;
  /** By time; at most {@link threadLength}. */
  messages: PhoneMessage[];
  /** Epoch ms until which free text may be sent. */
  windowClosesAt: number | null;
  /** Until when the business's typing bubble shows. */
  typingUntil: number;
  /** Epoch ms at which the customer came from an ad, until the business has answered. */
  referredAt: number | null;
  /** Epoch ms until which messages are free, because the business answered somebody from an ad in time. */
  freeEntryUntil: number | null;
}

export type ThreadEvent =
  | { kind: 'message'; thread: Thread; message: PhoneMessage }
  | { kind: 'delivery'; thread: Thread; message: PhoneMessage }
  | { kind: 'typing'; thread: Thread };

export interface Threads {
  /** The thread, made when there is none yet. */
  open(number: BusinessNumber, customer: Customer): Thread;
  find(number: BusinessNumber, customer: Customer): Thread | undefined;
  /** Of one customer, with every number they have talked to. */
  ofCustomer(customer: Customer): Thread[];
  all(): Iterable<Thread>;
  /** A message by its wamid, with its thread. */
  message(wamid: string): { thread: Thread; message: PhoneMessage } | undefined;
  /** Makes a message findable before anybody sees it. The answer to somebody from an ad makes three days free. */
  index(thread: Thread, message: PhoneMessage): void;
  /** Puts a message on the phone, at its time. */
  show(thread: Thread, message: PhoneMessage): void;
  /** Puts a reaction, in webhook form, on the message it speaks of; an empty emoji takes it away. */
  react(content: unknown): void;
  /** An `edit` in webhook form: the message it speaks of has other words now. */
  edit(content: unknown): void;
  /** A `revoke` in webhook form: the message it speaks of is gone from both phones. */
  revoke(content: unknown): void;
  announce(event: ThreadEvent): void;
  onEvent(listener: (event: ThreadEvent) => void): void;
}

const freeEntryMs = 3 * windowMs;
const threadLength = 300;
const threadCapacity = 60_000;
const indexCapacity = 200_000;

export function createThreads(): Threads {
  const threads = new BoundedMap<string, Thread>(threadCapacity);
  const index = new BoundedMap<string, { thread: Thread; message: PhoneMessage }>(indexCapacity);
  const numbers = new Map<string, BusinessNumber>();
  const listeners: ((event: ThreadEvent) => void)[] = [];
  const announce = (event: ThreadEvent): void => {
    for (const listener of listeners) listener(event);
  };

  return {
    open(number, customer) {
      const key = keyOf(number, customer);
      let thread = threads.get(key);
      if (!thread) {
        numbers.set(number.id, number);
        thread = {
          number,
          customer,
          messages: [],
          windowClosesAt: null,
          typingUntil: 0,
          referredAt: null,
          freeEntryUntil: null,
        };
        threads.set(key, thread);
      }
      return thread;
    },
    find: (number, customer) => threads.get(keyOf(number, customer)),
    ofCustomer: (customer) => [...numbers.values()].flatMap((number) => threads.get(keyOf(number, customer)) ?? []),
    all: () => threads.values(),
    message: (wamid) => index.get(wamid),
    index(thread, message) {
      index.set(message.wamid, { thread, message });
      if (message.direction === 'outbound') openFreeEntry(thread, message.at);
    },
    show(thread, message) {
      const known = index.get(message.wamid);
      // A past that is told again.
      if (known && known.message !== message) return;
      index.set(message.wamid, { thread, message });
      insertByTime(thread.messages, message);
      if (thread.messages.length > threadLength * 2) thread.messages = thread.messages.slice(-threadLength);
      announce({ kind: 'message', thread, message });
    },
    react(content) {
      if (typeof content !== 'object' || content === null || !('message_id' in content)) return;
      const target = index.get(String(content.message_id));
      if (!target) return;
      const emoji = 'emoji' in content ? String(content.emoji ?? '') : '';
      target.message.reaction = emoji === '' ? null : emoji;
      announce({ kind: 'delivery', ...target });
    },
    edit(content) {
      const target = index.get(originalOf(content));
      const next = typeof content === 'object' && content !== null && 'message' in content ? content.message : null;
      if (!target || typeof next !== 'object' || next === null || !('type' in next)) return;
      const type = String(next.type);
      // The new words stand under the name of their type, as in any message.
      target.message.content = (next as Record<string, unknown>)[type];
      target.message.isEdited = true;
      announce({ kind: 'delivery', ...target });
    },
    revoke(content) {
      const target = index.get(originalOf(content));
      if (!target) return;
      target.message.isRevoked = true;
      announce({ kind: 'delivery', ...target });
    },
    announce,
    onEvent: (listener) => void listeners.push(listener),
  };
}

function openFreeEntry(thread: Thread, answeredAt: number): void {
  if (thread.referredAt === null) return;
  if (answeredAt - thread.referredAt < windowMs) thread.freeEntryUntil = answeredAt + freeEntryMs;
  thread.referredAt = null;
}

function originalOf(content: unknown): string {
  return typeof content === 'object' && content !== null && 'original_message_id' in content
    ? String(content.original_message_id)
    : '';
}

function keyOf(number: BusinessNumber, customer: Customer): string {
  return `${number.id}/${customer.key}`;
}

// Nearly always the newest; only an imported past goes in between.
function insertByTime(messages: PhoneMessage[], message: PhoneMessage): void {
  let position = messages.length;
  while (position > 0 && messages[position - 1]!.at > message.at) position--;
  if (position === messages.length) messages.push(message);
  else messages.splice(position, 0, message);
}
