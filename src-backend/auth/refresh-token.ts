import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

// 256 random bits; the prefix lets log redaction and secret scanners know it.
const prefix = 'prt_';

export function newRefreshToken(): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a token (S-45). At 256 bits of entropy a slow hash would add nothing. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The one successor of a token. It follows from the token and the server's secret, so the answer to a lost response
 * can be given again although no token is ever stored.
 */
export function nextRefreshToken(token: string, secret: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'parley refresh token', 32));
  return prefix + createHmac('sha256', key).update(token).digest('base64url');
}
