import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createExclusively } from './exclusive-file.ts';

/** The conditions of a desktop's keyring that a test can bring about by STANDIN_KEYCHAIN. */
export const keychainStates = [
  'available',
  'unavailable',
  'locked',
  'basic_text',
  'lost',
  're-encrypt',
  'kwallet',
] as const;
export type KeychainState = (typeof keychainStates)[number];

export type Backend = 'basic_text' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'unknown';

/** One key and the mark its ciphertexts begin with. */
export interface Key {
  mark: string;
  secret: Buffer;
}

export interface Keychain {
  state: KeychainState;
  backend: Backend;
  /** The first encrypts, all decrypt; decrypting with another than the first asks to encrypt anew. */
  keys(): Key[];
}

/**
 * The key is the operating system user's, not the profile's: a profile copied to another user stays shut.
 * @param passwordStore the switch --password-store, which picks a keyring as in Electron
 */
export function openKeychain(env: NodeJS.ProcessEnv, passwordStore: string | undefined): Keychain {
  const asked = (env.STANDIN_KEYCHAIN || 'available') as KeychainState;
  if (!keychainStates.includes(asked)) {
    throw new Error(`electron stand-in: STANDIN_KEYCHAIN=${asked} is not one of ${keychainStates.join(', ')}`);
  }
  const state = passwordStore === undefined ? asked : storeState(asked, passwordStore);
  const derive = (purpose: string) => deriveKey(readOrCreate(keychainFile(env)), purpose);
  const own = () => ({ mark: 'v11', secret: derive('own') });
  const rotated = () => ({ mark: 'v12', secret: derive('rotated') });
  switch (state) {
    case 'unavailable':
    case 'locked':
      return { state, backend: 'gnome_libsecret', keys: () => [] };
    case 'basic_text':
      // As Chromium does without a keyring: a password everybody knows.
      return {
        state,
        backend: 'basic_text',
        keys: () => [{ mark: 'v10', secret: deriveKey(Buffer.from('peanuts'), 'basic_text') }],
      };
    case 'lost':
      return { state, backend: 'gnome_libsecret', keys: () => [{ mark: 'v11', secret: derive('lost') }] };
    case 'kwallet':
      return { state, backend: 'kwallet6', keys: () => [{ mark: 'v11', secret: derive('kwallet') }] };
    case 're-encrypt':
      return { state, backend: 'gnome_libsecret', keys: () => [rotated(), own()] };
    case 'available':
      return { state, backend: 'gnome_libsecret', keys: () => [own(), rotated()] };
  }
}

function storeState(asked: KeychainState, passwordStore: string): KeychainState {
  if (passwordStore === 'basic') return 'basic_text';
  if (passwordStore.startsWith('kwallet')) return 'kwallet';
  return asked === 'kwallet' ? 'available' : asked;
}

export function keychainFile(env: NodeJS.ProcessEnv): string {
  if (env.STANDIN_KEYCHAIN_FILE) return path.resolve(env.STANDIN_KEYCHAIN_FILE);
  const data = env.XDG_DATA_HOME || path.join(os.homedir(), '.local/share');
  return path.join(data, 'electron-stand-in', 'keychain');
}

function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'electron-stand-in', purpose, 32));
}

function readOrCreate(file: string): Buffer {
  for (;;) {
    try {
      const secret = readFileSync(file);
      if (secret.length !== 32) throw new Error(`electron stand-in: ${file} is not a keychain file (32 bytes)`);
      return secret;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    createExclusively(file, randomBytes(32));
  }
}
