import type { BusinessNumber } from '../company/company.ts';
import type { Consent } from '../customers/consent.ts';
import { noteExchange } from '../customers/visibility.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import type { Random } from '../engine/random.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import type { Limits } from '../limits/limits.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { findFailure } from './outbound-failure.ts';
import { createOutboundFiles } from './outbound-files.ts';
import type { Failure, OutboundMessage, SendRequest } from './outbound-message.ts';
import { createPrices } from './outbound-price.ts';
import { createStatusWebhooks } from './status-webhooks.ts';
import type { PhoneMessage, Thread, Threads } from './threads.ts';

/** How long after the step before it a status comes, in ms; ±30 % by the seed. A voice note is played `read` later. */
export interface StatusDelays {
  sent: number;
  delivered: number;
  read: number;
}

export interface Outbound {
  /** Gives it a wamid and writes it down; nothing moves before {@link start}. */
  accept(number: BusinessNumber, request: SendRequest): OutboundMessage;
  /** Sets its statuses going. `onSentDelivered` is called when the `sent` (or `failed`) webhook has been answered. */
  start(message: OutboundMessage, onSentDelivered?: () => void): void;
  /** The customer opens the chat: all that has arrived is read. Returns how many messages became read. */
  open(thread: Thread): number;
  /** The customer listens to a voice note of the business; false when it is none, or was played before. */
  play(wamid: string): boolean;
}

const jitter = 0.3;
// So many unread messages of a chat are remembered to be read when it is opened.
const unreadLength = 500;
const quoteLifeMs = 30 * 86_400_000;
/** How long a template is held back while its quality is looked at. */
const pacingMs = 30 * 60_000;

