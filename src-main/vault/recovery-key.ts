import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#shared/error.ts';
import { plainText, readRecoveryText, toRecoveryText } from '#shared/recovery-text.ts';

// A recovery key is 160 random bits with 20 bits of checksum, as 36 characters that a person can write down.

const secretBytes = 20;

export interface RecoveryKey {
  /** `7K2QMX-…`, shown once. */
  text: string;
  secret: Buffer;
}

export function newRecoveryKey(): RecoveryKey {
  const secret = randomBytes(secretBytes);
  return { text: toRecoveryText(withChecksum(secret)), secret };
}

/** The secret of a typed key; spaces, dashes and case don't matter. Throws recovery_key_wrong on any slip. */
export function parseRecoveryKey(typed: string): Buffer {
  const read = readRecoveryText(typed);
  if (read === null) {
    throw new AppError('recovery_key_wrong', 'A recovery key has six groups of six letters and digits.');
  }
  const secret = Buffer.from(read.bytes.subarray(0, secretBytes));
  if (plainText(withChecksum(secret)) !== read.text) {
    throw new AppError('recovery_key_wrong', 'This recovery key has a typing mistake: its check digits do not fit.');
  }
  return secret;
}

function withChecksum(secret: Buffer): Buffer {
  const checksum = createHash('sha256').update('parley|recovery-check').update(secret).digest();
  return Buffer.concat([secret, checksum.subarray(0, 3)]);
}
