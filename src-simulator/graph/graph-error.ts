import { errorTable } from './error-table.ts';

/** An answer of Graph that is not the success asked for. Becomes Meta's error envelope, which no other program uses. */
export class GraphError extends Error {
  readonly code: number;
  readonly status: number;
  readonly type: string;
  readonly subcode: number | undefined;
  readonly details: string | undefined;
  /** What the person who made the mistake is told. */
  readonly forUser: { title: string; message: string } | undefined;

  /** `status` and `type` come from the error table unless given. */
  constructor(
    code: number,
    message: string,
    options: {
      status?: number;
      type?: string;
      subcode?: number;
      details?: string;
      forUser?: { title: string; message: string };
    } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? errorTable[code]?.status ?? 400;
    this.type = options.type ?? 'OAuthException';
    this.subcode = options.subcode;
    this.details = options.details;
    this.forUser = options.forUser;
  }

  toBody(fbtraceId: string): object {
    return {
      error: {
        message: this.message,
        type: this.type,
        code: this.code,
        ...(this.subcode === undefined ? {} : { error_subcode: this.subcode }),
        ...(this.forUser === undefined
          ? {}
          : { is_transient: false, error_user_title: this.forUser.title, error_user_msg: this.forUser.message }),
        ...(this.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: this.details } }),
        fbtrace_id: fbtraceId,
      },
    };
  }
}

/** The error of `code` in the table's own words, as the fault switches and the messaging rules need it. */
export function toGraphError(code: number, details?: string): GraphError {
  const entry = errorTable[code];
  return new GraphError(code, `(#${code}) ${entry?.title ?? 'Unknown error'}`, {
    details: details ?? entry?.details ?? 'Provoked in the simulator.',
  });
}

/** A node that is not there, or that the token has no right to see: Graph tells the two apart for nobody. */
export function unknownObject(id: string, method: 'get' | 'post' | 'delete'): GraphError {
  return new GraphError(
    100,
    `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    { type: 'GraphMethodException', subcode: 33 },
  );
}

/** A field of the request that is missing or wrong. */
export function invalidParameter(message: string): GraphError {
  return new GraphError(100, `(#100) ${message}`, { details: message });
}
