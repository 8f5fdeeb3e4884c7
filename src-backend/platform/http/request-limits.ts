import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../clock.ts';

/** One caller's share: `burst` requests at once, then `perSecond`. */
export interface Limit {
  key: string;
  perSecond: number;
  burst: number;
}

const maxBuckets = 50_000;

/**
 * Rate limits of requests by whatever names the caller: token, company, network (S-58). Token buckets in memory: a
 * restart forgives, which costs less than a write with every request.
 */
@Injectable()
export class RequestLimits {
  private readonly buckets = new Map<string, { tokens: number; at: number; fullAt: number }>();
  private readonly factor: number;

  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.factor = config.rateLimitFactor;
  }

  /** Counts a request against all of them. Throws `rate_limited` with `retryAfter`, and then counts it against none. */
  take(...limits: readonly Limit[]): void {
    this.assertRoom(...limits);
    this.count(...limits);
  }

  /** Throws `rate_limited` with `retryAfter` in seconds when one of them is used up. */
  assertRoom(...limits: readonly Limit[]): void {
    const now = this.clock.now();
    const waits = limits.map((limit) => (1 - this.tokens(limit, now)) / (limit.perSecond * this.factor));
    const longest = Math.max(...waits);
    if (longest <= 0) return;
    const retryAfter = Math.max(1, Math.ceil(longest));
    throw new AppError('rate_limited', `Too many requests; try again in ${retryAfter} s`, { details: { retryAfter } });
  }

  /** Counts without asking. */
  count(...limits: readonly Limit[]): void {
    const now = this.clock.now();
    for (const limit of limits) {
      const tokens = Math.max(0, this.tokens(limit, now) - 1);
      const fullAt = now + ((limit.burst * this.factor - tokens) / (limit.perSecond * this.factor)) * 1000;
      this.buckets.set(limit.key, { tokens, at: now, fullAt });
    }
    if (this.buckets.size > maxBuckets) this.forget(now);
  }

  private tokens({ key, perSecond, burst }: Limit, now: number): number {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return burst * this.factor;
    // A clock that was set back takes nothing away.
    const elapsedMs = Math.max(0, now - bucket.at);
    return Math.min(burst * this.factor, bucket.tokens + (elapsedMs / 1000) * perSecond * this.factor);
  }

  /** Drops what is full again; when a flood of names left too many all the same, the oldest ones. */
  private forget(now: number): void {
    for (const [key, { fullAt }] of this.buckets) if (fullAt <= now) this.buckets.delete(key);
    for (const key of this.buckets.keys()) {
      if (this.buckets.size <= maxBuckets / 2) return;
      this.buckets.delete(key);
    }
  }
}
