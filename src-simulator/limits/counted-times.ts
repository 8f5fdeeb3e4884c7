import { BoundedMap } from '../engine/bounded-map.ts';

/** The last few times of something, by key. */
export interface CountedTimes {
  /** How often within the last `spanMs`. */
  count(key: string, now: number, spanMs: number): number;
  add(key: string, now: number): void;
}

/** Remembers the newest `kept` times of each of `capacity` keys. */
export function createCountedTimes(kept: number, capacity: number): CountedTimes {
  const times = new BoundedMap<string, number[]>(capacity);
  return {
    count: (key, now, spanMs) => (times.get(key) ?? []).filter((at) => at > now - spanMs).length,
    add: (key, now) => times.set(key, [...(times.get(key) ?? []), now].slice(-kept)),
  };
}
