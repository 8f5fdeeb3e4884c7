import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import type { Keystore } from './keystore.ts';
import { seal, unseal } from './seal.ts';

/** In keys.json, in the place of a keychain's name. */
export const passphraseBackend = 'passphrase';

// argon2id, 64 MiB, three rounds: about 130 ms for the person, and for each guess of somebody who has the files.
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 };
const saltBytes = 16;
const context = 'passphrase|1';

/**
 * Stands in for the keychain where there is none (S-34): wraps with a key that is made from what the person types. What
 * another passphrase wrapped is refused as Electron refuses it.
 */
export function createPassphraseKeystore(passphrase: string): Keystore {
  const keyFor = (salt: Uint8Array): Promise<Buffer> => hashRaw(passphrase.normalize('NFKC'), { ...cost, salt });
  return {
    isAvailable: async () => true,
    backend: () => passphraseBackend,
    encrypt: async (text) => {
      const salt = randomBytes(saltBytes);
      return Buffer.concat([salt, Buffer.from(seal(await keyFor(salt), Buffer.from(text), context), 'base64')]);
    },
    decrypt: async (encrypted) => {
      const bytes = Buffer.from(encrypted);
      const salt = bytes.subarray(0, saltBytes);
      const plain = unseal(await keyFor(salt), bytes.subarray(saltBytes).toString('base64'), context);
      if (plain === null) throw new Error('This is not the passphrase.');
      return { result: plain.toString(), shouldReEncrypt: false };
    },
  };
}
