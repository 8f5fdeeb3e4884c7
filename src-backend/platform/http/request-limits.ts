import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../clock.ts';
import { type Rate, TokenBuckets } from '../token-buckets.ts';

/** One caller's share: `burst` requests at once, then `perSecond`. */
export interface Limit extends Rate {
  key: string;
}

/** Rate limits of requests by whatever names the caller: token, person, company, network (S-58). */
@Injectable()
export class RequestLimits {
  private readonly buckets = new TokenBuckets();
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
    const longest = Math.max(...limits.map((limit) => this.buckets.waitMs(limit.key, this.scaled(limit), now)));
    if (longest <= 0) return;
    const retryAfter = Math.max(1, Math.ceil(longest / 1000));
    throw new AppError('rate_limited', `Too many requests; try again in ${retryAfter} s`, { details: { retryAfter } });
  }

  /** Counts without asking. */
  count(...limits: readonly Limit[]): void {
    const now = this.clock.now();
    for (const limit of limits) this.buckets.take(limit.key, this.scaled(limit), now);
  }

  private scaled({ perSecond, burst }: Limit): Rate {
    return { perSecond: perSecond * this.factor, burst: burst * this.factor };
  }
}
