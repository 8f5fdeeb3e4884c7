const leaseMs = 14 * 24 * 60 * 60 * 1000;

export interface Contact {
  /** When the backend last answered, epoch ms of this machine; null before the first time. */
  last: number | null;
  /** The highest this machine's clock has been seen: setting it back wins no time. */
  highestClock: number;
}

/** S-36: a desktop that had no contact for 14 days may not show its copy any more. */
export function hasLapsed({ last, highestClock }: Contact, now: number): boolean {
  return last !== null && Math.max(now, highestClock) - last > leaseMs;
}
