import type { StartErrorCode } from '#shared/wire/embedded.ts';

const firstDelayMs = 250;
const longestDelayMs = 10_000;
/** A backend that ran this long was well: its next failure counts as the first. */
export const healthyAfterMs = 60_000;
/** Starts in a row that never became ready before the person is told. */
export const maxFailedStarts = 5;

/** Doubling from 250 ms to 10 s, spread by ±25 % so that several never come back in step. `random` in [0, 1). */
export function restartDelayMs(failures: number, random: number): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, failures - 1));
  return Math.round(delay * (0.75 + random / 2));
}

/** Would the same start give the same answer? Then a person must act, and trying again only hides it. */
export function isFinal(code: StartErrorCode): boolean {
  switch (code) {
    case 'configuration':
    case 'database_key_mismatch':
    case 'database_newer':
    case 'database_corrupt':
      return true;
    case 'database_in_use':
    case 'database_unreachable':
    case 'port_in_use':
    case 'internal':
      return false;
  }
}
