import type { SafeStorage } from 'electron';
import type { Keystore } from '../vault/keystore.ts';

/** The system's keychain through Electron's asynchronous API only (D8). Usable once the app is ready. */
export function createOsKeystore(safeStorage: SafeStorage, platform: NodeJS.Platform): Keystore {
  return {
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    backend: () => {
      if (platform === 'linux') return safeStorage.getSelectedStorageBackend();
      return platform === 'darwin' ? 'keychain' : 'dpapi';
    },
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: (encrypted) => safeStorage.decryptStringAsync(Buffer.from(encrypted)),
  };
}
