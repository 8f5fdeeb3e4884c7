/** A refusal in the gateway's own envelope: `{status, error, response: {message}}`. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly status: keyof typeof reasons;
  /** A sentence, sentences, or what is wrong with each recipient, as the API puts it. */
  readonly details: unknown;

  constructor(status: keyof typeof reasons, details: unknown) {
    super(`${status} ${reasons[status]}`);
    this.status = status;
    this.details = details;
  }

  toBody(): object {
    return { status: this.status, error: reasons[this.status], response: { message: this.details } };
  }
}

const reasons = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
} as const;
