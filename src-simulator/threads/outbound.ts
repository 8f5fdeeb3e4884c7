import { serviceWindow } from '#shared/service-window.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import type { Random } from '../engine/random.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { OutboundMessage, SendRequest, Status } from './outbound-message.ts';
import { createStatusWebhooks } from './status-webhooks.ts';
import type { PhoneMessage, Thread, Threads } from './threads.ts';

/** How long after the step before it a status comes, in ms; ±30 % by the seed. */
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
}

const jitter = 0.3;
// So many unread messages of a chat are remembered to be read when it is opened.
const unreadLength = 500;

export function createOutbound(
  options: { delays: StatusDelays },
  parts: {
    clock: Clock;
    random: Random;
    ids: MetaIds;
    ledger: Ledger;
    faults: FaultSwitches;
    threads: Threads;
    webhooks: Webhooks;
  },
): Outbound {
  const { clock, random, faults, threads } = parts;
  // Delivered or on the way, not yet read, by thread: what opening the chat reads. Entries leave when read.
  const unread = new WeakMap<Thread, Set<OutboundMessage>>();

  const delay = (ms: number): number => ms * (1 - jitter + 2 * jitter * random.next());

  const emitStatus = createStatusWebhooks(parts);

  /** What the customer's phone and the thread learn, apart from the webhook. */
  const apply = (outbound: OutboundMessage, status: Status): void => {
    const { message, thread } = outbound;
    message.delivery = status;
    if (!thread) return;
    if (status === 'delivered') {
      thread.typingUntil = 0;
      if (message.type === 'reaction') threads.react(message.content);
      else threads.show(thread, message);
    } else {
      threads.announce({ kind: 'delivery', thread, message });
    }
    if (status === 'read') unread.get(thread)?.delete(outbound);
  };

  const step = (outbound: OutboundMessage, status: Status): void => {
    if (outbound.message.delivery === 'read') return;
    apply(outbound, status);
    emitStatus(outbound, status);
  };

  const read = (outbound: OutboundMessage): void => {
    if (outbound.message.delivery !== 'delivered') return;
    step(outbound, 'read');
    const code = faults.current().failAfterStatuses;
    if (code !== null) emitStatus(outbound, 'failed', { errorCode: code });
  };

  const willRead = (outbound: OutboundMessage): boolean =>
    random.next() < (outbound.request.customer?.readRate ?? 0) && outbound.message.type !== 'reaction';

  const deliver = (outbound: OutboundMessage): void => {
    step(outbound, 'delivered');
    // Drawn in any case, so that what a person looks at does not shift the numbers of everybody after.
    const readsByThemselves = willRead(outbound);
    if (outbound.message.type === 'reaction') return;
    if (outbound.isReadWanted) {
      clock.after(0, () => read(outbound));
    } else if (readsByThemselves) {
      clock.after(delay(options.delays.read), () => read(outbound));
    }
  };

  /** The fault in which all statuses come at once at the end, in the wrong order. */
  const startScrambled = (outbound: OutboundMessage, order: 'reversed' | 'shuffled'): void => {
    const sentAt = clock.now() + delay(options.delays.sent);
    const deliveredAt = sentAt + delay(options.delays.delivered);
    const readAt = deliveredAt + delay(options.delays.read);
    const planned: [Status, number][] = [
      ['sent', sentAt],
      ['delivered', deliveredAt],
    ];
    if (willRead(outbound)) planned.push(['read', readAt]);
    const lastAt = planned.at(-1)?.[1] ?? sentAt;
    clock.after(lastAt - clock.now(), () => {
      for (const [status] of planned) apply(outbound, status);
      const ordered = order === 'reversed' ? [...planned].reverse() : random.shuffle(planned);
      for (const [status, at] of ordered) emitStatus(outbound, status, { at });
      const code = faults.current().failAfterStatuses;
      if (code !== null) emitStatus(outbound, 'failed', { errorCode: code });
    });
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
        content: request.content,
        replyTo: request.replyTo,
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
      const conversationId = request.version < 24 ? parts.ids.conversationId() : '';
      const outbound = { wamid, number, request, thread, message, conversationId, isReadWanted: false };
      if (thread) threads.index(thread, message);
      if (thread && message.type !== 'reaction') {
        let waiting = unread.get(thread);
        if (!waiting) unread.set(thread, (waiting = new Set()));
        waiting.add(outbound);
        const oldest = waiting.size > unreadLength ? waiting.values().next().value : undefined;
        if (oldest) waiting.delete(oldest);
      }
      return outbound;
    },

    start(outbound, onSentDelivered) {
      const refusal = refusalOf(outbound, clock.now());
      if (refusal !== null) {
        clock.after(onSentDelivered ? 0 : delay(options.delays.sent), () => {
          apply(outbound, 'failed');
          if (outbound.thread) unread.get(outbound.thread)?.delete(outbound);
          emitStatus(outbound, 'failed', { errorCode: refusal, onDelivered: onSentDelivered });
        });
        return;
      }
      const { statusOrder } = faults.current();
      if (statusOrder !== 'normal' && outbound.message.type !== 'reaction') {
        startScrambled(outbound, statusOrder);
        onSentDelivered?.();
        return;
      }
      clock.after(onSentDelivered ? 0 : delay(options.delays.sent), () => {
        apply(outbound, 'sent');
        emitStatus(outbound, 'sent', { onDelivered: onSentDelivered });
        if (outbound.message.type === 'reaction') {
          // Only `sent` follows a reaction; the phone shows it all the same.
          threads.react(outbound.message.content);
          return;
        }
        clock.after(delay(options.delays.delivered), () => deliver(outbound));
      });
    },

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
  };
}

/** Why WhatsApp does not bring the message to anybody, as the code of the later `failed` status. */
function refusalOf(outbound: OutboundMessage, now: number): number | null {
  if (!outbound.thread) return 131026;
  if (outbound.request.type === 'template') return null;
  return serviceWindow(outbound.thread.windowClosesAt, now, 0).state === 'closed' ? 131047 : null;
}

function bodyOf(request: SendRequest): unknown {
  const { content } = request;
  return request.type === 'text' && typeof content === 'object' && content !== null && 'body' in content
    ? content.body
    : content;
}
