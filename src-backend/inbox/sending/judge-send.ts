import type { CannotSendReason } from '#shared/account.ts';
import { classifyFailure, type FailureClass, type SendFailure } from '#shared/send-failure.ts';
import type { CallOutcome } from '../../whatsapp/cloud-api.client.ts';

/**
 * What is to become of a message after an attempt. `scope`: who has to wait, this conversation or the whole number.
 * `offline`: WhatsApp can't be reached, for anyone, and when to look again is not the message's affair; with `waitMs` only
 * this number can't reach it, and looks again after that.
 */
export type Verdict =
  | { do: 'accept'; wamid: string }
  | { do: 'retry'; delayMs: number; scope: 'lane' | 'account'; code: number | null }
  | { do: 'offline'; waitMs?: number }
  | { do: 'hold'; code: number | null; reason: CannotSendReason }
  | { do: 'reject'; failure: SendFailure }
  | { do: 'doubt' };

const maxTries = 8;
const maxRetryMs = 15 * 60_000;
const authTries = 3;
const pairRateCode = 131056;
/** A gateway that can't be reached is asked again so often. */
const gatewayRetryMs = 5000;

/**
 * R-6d and R-6e: only what provably was not sent, or what Meta says may come again, is sent again by itself. Pure.
 * `attempt`: 1 for the first. `random`: 0 to 1, spreads retries (full jitter).
 */
export function judgeSend(
  outcome: CallOutcome<{ wamid: string }>,
  sending: { attempt: number; firstTriedAt: number; now: number; random: number },
): Verdict {
  const { attempt, firstTriedAt, now, random } = sending;
  const backOff = backOffMs(attempt, random);
  switch (outcome.kind) {
    case 'done':
      return { do: 'accept', wamid: outcome.value.wamid };
    case 'unknown':
      return { do: 'doubt' };
    case 'not_sent':
      // Without end: no network must not cost a message. When it comes back too late, Meta says so.
      return outcome.only === 'account'
        ? { do: 'offline', waitMs: Math.ceil(gatewayRetryMs * (0.5 + random / 2)) }
        : { do: 'offline' };
    case 'refused':
      break;
  }
  const { code, retryAfterMs, hold } = outcome;
  if (hold !== undefined) return { do: 'hold', code, reason: hold };
  const retry = (scope: 'lane' | 'account', delayMs: number): Verdict => ({
    do: 'retry',
    delayMs: Math.max(delayMs, retryAfterMs ?? 0),
    scope,
    code,
  });
  switch (classify(outcome)) {
    case 'auth':
      // 190 is final; another 401 may be a hiccup (ruling 21).
      return code !== 190 && attempt < authTries ? retry('lane', backOff) : { do: 'hold', code, reason: 'token' };
    case 'throughput':
      return code === pairRateCode
        ? retry('lane', 1000 * 4 ** Math.min(attempt, 6))
        : // The whole number waits for it: not longer for a message that was unlucky more often.
          retry('account', Math.max(1000, backOffMs(Math.min(attempt, 3), random)));
    case 'transient':
      if (attempt < maxTries && now - firstTriedAt < maxRetryMs) return retry('lane', backOff);
      break;
    case 'media':
      // The file is uploaded again, once.
      if (attempt === 1) return retry('lane', backOff);
      break;
    default:
      break;
  }
  const title = (outcome.title || 'WhatsApp refused the message').slice(0, 1000).toWellFormed();
  const details = outcome.details?.slice(0, 4000).toWellFormed() ?? null;
  return { do: 'reject', failure: { code: code ?? 0, title, details, at: now } };
}

/** Full jitter: between nothing and 1 s, 2 s, 4 s … up to a minute. */
export function backOffMs(attempt: number, random: number): number {
  return Math.ceil(random * Math.min(60_000, 1000 * 2 ** (attempt - 1)));
}

function classify({ status, code }: { status: number; code: number | null }): FailureClass {
  const known = code === null ? 'unknown' : classifyFailure(code);
  if (known !== 'unknown') return known;
  if (status === 401) return 'auth';
  if (status === 429) return 'throughput';
  return status >= 500 ? 'transient' : 'unknown';
}
