import { z } from 'zod';
import { AppError, type ErrorShape } from '#shared/error.ts';
import { t } from '../i18n/i18n.ts';
import { translate } from '../i18n/sentences.ts';
import { textOfFinding } from './finding-text.ts';

/** What happened, for people. Expected failures already carry a sentence; anything else says that nothing was lost. */
export function describeError(error: unknown): string {
  return error instanceof AppError ? wordsOf(error) : t('error.unexpected');
}

/** An error that came with data rather than being thrown. What a newer server says is quoted behind what it means. */
export function wordsOf({ code, message, details }: Pick<ErrorShape, 'code' | 'message' | 'details'>): string {
  const finding = firstFinding(details);
  if (finding !== null) return textOfFinding(finding);
  return translate(message) ?? t('error.quoted', { what: t(`error.code.${code}`), message });
}

/** Of a template that the server did not take. */
function firstFinding(details: ErrorShape['details']) {
  const parsed = Findings.safeParse(details);
  return parsed.data?.findings.find(({ severity }) => severity === 'error') ?? null;
}
const Findings = z.object({
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['error', 'warning']),
      path: z.string(),
      message: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

/** Seconds to wait that came with a `rate_limited` error, if it says so. */
export function waitSeconds(error: unknown): number | null {
  if (!(error instanceof AppError) || error.code !== 'rate_limited') return null;
  const seconds = error.details?.['retryAfter'];
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds) : null;
}
