/** How fast tokens come back, and how many there can be. */
interface Limit {
  perSecond: number;
  burst: number;
}

/**
 * Meta's limits, kept before Meta has to remind us (R-6e): a little below its 80 a second, because what leaves here
 * evenly arrives there in clumps.
 */
const ofNumber: Limit = { perSecond: 77, burst: 50 };
/** A number that is also used in the WhatsApp Business app. */
const ofCoexistingNumber: Limit = { perSecond: 20, burst: 20 };
/** To one customer: one message in 6 s, 45 of them at once. */
const ofPair: Limit = { perSecond: 1 / 6, burst: 45 };

/** Token buckets by key. A key without a bucket has a full one. Times are epoch ms. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** Milliseconds until a token is there; 0 = now. */
  waitMs(key: string, limit: Limit, now: number): number {
    const tokens = this.tokens(key, limit, now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / limit.perSecond) * 1000);
  }

  take(key: string, limit: Limit, now: number): void {
    this.buckets.set(key, { tokens: this.tokens(key, limit, now) - 1, at: now });
    if (this.buckets.size > 10_000) this.forgetFull(limit, now);
  }

  private tokens(key: string, { perSecond, burst }: Limit, now: number): number {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return burst;
    // A clock that was set back must not take tokens away.
    const elapsedMs = Math.max(0, now - bucket.at);
    return Math.min(burst, bucket.tokens + (elapsedMs / 1000) * perSecond);
  }

  private forgetFull(limit: Limit, now: number): void {
    for (const key of this.buckets.keys()) {
      if (this.tokens(key, limit, now) >= limit.burst) this.buckets.delete(key);
    }
  }
}

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

  private limitOf(accountId: string): Limit {
    return this.isCoexisting(accountId) ? ofCoexistingNumber : ofNumber;
  }
}
