import { AppError } from '#shared/error.ts';
import { t } from '../i18n/i18n.ts';

/** What happened, for people. Expected failures already carry a sentence; anything else says that nothing was lost. */
export function describeError(error: unknown): string {
  return error instanceof AppError ? error.message : t('error.unexpected');
}

/** Seconds to wait that came with a `rate_limited` error, if it says so. */
export function waitSeconds(error: unknown): number | null {
  if (!(error instanceof AppError) || error.code !== 'rate_limited') return null;
  const seconds = error.details?.['retryAfter'];
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds) : null;
}
