import type { KeystoreProblem, Notice } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import type { Clock } from '../sync/clock.ts';
import { readKeysFile } from '../vault/keys-file.ts';
import type { Keystore } from '../vault/keystore.ts';
import { openMemoryVault, openVault, recoverVault, startOver } from '../vault/open-vault.ts';
import { createPassphraseKeystore, passphraseBackend } from '../vault/passphrase-keystore.ts';
import { Vault } from '../vault/vault.ts';
import { aNotice } from './notices.ts';
import type { Profile } from './profile.ts';

/** The keys are open, and with them the settings. */
export interface Unlocked {
  vault: Vault;
  settings: SettingsStore;
  notices: Notice[];
}

/** The keys stay closed (S-33). */
export interface Locked {
  problem: KeystoreProblem;
  /** The keychain's name, as the screen says it. */
  backend: string;
  unsent: number | null;
  /** A company on this computer whose recovery key would open it; null when there is none. */
  recoverable: WorkspaceId | null;
}

/** Every way to open the key hierarchy, or to replace it, each ending in {@link Unlocked} or the reason why not. */
export class Keys {
  readonly #profile: Profile;
  readonly #keystore: Keystore;
  readonly #clock: Clock;

  constructor(profile: Profile, keystore: Keystore, clock: Clock) {
    this.#profile = profile;
    this.#keystore = keystore;
    this.#clock = clock;
  }

  async open(): Promise<Unlocked | Locked> {
    const file = readKeysFile(this.#profile.dir);
    if (file !== null && file !== 'damaged' && file.backend === passphraseBackend) {
      return { problem: 'passphrase', backend: '', unsent: this.#profile.unsent(), recoverable: null };
    }
    const found = await openVault(this.#place());
    if (found.state === 'ready') return this.#unlocked(found.vault, found.rewrapped ? [aNotice('keys_rewrapped')] : []);
    const { state: problem, backend, formerBackend } = found;
    const companies = this.#profile.companies();
    const isLost = problem === 'mismatch' || problem === 'backend_changed';
    return {
      problem,
      backend: problem === 'backend_changed' ? (formerBackend ?? backend) : backend,
      unsent: this.#profile.unsent(),
      recoverable: isLost ? (found.recoverable.find((id) => companies.includes(id)) ?? null) : null,
    };
  }

  /**
   * Without a keychain: opens the keys that are under this passphrase, or makes new ones on first start. Throws
   * unauthenticated when it is another one.
   */
  async openWith(passphrase: string): Promise<Unlocked | Locked> {
    const file = readKeysFile(this.#profile.dir);
    // Keys that a keychain has are its own: there is nothing here that a passphrase could open.
    if (file === 'damaged' || (file !== null && file.backend !== passphraseBackend)) return this.open();
    const found = await openVault({ ...this.#place(), keystore: createPassphraseKeystore(passphrase) });
    if (found.state === 'ready') return this.#unlocked(found.vault, []);
    throw new AppError('unauthenticated', 'This is not the passphrase of this computer’s Parley.');
  }

  /** As {@link startOver}, with new keys under a passphrase. */
  async startOverWith(passphrase: string): Promise<Unlocked | Locked> {
    const keystore = createPassphraseKeystore(passphrase);
    return this.#taken(await startOver({ ...this.#place(), keystore, lostFiles: this.#lostFiles }));
  }

  /** Nothing of this session is ever on disk (D6). */
  openInMemory(): Unlocked {
    return this.#unlocked(openMemoryVault(), [aNotice('memory_only')]);
  }

  /** New keys; what was under the old ones goes aside for 7 days. */
  async startOver(): Promise<Unlocked | Locked> {
    return this.#taken(await startOver({ ...this.#place(), lostFiles: this.#lostFiles }));
  }

  /** New keys, and a company's own under them again. Throws recovery_key_wrong before anything is moved. */
  async recover(workspaceId: WorkspaceId, recoveryKey: string): Promise<Unlocked | Locked> {
    const place = { ...this.#place(), lostFiles: this.#lostFiles };
    return this.#taken(await recoverVault({ ...place, workspaceId, recoveryKey }));
  }

  readonly #lostFiles = (recoverable: readonly WorkspaceId[]): string[] => this.#profile.lostFiles(recoverable);

  #place() {
    return { dir: this.#profile.dir, keystore: this.#keystore, now: this.#clock.now() };
  }

  #taken(vault: Vault | KeystoreProblem): Unlocked | Promise<Unlocked | Locked> {
    return vault instanceof Vault ? this.#unlocked(vault, [aNotice('keys_replaced')]) : this.open();
  }

  #unlocked(vault: Vault, notices: Notice[]): Unlocked {
    const key = vault.storage === 'memory' ? null : vault.storeKey();
    const settings = new SettingsStore({ dir: this.#profile.dir, key, now: this.#clock.now() });
    if (settings.condition === 'unreadable') notices.push(aNotice('settings_lost'));
    return { vault, settings, notices };
  }
}
