import { createHash } from 'node:crypto';
import type { Keystore } from './keystore.ts';
import { seal, unseal } from './seal.ts';

/** An OS keystore for tests, with a switch for each state of S-33. `machine` names the user and computer. */
export interface FakeKeystore extends Keystore {
  machine: string;
  name: string;
  condition: 'open' | 'locked' | 'none' | 'wrong_value' | 're_encrypt';
}

export function fakeKeystore(machine = 'laptop'): FakeKeystore {
  const key = (): Buffer => createHash('sha256').update(keystore.machine).digest();
  const refuse = (method: string): void => {
    if (keystore.condition === 'locked') {
      throw new Error(`safeStorage.${method} is temporarily unavailable. Please try again.`);
    }
    if (keystore.condition === 'none') throw new Error(`safeStorage.${method}: encryption is not available.`);
  };
  const keystore: FakeKeystore = {
    machine,
    name: 'gnome_libsecret',
    condition: 'open',
    isAvailable: async () => keystore.condition !== 'locked' && keystore.condition !== 'none',
    backend: () => keystore.name,
    encrypt: async (text) => {
      refuse('encryptStringAsync');
      return Buffer.from(seal(key(), Buffer.from(text), 'os'), 'base64');
    },
    decrypt: async (encrypted) => {
      refuse('decryptStringAsync');
      if (keystore.condition === 'wrong_value') return { result: 'bm90IHRoZSBrZXk=', shouldReEncrypt: false };
      const bytes = unseal(key(), Buffer.from(encrypted).toString('base64'), 'os');
      if (bytes === null) throw new Error('Error while decrypting the ciphertext.');
      return { result: bytes.toString(), shouldReEncrypt: keystore.condition === 're_encrypt' };
    },
  };
  return keystore;
}
