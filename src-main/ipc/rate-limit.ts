/** Takes one token of `key`'s bucket; false when it is empty. */
export type RateLimit = (key: number | string) => boolean;

/** Token buckets: `burst` at once, then `perSecond`. `now` in epoch ms. */
export function createRateLimit(options: { burst: number; perSecond: number; now: () => number }): RateLimit {
  const { burst, perSecond, now } = options;
  const buckets = new Map<number | string, { tokens: number; at: number }>();
  return (key) => {
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: burst, at };
    const refilled = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond);
    const taken = refilled >= 1;
    buckets.set(key, { tokens: taken ? refilled - 1 : refilled, at });
    return taken;
  };
}
