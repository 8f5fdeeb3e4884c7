import { createHash, randomInt } from 'node:crypto';

// Without letters and digits that look alike. 16 of these 32 are 80 bits: a fast hash of them is enough.
const alphabet = 'abcdefghjkmnpqrstuvwxyz234567890';
const howMany = 10;

/** Ten new codes, as they are shown once: `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => Array.from({ length: 4 }, quartet).join('-'));
}

/** What is stored of a code, however it was typed. */
export function hashRecoveryCode(userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${userId} ${plain}`).digest('hex');
}

function quartet(): string {
  return Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
