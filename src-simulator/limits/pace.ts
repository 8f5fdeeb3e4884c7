import { BoundedMap } from '../engine/bounded-map.ts';

/**
 * How often something may happen, for many keys: `burst` times at once, each borrowed from the future, then once per
 * `everyMs`. Costs one number per key, whatever the rate.
 */
export interface Pace {
  /** Counts one more for `key` at `now` (epoch ms, never going back); false when it is too much, which counts nothing. */
  take(key: string, now: number, everyMs: number, burst: number): boolean;
}

export function createPace(capacity: number): Pace {
  // Until when each key has used up its future.
  const usedUntil = new BoundedMap<string, number>(capacity);
  return {
    take(key, now, everyMs, burst) {
      const next = Math.max(usedUntil.get(key) ?? 0, now) + everyMs;
      // Sums of fractions (a 1000th of a second is whole, an 80th is not) may end a hair above.
      if (next - now > everyMs * burst + 1e-3) return false;
      usedUntil.set(key, next);
      return true;
    },
  };
}
