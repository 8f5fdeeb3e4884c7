/** How fast tokens come back, and how many there can be. */
export interface Rate {
  perSecond: number;
  burst: number;
}

const maxBuckets = 50_000;

/**
 * Token buckets by key, in memory: a restart forgives, which costs less than a write each time. A key without a bucket
 * has a full one. Times are epoch ms.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number; fullAt: number }>();

  /** Milliseconds until a token is there; 0 = now. */
  waitMs(key: string, rate: Rate, now: number): number {
    const tokens = this.tokens(key, rate, now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / rate.perSecond) * 1000);
  }

  /** Takes one, also where there is none. */
  take(key: string, rate: Rate, now: number): void {
    const tokens = Math.max(0, this.tokens(key, rate, now) - 1);
    const fullAt = now + ((rate.burst - tokens) / rate.perSecond) * 1000;
    this.buckets.set(key, { tokens, at: now, fullAt });
    if (this.buckets.size > maxBuckets) this.forget(now);
  }

  private tokens(key: string, { perSecond, burst }: Rate, now: number): number {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return burst;
    // A clock that was set back takes nothing away.
    const elapsedMs = Math.max(0, now - bucket.at);
    return Math.min(burst, bucket.tokens + (elapsedMs / 1000) * perSecond);
  }

  /** Drops what is full again; when a flood of keys left too many all the same, the oldest ones. */
  private forget(now: number): void {
    for (const [key, { fullAt }] of this.buckets) if (fullAt <= now) this.buckets.delete(key);
    for (const key of this.buckets.keys()) {
      if (this.buckets.size <= maxBuckets / 2) return;
      this.buckets.delete(key);
    }
  }
}
