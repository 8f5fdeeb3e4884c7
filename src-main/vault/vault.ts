import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import { writeKeysFile, type KeysFile, type WorkspaceEntry, type Wrapped } from './keys-file.ts';
import { newRecoveryKey, parseRecoveryKey } from './recovery-key.ts';
import { deriveKey, seal, unseal } from './seal.ts';

/** Secrets of a bundled backend, as its start message wants them. They are made once and never change. */
export interface EmbeddedKeys {
  /** 32 bytes in base64. */
  databaseKey: string;
  jwtSecret: string;
  /** `kid:base64`, the ring of S-40. */
  encryptionKeys: string;
}

export interface WorkspaceKeys {
  database: Uint8Array;
  media: Uint8Array;
}

const noSalt = new Uint8Array();
const keyVersion = 1;

/**
 * The unlocked key hierarchy (reliability-security 3.1). The master key never leaves this object; callers get the data
 * key they need. Methods that make or forget keys have written keys.json when they return.
 */
export class Vault {
  readonly storage: 'encrypted' | 'memory';
  readonly #dir: string | null;
  readonly #masterKey: Buffer;
  #file: KeysFile;
  #locked = false;

  /** `dir` null: keys live and die with this object (D6). */
  constructor(dir: string | null, file: KeysFile, masterKey: Buffer) {
    this.storage = dir === null ? 'memory' : 'encrypted';
    this.#dir = dir;
    this.#file = file;
    this.#masterKey = masterKey;
  }

  /** Key of the settings file. */
  storeKey(): Uint8Array {
    return deriveKey(this.#master(), noSalt, 'store');
  }

  /** The data keys of a workspace; random ones are made the first time. */
  workspaceKeys(id: WorkspaceId): WorkspaceKeys {
    const entry = this.#entry(id);
    if (entry.database === undefined || entry.media === undefined) {
      const made = { database: this.#wrapNew(id, 'database'), media: this.#wrapNew(id, 'media') };
      this.#save(id, { ...entry, ...made }, 'keep');
      return this.workspaceKeys(id);
    }
    return {
      database: this.#unwrap(id, 'database', entry.database),
      media: this.#unwrap(id, 'media', entry.media),
    };
  }

  /** Null when there are none under this master key: make them, or `recoverEmbedded` when `isRecoverable`. */
  embeddedKeys(id: WorkspaceId): EmbeddedKeys | null {
    const { embedded } = this.#entry(id);
    return embedded === undefined ? null : parseEmbedded(this.#unwrap(id, 'embedded', embedded));
  }

  isRecoverable(id: WorkspaceId): boolean {
    return this.#entry(id).recovery !== undefined;
  }

  /**
   * Makes the secrets of a new bundled backend. The recovery key is returned this once and stored nowhere. Throws
   * conflict where a database under other secrets exists: nothing may be put beside it (ruling 42).
   */
  createEmbeddedKeys(id: WorkspaceId): { keys: EmbeddedKeys; recoveryKey: string } {
    const entry = this.#entry(id);
    if (entry.embedded !== undefined || entry.recovery !== undefined) {
      throw new AppError('conflict', 'This workspace has its keys already');
    }
    const keys: EmbeddedKeys = {
      databaseKey: randomBytes(32).toString('base64'),
      jwtSecret: randomBytes(48).toString('base64url'),
      encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
    };
    const bytes = Buffer.from(JSON.stringify(keys));
    const { text, secret } = newRecoveryKey();
    const salt = randomBytes(16);
    const recovery = {
      salt: salt.toString('base64'),
      sealed: seal(deriveKey(secret, salt, 'recovery'), bytes, contextOf(id, 'recovery', keyVersion)),
    };
    this.#save(id, { ...entry, embedded: this.#wrap(id, 'embedded', bytes), recovery }, 'keep');
    return { keys, recoveryKey: text };
  }

  /** Wraps the backend's secrets under this master key again. Throws recovery_key_wrong and changes nothing. */
  recoverEmbedded(id: WorkspaceId, recoveryKey: string): EmbeddedKeys {
    const entry = this.#entry(id);
    const bytes = openRecovery(id, entry, recoveryKey);
    this.#save(id, { ...entry, embedded: this.#wrap(id, 'embedded', bytes) }, 'keep');
    return parseEmbedded(bytes);
  }

  /** Forgets every key of a workspace (S-35): what they encrypted can't be read by anybody any more. */
  erase(id: WorkspaceId): void {
    const { [id]: _gone, ...workspaces } = this.#file.workspaces;
    this.#write({ ...this.#file, workspaces }, 'forget');
  }

  /** Forgets the keys that protect this desktop's copy, and keeps those of a bundled backend, which is the truth. */
  eraseLocalCopy(id: WorkspaceId): void {
    const { database: _database, media: _media, ...kept } = this.#entry(id);
    this.#save(id, kept, 'forget');
  }

  /** Overwrites the master key (S-34). The vault has to be opened again. */
  lock(): void {
    this.#masterKey.fill(0);
    this.#locked = true;
  }

  #master(): Buffer {
    if (this.#locked) throw new AppError('keystore_unavailable', 'Parley is locked');
    return this.#masterKey;
  }

  #entry(id: WorkspaceId): WorkspaceEntry {
    return this.#file.workspaces[id] ?? {};
  }

  #wrapNew(id: WorkspaceId, purpose: string): Wrapped {
    return this.#wrap(id, purpose, randomBytes(32));
  }

  #wrap(id: WorkspaceId, purpose: string, key: Uint8Array): Wrapped {
    return { version: keyVersion, sealed: seal(this.#master(), key, contextOf(id, purpose, keyVersion)) };
  }

  #unwrap(id: WorkspaceId, purpose: string, { version, sealed }: Wrapped): Buffer {
    const key = unseal(this.#master(), sealed, contextOf(id, purpose, version));
    if (key === null) throw new AppError('keystore_unavailable', `The ${purpose} key of this workspace is damaged`);
    return key;
  }

  #save(id: WorkspaceId, entry: WorkspaceEntry, former: 'keep' | 'forget'): void {
    this.#write({ ...this.#file, workspaces: { ...this.#file.workspaces, [id]: entry } }, former);
  }

  #write(file: KeysFile, former: 'keep' | 'forget'): void {
    if (this.#dir !== null) writeKeysFile(this.#dir, file, former);
    this.#file = file;
  }
}

/** The secrets under a typed recovery key. Throws recovery_key_wrong; needs no master key. */
export function openRecovery(id: WorkspaceId, { recovery }: WorkspaceEntry, recoveryKey: string): Buffer {
  const secret = parseRecoveryKey(recoveryKey);
  const key = recovery === undefined ? null : deriveKey(secret, Buffer.from(recovery.salt, 'base64'), 'recovery');
  const bytes = key === null ? null : unseal(key, recovery?.sealed ?? '', contextOf(id, 'recovery', keyVersion));
  if (bytes === null) {
    throw new AppError('recovery_key_wrong', 'This recovery key does not belong to the data on this computer.');
  }
  return bytes;
}

function contextOf(id: WorkspaceId, purpose: string, version: number): string {
  return `${id}|${purpose}|${version}`;
}

function parseEmbedded(bytes: Buffer): EmbeddedKeys {
  // Sealed by this program; the seal proves that it is unchanged.
  return JSON.parse(bytes.toString()) as EmbeddedKeys;
}
