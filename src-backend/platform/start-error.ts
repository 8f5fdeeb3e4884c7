import type { StartErrorCode } from '#shared/wire/embedded.ts';

/** The server can't start, for a reason a person can act on. */
export class StartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartError';
    this.code = code;
  }
}
