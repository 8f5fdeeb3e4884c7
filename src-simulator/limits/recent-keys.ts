/** Keys seen within the last `spanMs`, in order of time; forgets the others by itself. */
export interface RecentKeys {
  has(key: string, now: number): boolean;
  /** Seen (again) at `now`, epoch ms, never going back. */
  add(key: string, now: number): void;
  size(now: number): number;
}

/** Beyond `capacity` keys the oldest is forgotten early. */
export function createRecentKeys(spanMs: number, capacity: number): RecentKeys {
  // A Map keeps the order of setting, so the oldest are always in front.
  const seenAt = new Map<string, number>();
  const forget = (now: number): void => {
    for (const [key, at] of seenAt) {
      if (at > now - spanMs && seenAt.size <= capacity) return;
      seenAt.delete(key);
    }
  };
  return {
    has(key, now) {
      forget(now);
      return seenAt.has(key);
    },
    add(key, now) {
      seenAt.delete(key);
      seenAt.set(key, now);
      forget(now);
    },
    size(now) {
      forget(now);
      return seenAt.size;
    },
  };
}
