import { AppError } from '#shared/error.ts';

/** The header Idempotency-Key: a text of the caller's own choice; null when there is none. */
export function readIdempotencyKey(header: unknown): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new AppError('invalid_input', 'Idempotency-Key: must be 1 to 255 visible ASCII characters', {
    details: { field: 'Idempotency-Key' },
  });
}
