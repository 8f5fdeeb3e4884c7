import { createHash, randomBytes } from 'node:crypto';

const prefix = 'wpi_int_';

export function newTokenText(): string {
  return prefix + randomBytes(32).toString('hex');
}

/** All that is kept of a token. A slow hash adds nothing to 256 random bits (S-42). */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
