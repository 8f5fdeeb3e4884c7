import { AppError } from '#shared/error.ts';

/** The field an error is about, as the server names it; null: none. */
export function fieldOf(error: unknown): string | null {
  const field = error instanceof AppError ? error.details?.['field'] : undefined;
  return typeof field === 'string' ? field : null;
}
