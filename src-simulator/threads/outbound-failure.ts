import { serviceWindow } from '#shared/service-window.ts';
import type { Consent } from '../customers/consent.ts';
import type { Limits } from '../limits/limits.ts';
import type { Failure, OutboundMessage } from './outbound-message.ts';
import type { Threads } from './threads.ts';

const reactionLifeMs = 30 * 86_400_000;

/** Why WhatsApp does not bring an accepted message to anybody, for its `failed` status; null when it does. */
export function findFailure(
  parts: { consent: Consent; limits: Limits; threads: Threads },
  outbound: OutboundMessage,
  now: number,
): Failure | null {
  const { number, request, thread } = outbound;
  const { customer } = request;
  // Who blocked the business looks to it like somebody who isn't there.
  if (!thread || !customer || parts.consent.hasBlocked(number, customer)) return { code: 131026 };
  const hash = request.identityKeyHash ?? null;
  if (hash !== null && hash !== customer.identityHash) {
    return { code: 137000, details: "The recipient's identity key hash is not the one given with the message." };
  }
  const isOpen = serviceWindow(thread.windowClosesAt, now, 0).state === 'open';
  const { template } = request;
  if (!template) {
    if (!isOpen) return { code: 131047 };
    return request.type === 'reaction' ? findReactionFailure(parts.threads, outbound, now) : null;
  }
  if (template.category !== 'marketing') return null;
  if (parts.consent.isOptedOut(number, customer)) return { code: 131050 };
  // Since April 2025 no marketing goes to the United States; the examples' recipients may always be written to.
  const isExample = thread.windowClosesAt === Number.POSITIVE_INFINITY;
  if (customer.country === 'US' && customer.waId.startsWith('1') && !isExample) return { code: 131049 };
  return isOpen || parts.limits.takeMarketing(customer) ? null : { code: 131049 };
}

function findReactionFailure(threads: Threads, outbound: OutboundMessage, now: number): Failure | null {
  const { content } = outbound.request;
  const wamid = typeof content === 'object' && content !== null && 'message_id' in content ? content.message_id : '';
  const refuse = (why: string): Failure => ({
    code: 131009,
    details: `Param reaction['message_id'] : message ${String(wamid).slice(0, 120)} ${why}`,
  });
  const target = threads.message(String(wamid));
  if (!target || target.thread !== outbound.thread) return refuse('is not a message of this chat.');
  if (target.message.type === 'reaction') return refuse('is a reaction itself.');
  return now - target.message.at > reactionLifeMs ? refuse('is older than 30 days.') : null;
}
