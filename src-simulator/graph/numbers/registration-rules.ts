import type { NumberState } from '../../company/number-state.ts';
import type { RegistrationLog } from '../../company/number-settings.ts';
import { toGraphError } from '../graph-error.ts';

/** Registrations and deregistrations of one number in {@link registrationSpanMs}; the next is refused with 133016. */
const mostRegistrations = 10;
const registrationSpanMs = 72 * 3_600_000;

// How many wrong PINs Meta takes, and how fast, is not public; these make each of its errors reachable.
const mostWrongPins = 5;
const wrongPinSpanMs = 12 * 3_600_000;
const wrongPinGapMs = 5000;

// Nor is how often a code may be asked for.
const mostCodes = 5;
const codeSpanMs = 3_600_000;
export const codeLifeMs = 10 * 60_000;
const mostWrongCodes = 10;

const mustRegisterWithinMs = 14 * 86_400_000;

/** Counts one more registration or deregistration, or throws 133016. */
export function countRegistration(log: RegistrationLog, now: number): void {
  const recent = log.attempts.filter((at) => now - at < registrationSpanMs);
  if (recent.length >= mostRegistrations) {
    throw toGraphError(
      133016,
      `Too many registrations of this phone number in 72 hours; try again in ${toWait(recent[0]! + registrationSpanMs - now)}.`,
    );
  }
  log.attempts = [...recent, now];
}

/** Throws 133008, 133009 or 133005 unless the PIN is the number's; a number without one takes any. */
export function checkPin(state: NumberState, pin: string, now: number): void {
  const { registration: log } = state;
  const recent = log.wrongPins.filter((at) => now - at < wrongPinSpanMs);
  if (recent.length >= mostWrongPins) {
    throw toGraphError(133008, `Too many wrong PINs; try again in ${toWait(recent.at(-1)! + wrongPinSpanMs - now)}.`);
  }
  const last = recent.at(-1);
  if (last !== undefined && now - last < wrongPinGapMs) {
    throw toGraphError(133009, `The PIN was entered too fast; try again in ${toWait(last + wrongPinGapMs - now)}.`);
  }
  if (state.pin === null || state.pin === pin) {
    log.wrongPins = [];
    return;
  }
  log.wrongPins = [...recent, now];
  throw toGraphError(133005, 'The two-step verification PIN of this phone number is another one.');
}

/** Counts one more code by SMS or voice, or throws 136024. */
export function countCode(state: NumberState, now: number): void {
  if (state.codeVerification === 'VERIFIED') throw toGraphError(136024, 'The phone number is already verified.');
  const { registration: log } = state;
  const recent = log.codesAsked.filter((at) => now - at < codeSpanMs);
  if (recent.length >= mostCodes) {
    throw toGraphError(136024, `Too many codes were asked for; try again in ${toWait(recent[0]! + codeSpanMs - now)}.`);
  }
  log.codesAsked = [...recent, now];
}

/** Throws 136025 unless this is the code that was sent. */
export function checkCode(log: RegistrationLog, digits: string, now: number): void {
  const { code } = log;
  if (code === null) throw toGraphError(136025, 'No code was asked for: request one first.');
  if (code.expiresAt <= now) throw toGraphError(136025, 'The code has expired: request a new one.');
  if (log.wrongCodes >= mostWrongCodes) throw toGraphError(136025, 'Too many wrong codes: request a new one.');
  if (code.digits === digits) return;
  log.wrongCodes++;
  throw toGraphError(136025, 'The code is not the one that was sent.');
}

/** A verification that was not followed by a registration in time is over. */
export function expireVerification(state: NumberState, now: number): void {
  const isLate = !state.wasRegistered && now - state.verifiedAt >= mustRegisterWithinMs;
  if (state.codeVerification === 'VERIFIED' && isLate) state.codeVerification = 'EXPIRED';
}

function toWait(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes > 90 ? `${Math.ceil(minutes / 60)} hours` : minutes > 1 ? `${minutes} minutes` : '1 minute';
}
