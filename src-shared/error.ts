import { z } from 'zod';

/** One union of codes for all programs. Text is for people, the code decides what happens. */
export const ErrorCode = z.enum([
  'invalid_input',
  'payload_too_large',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'version_mismatch',
  'stale_reply',
  'lease_held',
  'reply_window_closed',
  'account_cannot_send',
  'rate_limited',
  'sync_reset',
  'offline',
  'upstream',
  'unavailable',
  'keystore_unavailable',
  'recovery_key_wrong',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** HTTP status of each code, used by the backend's error filter and read back by its client. */
export const httpStatus: Record<ErrorCode, number> = {
  invalid_input: 400,
  payload_too_large: 413,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  version_mismatch: 412,
  stale_reply: 409,
  lease_held: 409,
  reply_window_closed: 409,
  account_cannot_send: 409,
  rate_limited: 429,
  sync_reset: 410,
  offline: 503,
  upstream: 502,
  unavailable: 503,
  keystore_unavailable: 503,
  recovery_key_wrong: 403,
  internal: 500,
};

/**
 * What crosses every wire when something fails. `details` is plain JSON and never holds a secret; texts of messages only
 * with `stale_reply`, which is about them.
 */
export const ErrorShape = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorShape = z.infer<typeof ErrorShape>;

/** A failure the program expects. Anything else that is thrown is a bug and is shown as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }
}

/** The shape of any thrown thing; what is not an AppError keeps its text to itself. */
export function toErrorShape(thrown: unknown): ErrorShape {
  if (thrown instanceof AppError) {
    const { code, message, details } = thrown;
    return details === undefined ? { code, message } : { code, message, details };
  }
  return {
    code: 'internal',
    message: 'Something went wrong in Parley itself. Nothing you typed is lost; please try again.',
  };
}
