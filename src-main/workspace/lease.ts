const day = 24 * 60 * 60 * 1000;
const leaseMs = 14 * day;
const adminLeaseMs = 7 * day;

export interface Contact {
  /** When the backend last answered, epoch ms of this machine; null before the first time. */
  last: number | null;
  /** The highest this machine's clock has been seen: setting it back wins no time. */
  highestClock: number;
}

/** S-36: a desktop that had no contact for 14 days may not show its copy any more. */
export function hasLapsed(contact: Contact, now: number): boolean {
  return isLongerAgo(contact, leaseMs, now);
}

/** It may not queue operations of an admin any more: a stolen laptop is one that its server does not see (§3.6 rule 8). */
export function mayNotAdminister(contact: Contact, now: number): boolean {
  return isLongerAgo(contact, adminLeaseMs, now);
}

function isLongerAgo({ last, highestClock }: Contact, ms: number, now: number): boolean {
  return last !== null && Math.max(now, highestClock) - last > ms;
}
