import { randomBytes } from 'node:crypto';
import type { RecoverySeal } from '#shared/backup.ts';
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

/** What a recovery key brings back: the backend's secrets and the keys of this desktop's copy (its unsent messages). */
const recoverable = ['embedded', 'database', 'media'] as const;
/** In base64. */
type Recoverable = Partial<Record<(typeof recoverable)[number], string>>;

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
      this.#save(id, this.#sealAnew(id, { ...entry, ...made }), 'keep');
      return this.workspaceKeys(id);
    }
    return {
      database: this.#unwrap(id, 'database', entry.database),
      media: this.#unwrap(id, 'media', entry.media),
    };
  }

  /** Null when there are none under this master key: make them, or `recover` when `isRecoverable`. */
  embeddedKeys(id: WorkspaceId): EmbeddedKeys | null {
    const { embedded } = this.#entry(id);
    return embedded === undefined ? null : parseEmbedded(this.#unwrap(id, 'embedded', embedded));
  }

  isRecoverable(id: WorkspaceId): boolean {
    return this.#entry(id).recovery !== undefined;
  }

  /**
   * Makes the secrets of a new bundled backend. The recovery key is returned this once and stored nowhere; it covers
   * every key of the workspace, also those made later. Throws conflict where a database under other secrets exists:
   * nothing may be put beside it (ruling 42).
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
    const { text, secret } = newRecoveryKey();
    const salt = randomBytes(16);
    const made = {
      embedded: this.#wrap(id, 'embedded', Buffer.from(JSON.stringify(keys))),
      recovery: { salt: salt.toString('base64'), sealed: '' },
      recoverySeal: this.#wrap(id, 'recoverySeal', deriveKey(secret, salt, 'recovery')),
    };
    this.#save(id, this.#sealAnew(id, { ...entry, ...made }), 'keep');
    return { keys, recoveryKey: text };
  }

  /** What a backup needs to be opened with the recovery key alone; null when there is no such key, or its seal is locked. */
  recoverySeal(id: WorkspaceId): RecoverySeal | null {
    const { recovery, recoverySeal } = this.#entry(id);
    return recoverySeal === undefined ? null : (recovery ?? null);
  }

  /** A new recovery key in the place of the old one, which opens older backups still. Returned this once. */
  renewRecoveryKey(id: WorkspaceId): string {
    const entry = this.#entry(id);
    if (entry.embedded === undefined) throw new AppError('not_found', 'There is no company on this computer.');
    const { text, secret } = newRecoveryKey();
    const salt = randomBytes(16);
    const made = {
      recovery: { salt: salt.toString('base64'), sealed: '' },
      recoverySeal: this.#wrap(id, 'recoverySeal', deriveKey(secret, salt, 'recovery')),
    };
    this.#save(id, this.#sealAnew(id, { ...entry, ...made }), 'forget');
    return text;
  }

  /** Takes in the keys of a workspace that comes from a backup. Throws recovery_key_wrong and changes nothing. */
  adopt(id: WorkspaceId, recovery: RecoverySeal, recoveryKey: string): void {
    openRecovery(id, { recovery }, recoveryKey);
    if (this.embeddedKeys(id) !== null) return;
    this.#save(id, { ...this.#entry(id), recovery, recoverySeal: undefined }, 'keep');
    this.recover(id, recoveryKey);
  }

  /** Wraps every key of the workspace under this master key again. Throws recovery_key_wrong and changes nothing. */
  recover(id: WorkspaceId, recoveryKey: string): void {
    const entry = this.#entry(id);
    const { sealKey, keys } = openRecovery(id, entry, recoveryKey);
    const recovered: WorkspaceEntry = { ...entry, recoverySeal: this.#wrap(id, 'recoverySeal', sealKey) };
    for (const purpose of recoverable) {
      const key = keys[purpose];
      if (key !== undefined) recovered[purpose] = this.#wrap(id, purpose, Buffer.from(key, 'base64'));
    }
    this.#save(id, recovered, 'keep');
  }

  /** Forgets every key of a workspace (S-35): what they encrypted can't be read by anybody any more. */
  erase(id: WorkspaceId): void {
    const { [id]: _gone, ...workspaces } = this.#file.workspaces;
    this.#write({ ...this.#file, workspaces }, 'forget');
  }

  /** Forgets the keys that protect this desktop's copy, and keeps those of a bundled backend, which is the truth. */
  eraseLocalCopy(id: WorkspaceId): void {
    const { database: _database, media: _media, ...kept } = this.#entry(id);
    this.#save(id, this.#sealAnew(id, kept), 'forget');
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

  /** The entry with its keys of now in the recovery seal. Throws conflict while they wait for the recovery key. */
  #sealAnew(id: WorkspaceId, entry: WorkspaceEntry): WorkspaceEntry {
    if (entry.recovery === undefined) return entry;
    // The seal may hold keys that nothing else holds: it must not be replaced unread.
    if (entry.recoverySeal === undefined) {
      throw new AppError('conflict', 'This workspace’s keys come back with its recovery key; enter it first.');
    }
    const keys: Recoverable = {};
    for (const purpose of recoverable) {
      const wrapped = entry[purpose];
      if (wrapped !== undefined) keys[purpose] = this.#unwrap(id, purpose, wrapped).toString('base64');
    }
    const sealKey = this.#unwrap(id, 'recoverySeal', entry.recoverySeal);
    const sealed = seal(sealKey, Buffer.from(JSON.stringify(keys)), contextOf(id, 'recovery', keyVersion));
    return { ...entry, recovery: { ...entry.recovery, sealed } };
  }

  #save(id: WorkspaceId, entry: WorkspaceEntry, former: 'keep' | 'forget'): void {
    this.#write({ ...this.#file, workspaces: { ...this.#file.workspaces, [id]: entry } }, former);
  }

  #write(file: KeysFile, former: 'keep' | 'forget'): void {
    if (this.#dir !== null) writeKeysFile(this.#dir, file, former);
    this.#file = file;
  }
}

/** The key of a backup's database. Throws recovery_key_wrong. */
export function openBackupKey(id: WorkspaceId, recovery: RecoverySeal, recoveryKey: string): string {
  const { embedded } = openRecovery(id, { recovery }, recoveryKey).keys;
  if (embedded === undefined) throw new AppError('recovery_key_wrong', 'This backup holds no keys of a company.');
  return parseEmbedded(Buffer.from(embedded, 'base64')).databaseKey;
}

/** The keys under a typed recovery key. Throws recovery_key_wrong; needs no master key. */
export function openRecovery(
  id: WorkspaceId,
  { recovery }: WorkspaceEntry,
  recoveryKey: string,
): { sealKey: Buffer; keys: Recoverable } {
  const secret = parseRecoveryKey(recoveryKey);
  const sealKey = deriveKey(secret, Buffer.from(recovery?.salt ?? '', 'base64'), 'recovery');
  const bytes = unseal(sealKey, recovery?.sealed ?? '', contextOf(id, 'recovery', keyVersion));
  if (bytes === null) {
    throw new AppError('recovery_key_wrong', 'This recovery key does not belong to the data on this computer.');
  }
  // Sealed by this program; the seal proves that it is unchanged.
  return { sealKey, keys: JSON.parse(bytes.toString()) as Recoverable };
}

function contextOf(id: WorkspaceId, purpose: string, version: number): string {
  return `${id}|${purpose}|${version}`;
}

function parseEmbedded(bytes: Buffer): EmbeddedKeys {
  // Sealed by this program; the seal proves that it is unchanged.
  return JSON.parse(bytes.toString()) as EmbeddedKeys;
}