export function createOutbound(
  options: { delays: StatusDelays; freeServiceMessages: number },
  parts: {
    clock: Clock;
    random: Random;
    ids: MetaIds;
    ledger: Ledger;
    faults: FaultSwitches;
    threads: Threads;
    webhooks: Webhooks;
    consent: Consent;
    limits: Limits;
    media: MediaStore;
  },
): Outbound {
  const { clock, random, faults, threads } = parts;
  const { delays } = options;
  // Delivered or on the way, not yet read, by thread: what opening the chat reads. Entries leave when read.
  const unread = new WeakMap<Thread, Set<OutboundMessage>>();
  // Voice notes on the phone that nobody has listened to.
  const unplayed = new WeakMap<PhoneMessage, OutboundMessage>();
  const prices = createPrices(options.freeServiceMessages);
  const files = createOutboundFiles(parts);

  const delay = (ms: number): number => ms * (1 - jitter + 2 * jitter * random.next());

  const emitStatus = createStatusWebhooks({ ...parts, prices });

  /** What the customer's phone and the thread learn, apart from the webhook. */
  const apply = (outbound: OutboundMessage, status: 'sent' | 'delivered' | 'read' | 'failed'): void => {
    const { message, thread, request } = outbound;
    message.delivery = status;
    if (!thread) return;
    if (status === 'delivered') {
      thread.typingUntil = 0;
      if (request.isUserId !== true) noteExchange(thread.customer, thread.number.id, clock.now());
      if (isVoiceNote(request)) unplayed.set(message, outbound);
      threads.show(thread, message);
    } else {
      threads.announce({ kind: 'delivery', thread, message });
    }
    if (status === 'read' || status === 'failed') unread.get(thread)?.delete(outbound);
  };

  const fail = (outbound: OutboundMessage, failure: Failure, onDelivered?: () => void): void => {
    apply(outbound, 'failed');
    emitStatus(outbound, 'failed', { failure, onDelivered });
  };

  const failAfterAll = (outbound: OutboundMessage): void => {
    const code = faults.current().failAfterStatuses;
    if (code !== null) emitStatus(outbound, 'failed', { failure: { code } });
  };

  const play = (outbound: OutboundMessage): boolean => {
    if (!unplayed.delete(outbound.message)) return false;
    emitStatus(outbound, 'played');
    return true;
  };

  const read = (outbound: OutboundMessage): void => {
    if (outbound.message.delivery !== 'delivered') return;
    apply(outbound, 'read');
    emitStatus(outbound, 'read');
    failAfterAll(outbound);
  };

  const willRead = (outbound: OutboundMessage): boolean =>
    random.next() < (outbound.request.customer?.readRate ?? 0) && outbound.message.type !== 'reaction';

  const deliver = (outbound: OutboundMessage): void => {
    if (outbound.message.delivery === 'read') return;
    apply(outbound, 'delivered');
    emitStatus(outbound, 'delivered');
    // Drawn in any case, so that what a person looks at does not shift the numbers of everybody after.
    const readsByThemselves = willRead(outbound);
    if (outbound.isReadWanted) {
      clock.after(0, () => read(outbound));
    } else if (readsByThemselves) {
      clock.after(delay(delays.read), () => {
        read(outbound);
        if (isVoiceNote(outbound.request)) clock.after(delay(delays.read), () => void play(outbound));
      });
    }
  };

  /** The fault in which all statuses come at once at the end, in the wrong order. */
  const startScrambled = (outbound: OutboundMessage, order: 'reversed' | 'shuffled'): void => {
    const sentAt = clock.now() + delay(delays.sent);
    const deliveredAt = sentAt + delay(delays.delivered);
    const readAt = deliveredAt + delay(delays.read);
    const planned: ['sent' | 'delivered' | 'read', number][] = [
      ['sent', sentAt],
      ['delivered', deliveredAt],
    ];
    if (willRead(outbound)) planned.push(['read', readAt]);
    const lastAt = planned.at(-1)?.[1] ?? sentAt;
    clock.after(lastAt - clock.now(), () => {
      for (const [status] of planned) apply(outbound, status);
      const ordered = order === 'reversed' ? [...planned].reverse() : random.shuffle(planned);
      for (const [status, at] of ordered) emitStatus(outbound, status, { at });
      failAfterAll(outbound);
    });
  };

  const startInOrder = (outbound: OutboundMessage, onSentDelivered: (() => void) | undefined): void => {
    clock.after(onSentDelivered ? 0 : delay(delays.sent), () => {
      apply(outbound, 'sent');
      emitStatus(outbound, 'sent', { onDelivered: onSentDelivered });
      if (outbound.message.type === 'reaction') {
        // Only `sent` follows a reaction; the phone shows it all the same.
        threads.react(outbound.message.content);
        return;
      }
      const { failAfterSent } = faults.current();
      const wait = delay(delays.delivered);
      if (failAfterSent !== null) {
        clock.after(wait, () => fail(outbound, { code: failAfterSent }));
      } else if (wait <= (outbound.request.template?.ttlMs ?? Number.POSITIVE_INFINITY)) {
        clock.after(wait, () => deliver(outbound));
      }
    });
  };

  /** All that could be found out has been. */
  const proceed = (outbound: OutboundMessage, failure: Failure | null, onSentDelivered?: () => void): void => {
    if (failure) {
      clock.after(onSentDelivered ? 0 : delay(delays.sent), () => fail(outbound, failure, onSentDelivered));
      return;
    }
    const { statusOrder } = faults.current();
    if (statusOrder === 'normal' || outbound.message.type === 'reaction') {
      startInOrder(outbound, onSentDelivered);
    } else {
      startScrambled(outbound, statusOrder);
      onSentDelivered?.();
    }
  };

  const start: Outbound['start'] = (outbound, onSentDelivered) => {
    const { request } = outbound;
    const failure = findFailure(parts, outbound, clock.now()) ?? files.prepare(request.files ?? [], outbound.number.id);
    if (failure instanceof Promise) void failure.then((found) => proceed(outbound, found, onSentDelivered));
    else if (failure === null && request.template?.isHeld === true) {
      const { canBeSent } = request.template;
      onSentDelivered?.();
      clock.after(pacingMs, () => proceed(outbound, canBeSent() ? null : { code: 132015 }));
    } else proceed(outbound, failure, onSentDelivered);
  };

  /** A quote is not shown of what the phone has no more, nor above a template. */
  const canQuote = ({ replyTo, type }: SendRequest): boolean => {
    const quoted = replyTo === null ? undefined : threads.message(replyTo)?.message;
    return quoted !== undefined && type !== 'template' && clock.now() - quoted.at <= quoteLifeMs;
  };

  return {
    accept(number, request) {
      const thread = request.customer ? threads.open(number, request.customer) : null;
      const wamid = parts.ids.outboundWamid(request.customer?.waId ?? request.recipientId);
      const message: PhoneMessage = {
        wamid,
        direction: 'outbound',
        at: clock.now(),
        type: request.type,
        content: request.shown ?? request.content,
        replyTo: canQuote(request) ? request.replyTo : null,
        delivery: 'accepted',
        reaction: null,
      };
      parts.ledger.record('sends', {
        receivedAt: clock.now(),
        wamid,
        phoneNumberId: number.id,
        to: request.to,
        waId: request.customer?.waId ?? null,
        type: request.type,
        body: bodyOf(request),
        contextMessageId: request.replyTo,
        bizOpaqueCallbackData: request.bizOpaqueCallbackData,
      });
      const outbound: OutboundMessage = {
        wamid,
        number,
        request,
        thread,
        message,
        conversationId: null,
        isReadWanted: false,
        isPriceTold: false,
      };
      if (thread) threads.index(thread, message);
      if (prices.hasConversation(outbound, clock.now())) outbound.conversationId = parts.ids.conversationId();
      if (thread && message.type !== 'reaction') {
        let waiting = unread.get(thread);
        if (!waiting) unread.set(thread, (waiting = new Set()));
        waiting.add(outbound);
        const oldest = waiting.size > unreadLength ? waiting.values().next().value : undefined;
        if (oldest) waiting.delete(oldest);
      }
      return outbound;
    },

    start,

    open(thread) {
      let count = 0;
      for (const outbound of unread.get(thread) ?? []) {
        if (outbound.message.delivery === 'delivered') {
          read(outbound);
          count++;
        } else {
          outbound.isReadWanted = true;
        }
      }
      return count;
    },

    play(wamid) {
      const message = threads.message(wamid)?.message;
      const outbound = message ? unplayed.get(message) : undefined;
      if (!outbound) return false;
      read(outbound);
      return play(outbound);
    },
  };
}

function isVoiceNote(request: SendRequest): boolean {
  return request.files?.some(({ isVoice }) => isVoice) === true;
}

function bodyOf(request: SendRequest): unknown {
  const { content } = request;
  return request.type === 'text' && typeof content === 'object' && content !== null && 'body' in content
    ? content.body
    : content;
}
