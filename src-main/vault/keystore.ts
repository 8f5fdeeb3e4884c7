/**
 * The OS keystore: Electron's asynchronous safeStorage in the app (D8). `encrypt` and `decrypt` reject when it is
 * locked or has no key; the reason is in the message, as Electron words it.
 */
export interface Keystore {
  isAvailable: () => Promise<boolean>;
  /** `gnome_libsecret`, `kwallet6`, `basic_text`… on Linux; `keychain` and `dpapi` elsewhere. */
  backend: () => string;
  encrypt: (text: string) => Promise<Uint8Array>;
  /** `shouldReEncrypt`: the keystore has a newer key, so what was decrypted should be wrapped again. */
  decrypt: (encrypted: Uint8Array) => Promise<{ result: string; shouldReEncrypt: boolean }>;
}
