import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#shared/error.ts';

// A recovery key is 160 random bits with 20 bits of checksum, as 36 characters in six groups that a person can write
// down: Crockford's base32 has no I, L, O or U, and reading takes the first three for the digits they look like.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretBytes = 20;
const characters = 36;

export interface RecoveryKey {
  /** `7K2QMX-…`, shown once. */
  text: string;
  secret: Buffer;
}

export function newRecoveryKey(): RecoveryKey {
  const secret = randomBytes(secretBytes);
  const text = toBase32(Buffer.concat([secret, checksum(secret)])).slice(0, characters);
  return { text: text.match(/.{6}/g)?.join('-') ?? text, secret };
}

/** The secret of a typed key; spaces, dashes and case don't matter. Throws recovery_key_wrong on any slip. */
export function parseRecoveryKey(typed: string): Buffer {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (text.length !== characters || [...text].some((char) => !alphabet.includes(char))) {
    throw new AppError('recovery_key_wrong', 'A recovery key has six groups of six letters and digits.');
  }
  const bytes = fromBase32(`${text}0`);
  const secret = bytes.subarray(0, secretBytes);
  if (toBase32(Buffer.concat([secret, checksum(secret)])).slice(0, characters) !== text) {
    throw new AppError('recovery_key_wrong', 'This recovery key has a typing mistake: its check digits do not fit.');
  }
  return secret;
}

function checksum(secret: Buffer): Buffer {
  return createHash('sha256').update('parley|recovery-check').update(secret).digest().subarray(0, 3);
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
