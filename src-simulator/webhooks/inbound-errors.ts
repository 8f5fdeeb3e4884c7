const texts: Readonly<Record<InboundErrorCode, readonly [title: string, details: string]>> = {
  131051: ['Message type unknown', 'Message type is currently not supported.'],
  131052: ['Media download error', 'Media file size too big. Max file size we currently support: 100MB.'],
  131060: [
    'This message is currently unavailable',
    'This message was sent from a linked device that cannot share it with this business.',
  ],
};

/** Errors that a customer's message may carry in place of its content. */
export type InboundErrorCode = 131051 | 131052 | 131060;

/** One of `messages[].errors`. */
export function toInboundError(code: InboundErrorCode): object {
  const [title, details] = texts[code];
  return { code, title, message: title, error_data: { details } };
}
