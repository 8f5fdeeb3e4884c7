import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import type { Key, Keychain } from './keychain.ts';

const MARK = 3;
const IV = 12;
const TAG = 16;

function encrypt({ mark, secret }: Key, plainText: string): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(mark), iv, cipher.getAuthTag(), body]);
}

function decrypt({ mark, secret }: Key, encrypted: Buffer): string | null {
  if (encrypted.subarray(0, MARK).toString('latin1') !== mark || encrypted.length < MARK + IV + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', secret, encrypted.subarray(MARK, MARK + IV));
  decipher.setAuthTag(encrypted.subarray(MARK + IV, MARK + IV + TAG));
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(MARK + IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * safeStorage over a keychain.
 * @param isReady Electron's own is of no use before the app is ready
 */
export function createSafeStorage(open: () => Keychain, isReady: () => boolean): SafeStorage {
  let opened: Keychain | null = null;
  const keychain = () => (opened ??= open());
  let usePlainText = false;

  function requireKeys(method: string): Key[] {
    if (!isReady()) throw new Error(`safeStorage cannot be used before app is ready (${method})`);
    const { state } = keychain();
    if (state === 'locked') throw new Error(`safeStorage.${method} is temporarily unavailable. Please try again.`);
    const keys = keychain().keys();
    if (keys.length === 0) throw new Error(`Error while using safeStorage.${method}. Encryption is not available.`);
    return keys;
  }

  function encryptWith(method: string, plainText: string): Buffer {
    if (typeof plainText !== 'string') throw new TypeError(`${method}: plainText must be a string`);
    const [current] = requireKeys(method);
    if (!current) throw new Error(`Error while encrypting the text provided to safeStorage.${method}.`);
    return encrypt(current, plainText);
  }

  function decryptWith(method: string, encrypted: Buffer): { result: string; shouldReEncrypt: boolean } {
    if (!Buffer.isBuffer(encrypted)) throw new TypeError(`${method}: encrypted must be a Buffer`);
    for (const [index, key] of requireKeys(method).entries()) {
      const result = decrypt(key, encrypted);
      // The key after the first is an older one, except where both are current.
      if (result !== null) return { result, shouldReEncrypt: index > 0 && keychain().state === 're-encrypt' };
    }
    throw new Error(`Error while decrypting the ciphertext provided to safeStorage.${method}.`);
  }

  return {
    async isAsyncEncryptionAvailable() {
      return isReady() && keychain().keys().length > 0;
    },
    encryptStringAsync: async (plainText) => encryptWith('encryptStringAsync', plainText),
    decryptStringAsync: async (encrypted) => decryptWith('decryptStringAsync', encrypted),
    getSelectedStorageBackend: () => (isReady() ? keychain().backend : 'unknown'),
    setUsePlainTextEncryption: (usePlain) => void (usePlainText = usePlain),
    /** The synchronous half counts a password everybody knows as no encryption, unless told to use it. */
    isEncryptionAvailable() {
      if (!isReady()) return false;
      return keychain().state === 'basic_text' ? usePlainText : keychain().keys().length > 0;
    },
    encryptString: (plainText) => encryptWith('encryptString', plainText),
    decryptString: (encrypted) => decryptWith('decryptString', encrypted).result,
  };
}
