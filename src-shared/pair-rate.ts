/** WhatsApp takes one message to the same customer every six seconds, and 45 at once on credit. */
export const pairIntervalMs = 6_000;
export const pairBurst = 45;

/** How long the next message to this customer has to wait, ms. `sentAt`: when the last ones went, in any order. */
export function pairWaitMs(sentAt: readonly number[], now: number): number {
  let owed = 0;
  let last = 0;
  for (const at of sentAt.toSorted((a, b) => a - b)) {
    owed = Math.max(0, owed - (at - last) / pairIntervalMs) + 1;
    last = at;
  }
  owed = Math.max(0, owed - Math.max(0, now - last) / pairIntervalMs);
  return Math.max(0, Math.ceil((owed + 1 - pairBurst) * pairIntervalMs));
}
