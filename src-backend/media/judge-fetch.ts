import type { MediaState } from '#shared/content.ts';

/** How one try to fetch a file ended without it. */
export type FetchFailure =
  /** Meta doesn't know the file, or says nothing of it to this number. */
  | { kind: 'gone' }
  /** The address that Meta gave just now leads nowhere. */
  | { kind: 'address_over' }
  /** The number has no token, or Meta refuses it. */
  | { kind: 'no_token' }
  /** Nobody answered, too slowly, or "not now". */
  | { kind: 'unreachable'; retryAfterMs: number | null }
  /** Other bytes came than Meta had announced. */
  | { kind: 'damaged' }
  | { kind: 'too_large' }
  | { kind: 'wrong_kind'; type: string }
  /** Meta named an address that is none of its own. */
  | { kind: 'foreign_address' };

export type FetchVerdict =
  | { do: 'retry'; delayMs: number }
  | { do: 'give_up'; state: Extract<MediaState, 'failed' | 'expired' | 'refused'>; reason: string };

const dayMs = 24 * 3_600_000;
/** So long Meta keeps a customer's file. */
const customersFileLivesMs = 7 * dayMs;
const longestDelayMs = 10 * 60_000;

const gone = 'WhatsApp no longer has this file: ask for it again';

/** What follows from a failed try. Pure. `attempt` counts from 1; `random` from 0 to 1 spreads the tries. */
export function judgeFetch(
  failure: FetchFailure,
  { attempt, ageMs, random }: { attempt: number; ageMs: number; random: number },
): FetchVerdict {
  switch (failure.kind) {
    case 'too_large':
      return { do: 'give_up', state: 'refused', reason: 'The file is larger than 100 MB' };
    case 'wrong_kind':
      return { do: 'give_up', state: 'refused', reason: `The file is not what it says: it is ${failure.type}` };
    case 'foreign_address':
      return {
        do: 'give_up',
        state: 'refused',
        reason: 'The file would have to come from somewhere else than WhatsApp',
      };
    case 'gone':
      // Meta's servers don't all know at once what one of them took.
      if (attempt >= 3) return { do: 'give_up', state: 'expired', reason: gone };
      break;
    case 'address_over':
      if (attempt >= 6) return { do: 'give_up', state: 'expired', reason: gone };
      break;
    case 'damaged':
      if (attempt >= 5) return { do: 'give_up', state: 'failed', reason: 'The file comes damaged every time' };
      break;
    case 'no_token':
    case 'unreachable':
      if (ageMs > customersFileLivesMs) return { do: 'give_up', state: 'expired', reason: gone };
      break;
  }
  const asked = failure.kind === 'unreachable' ? (failure.retryAfterMs ?? 0) : 0;
  const backOffMs = Math.min(longestDelayMs, 1000 * 2 ** Math.min(attempt - 1, 20));
  return { do: 'retry', delayMs: Math.max(asked, Math.round(backOffMs * (0.5 + random / 2))) };
}
