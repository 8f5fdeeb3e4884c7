import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Is this the signature of Meta over exactly these bytes (S-50)? `header`: the value of `X-Hub-Signature-256` as it
 * came. Anything but `sha256=` and 64 lower-case hex digits is not a signature.
 */
export function isSigned(body: Buffer, header: unknown, appSecret: string): boolean {
  const [, hex] = typeof header === 'string' ? (/^sha256=([0-9a-f]{64})$/.exec(header) ?? []) : [];
  if (hex === undefined) return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), createHmac('sha256', appSecret).update(body).digest());
}
