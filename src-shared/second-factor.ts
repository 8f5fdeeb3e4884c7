import { AppError } from './error.ts';

/** `details.reason` of a refusal: the company asks its admins for a second factor, and this one has none yet. */
export const secondFactorSetup = 'second_factor_setup';

/** What such a person gets for everything but setting one up. */
export function secondFactorMissing(): AppError {
  return new AppError('forbidden', 'Your company asks its admins for a second factor: set up your authenticator app', {
    details: { reason: secondFactorSetup },
  });
}

/** Nothing is wrong with what was asked: it works as soon as the person has set up their authenticator app. */
export function needsSecondFactor(error: unknown): boolean {
  return error instanceof AppError && error.code === 'forbidden' && error.details?.['reason'] === secondFactorSetup;
}
