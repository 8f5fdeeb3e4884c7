import { HttpException } from '@nestjs/common';
import { AppError, type ErrorCode, httpStatus, toErrorShape } from '#shared/error.ts';

/** What is answered for a thrown thing (ruling 58), with its status and whether it was a bug of ours. */
export interface ErrorAnswer {
  status: number;
  retryAfterSeconds: number | null;
  unexpected: boolean;
  body: {
    success: false;
    message: string;
    code: ErrorCode;
    details?: Record<string, unknown> | undefined;
    correlationId: string;
  };
}

/** Never a stack, never the text of an unexpected error (S-59). */
export function toErrorAnswer(thrown: unknown, correlationId: string): ErrorAnswer {
  const known = thrown instanceof AppError ? thrown : fromFramework(thrown);
  const shape = toErrorShape(known ?? thrown);
  const retryAfter = shape.details?.['retryAfter'];
  return {
    status: httpStatus[shape.code],
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : null,
    unexpected: known === null,
    body: { success: false, ...shape, correlationId },
  };
}

/** What Nest and Fastify throw themselves, in our words; null when it is neither. */
function fromFramework(thrown: unknown): AppError | null {
  const status = statusOf(thrown);
  switch (status) {
    case null:
      return null;
    case 401:
      return new AppError('unauthenticated', 'Sign in first');
    case 403:
      return new AppError('forbidden', 'This is not allowed');
    case 404:
      return new AppError('not_found', 'There is nothing at this address');
    case 408:
      return new AppError('invalid_input', 'The request took too long to arrive');
    case 413:
      return new AppError('payload_too_large', 'The request is larger than this route takes');
    case 415:
      return new AppError('invalid_input', 'Send JSON with the header Content-Type: application/json');
    default:
      return status >= 400 && status < 500 ? new AppError('invalid_input', 'The request is malformed') : null;
  }
}

function statusOf(thrown: unknown): number | null {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') {
    return thrown.statusCode;
  }
  return null;
}
