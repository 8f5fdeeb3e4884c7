const baseMs = 1000;
const capMs = 30_000;

/** Exponential with half jitter: 0.5-1 s, 1-2 s, 2-4 s … 15-30 s. `random` in [0, 1); `attempt` counts from 0. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
