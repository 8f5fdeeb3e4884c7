import { type Rate, TokenBuckets } from '../../platform/token-buckets.ts';

/**
 * Meta's limits, kept before Meta has to remind us (R-6e): a little below its 80 a second, because what leaves here
 * evenly arrives there in clumps.
 */
const ofNumber: Rate = { perSecond: 77, burst: 50 };
/** A number that is also used in the WhatsApp Business app. */
const ofCoexistingNumber: Rate = { perSecond: 20, burst: 20 };
/** To one customer: one message in 6 s, 45 of them at once. */
const ofPair: Rate = { perSecond: 1 / 6, burst: 45 };

/** How fast the messages of a number, and of a conversation, may go out. Times are epoch ms. */
export class RateLimits {
  private readonly accounts = new TokenBuckets();
  private readonly pairs = new TokenBuckets();
  private readonly blockedUntil = new Map<string, number>();
  private readonly coexisting = new Set<string>();

  /** Milliseconds until the number may send. */
  accountWaitMs(accountId: string, now: number): number {
    const blockedMs = (this.blockedUntil.get(accountId) ?? 0) - now;
    return Math.max(blockedMs, this.accounts.waitMs(accountId, this.limitOf(accountId), now));
  }

  /** Milliseconds until the customer of this conversation may be sent the next message. */
  laneWaitMs(conversationId: string, now: number): number {
    return this.pairs.waitMs(conversationId, ofPair, now);
  }

  take(accountId: string, conversationId: string, now: number): void {
    this.accounts.take(accountId, this.limitOf(accountId), now);
    this.pairs.take(conversationId, ofPair, now);
  }

  /** Meta told this number to wait. */
  block(accountId: string, until: number): void {
    this.blockedUntil.set(accountId, Math.max(until, this.blockedUntil.get(accountId) ?? 0));
  }

  /** Is the number also used on a phone? Then Meta allows it less. */
  coexists(accountId: string, isOnPhone = true): void {
    if (isOnPhone) this.coexisting.add(accountId);
    else this.coexisting.delete(accountId);
  }

  isCoexisting(accountId: string): boolean {
    return this.coexisting.has(accountId);
  }

  private limitOf(accountId: string): Rate {
    return this.isCoexisting(accountId) ? ofCoexistingNumber : ofNumber;
  }
}
