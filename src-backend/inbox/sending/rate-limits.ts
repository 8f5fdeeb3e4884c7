interface Bucket {
  tokens: number;
  at: number;
}

/** Tokens that come back over time. Keeps one bucket per key, and none for keys whose bucket is full. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Milliseconds until a token is there; 0 = now. `perSecond`: how fast they come back. */
  waitMs(key: string, perSecond: number, now: number): number {
    const { tokens } = this.read(key, perSecond, now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
  }

  take(key: string, perSecond: number, now: number): void {
    const { tokens } = this.read(key, perSecond, now);
    this.buckets.set(key, { tokens: tokens - 1, at: now });
    if (this.buckets.size > 10_000) this.forgetFull(perSecond, now);
  }

  private read(key: string, perSecond: number, now: number): Bucket {
    const bucket = this.buckets.get(key) ?? { tokens: this.capacity, at: now };
    const back = (Math.max(0, now - bucket.at) / 1000) * perSecond;
    return { tokens: Math.min(this.capacity, bucket.tokens + back), at: now };
  }

  private forgetFull(perSecond: number, now: number): void {
    for (const key of this.buckets.keys()) {
      if (this.read(key, perSecond, now).tokens >= this.capacity) this.buckets.delete(key);
    }
  }
}

/** Meta's limits, kept before Meta has to remind us (R-6e). */
const perSecond = 80;
/** A number that is also used in the WhatsApp Business app. */
const perSecondCoexisting = 20;
/** To one customer: one message in 6 s, 45 of them at once. */
const perSecondAndPair = 1 / 6;
const pairBurst = 45;

/** How fast the messages of a number, and of a conversation, may go out. Times are epoch ms. */
export class RateLimits {
  private readonly accounts = new TokenBuckets(perSecondCoexisting);
  private readonly pairs = new TokenBuckets(pairBurst);
  private readonly blockedUntil = new Map<string, number>();
  private readonly coexisting = new Set<string>();

  /** Milliseconds until the number may send. */
  accountWaitMs(accountId: string, now: number): number {
    const blocked = (this.blockedUntil.get(accountId) ?? 0) - now;
    return Math.max(blocked, this.accounts.waitMs(accountId, this.rateOf(accountId), now), 0);
  }

  /** Milliseconds until the customer of this conversation may be sent the next message. */
  laneWaitMs(conversationId: string, now: number): number {
    return this.pairs.waitMs(conversationId, perSecondAndPair, now);
  }

  take(accountId: string, conversationId: string, now: number): void {
    this.accounts.take(accountId, this.rateOf(accountId), now);
    this.pairs.take(conversationId, perSecondAndPair, now);
  }

  /** Meta told this number to wait. */
  block(accountId: string, until: number): void {
    this.blockedUntil.set(accountId, Math.max(until, this.blockedUntil.get(accountId) ?? 0));
  }

  /** The number is also used on a phone: Meta allows it less. */
  coexists(accountId: string): void {
    this.coexisting.add(accountId);
  }

  private rateOf(accountId: string): number {
    return this.coexisting.has(accountId) ? perSecondCoexisting : perSecond;
  }
}
