import { windowMs } from '#shared/service-window.ts';
import type { OutboundMessage, Status } from './outbound-message.ts';

/** What statuses say about money, by the rules since October 2026: service messages are charged like the others. */
export interface Prices {
  /** `pricing` of the message's statuses. */
  of(outbound: OutboundMessage, at: number): object;
  /** Up to v23 every message has a conversation, from v24 on only those of a free entry point. */
  hasConversation(outbound: OutboundMessage, at: number): boolean;
  /** `conversation` of a status, null when it has none. */
  conversationOf(outbound: OutboundMessage, status: Status, at: number): object | null;
}

/** `freeServiceMessages`: so many of a number's service messages cost nothing in a calendar month (UTC). */
export function createPrices(freeServiceMessages: number): Prices {
  const quotas = new Map<string, { month: string; left: number }>();
  const decided = new WeakMap<OutboundMessage, object>();

  const takeFree = (phoneNumberId: string, at: number): boolean => {
    if (freeServiceMessages === 0) return false;
    const month = new Date(at).toISOString().slice(0, 7);
    let quota = quotas.get(phoneNumberId);
    if (quota?.month !== month) {
      quota = { month, left: freeServiceMessages };
      quotas.set(phoneNumberId, quota);
    }
    if (quota.left === 0) return false;
    quota.left--;
    return true;
  };

  const decide = (outbound: OutboundMessage, at: number): object => {
    const { template, isMarketingLite } = outbound.request;
    if (isFreeEntry(outbound, at)) return price('free_entry_point', 'referral_conversion');
    if (template) return price('regular', isMarketingLite === true ? 'marketing_lite' : template.category);
    return price(takeFree(outbound.number.id, at) ? 'free_customer_service' : 'regular', 'service');
  };

  return {
    of(outbound, at) {
      const known = decided.get(outbound);
      if (known) return known;
      const pricing = decide(outbound, at);
      decided.set(outbound, pricing);
      return pricing;
    },
    hasConversation: (outbound, at) => outbound.request.version < 24 || isFreeEntry(outbound, at),
    conversationOf(outbound, status, at) {
      const { conversationId, request, thread } = outbound;
      if (status === 'failed' || conversationId === null) return null;
      const isFree = isFreeEntry(outbound, at);
      // The example recipients' window never closes; to the outside it is as long as any.
      const closes = isFree ? (thread?.freeEntryUntil ?? at) : Math.min(thread?.windowClosesAt ?? at, at + windowMs);
      return {
        id: conversationId,
        ...(status === 'sent' ? { expiration_timestamp: String(Math.floor(closes / 1000)) } : {}),
        origin: { type: isFree ? 'referral_conversion' : (request.template?.category ?? 'service') },
      };
    },
  };
}

function isFreeEntry({ thread }: OutboundMessage, at: number): boolean {
  return thread !== null && thread.freeEntryUntil !== null && thread.freeEntryUntil > at;
}

function price(type: string, category: string): object {
  return { billable: type === 'regular', pricing_model: 'PMP', type, category };
}
