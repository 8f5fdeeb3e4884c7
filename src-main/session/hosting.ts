import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/error.ts';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import type { WorkspaceInfo } from '#shared/app-state.ts';
import { Email, Password } from '#shared/user.ts';
import type { EmbeddedStart } from '#shared/wire/embedded.ts';
import { BackendStartError, type BackendSecrets } from '../backend/supervisor.ts';
import type { BackedUpCompany } from '../backup/backups.ts';
import { demoCompany } from '../demo/people.ts';
import type { RestClient } from '../sync/rest-client.ts';
import type { EmbeddedKeys, Vault } from '../vault/vault.ts';
import type { Profile } from './profile.ts';

/** A bundled backend as it is hosted here. */
export interface BundledBackend {
  readonly launchSecret: string;
  /** Resolves with the port. Throws BackendStartError. */
  start: (secrets: BackendSecrets, port: number) => Promise<number>;
  stop: () => Promise<void>;
}

/** The demo's stage: simulator, people, conversations. */
export interface DemoStage {
  /** The page on which one plays the customer; null while no demo runs. */
  readonly phoneUrl: string | null;
  /** Starts the simulator; the answer leads the backend to it instead of to Meta. */
  start: (stateFile: string) => Promise<Partial<EmbeddedStart>>;
  furnish: (call: RestClient['call'], backendUrl: string, onStep: (step: string) => void) => Promise<void>;
  resume: (call: RestClient['call'], backendUrl: string) => Promise<void>;
  stop: () => Promise<void>;
}

type Bundled = Exclude<WorkspaceInfo['mode'], 'team'>;

export interface HostingOptions {
  profile: Profile;
  /** One for the company of this computer, one for its demo: they run side by side. */
  backends: Record<Bundled, BundledBackend>;
  demo: DemoStage;
  /** The port a new backend takes (ruling 55). */
  firstPort: () => Promise<number>;
  createRestClient: (url: string, launchSecret?: string) => RestClient;
}

/** A company's database is here, but its key isn't (any more): its recovery key is needed (ruling 42). */
export class RecoveryKeyNeeded extends Error {
  override readonly name = 'RecoveryKeyNeeded';
}

/** Where a workspace's backend is now. */
export interface Address {
  url: string;
  launchSecret?: string;
}

/** What this desktop runs behind its workspaces: a bundled backend, a demo around it, or nothing for a team's server. */
export class Hosting {
  readonly #options: HostingOptions;

  constructor(options: HostingOptions) {
    this.#options = options;
  }

  get phoneUrl(): string | null {
    return this.#options.demo.phoneUrl;
  }

  /** Starts what the workspace needs. Throws RecoveryKeyNeeded, BackendStartError or AppError; nothing runs then. */
  async start({ id, mode, url }: WorkspaceInfo, vault: Vault): Promise<Address> {
    if (mode === 'team') return { url };
    await this.stop(mode);
    const keys = vault.embeddedKeys(id);
    if (keys === null) throw new RecoveryKeyNeeded();
    return this.#orStop(mode, async () => {
      const address = await this.#startBackend(mode, id, keys, portOf(url));
      if (mode === 'demo') await this.#options.demo.resume(this.#client(address).call, address.url);
      return address;
    });
  }

  /** A new company in a new database. The recovery key is in this answer and nowhere else. */
  async createCompany(
    vault: Vault,
    input: { company: string; name: string; email: string; password: string },
  ): Promise<{ info: WorkspaceInfo; address: Address; recoveryKey: string }> {
    if (!Email.safeParse(input.email).success) throw new AppError('invalid_input', 'This is not an e-mail address.');
    if (!Password.safeParse(input.password).success) {
      throw new AppError('invalid_input', 'The password must have 12 to 256 characters.');
    }
    const id = newId<WorkspaceId>();
    const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
    try {
      return await this.#orStop('embedded', async () => {
        const address = await this.#startBackend('embedded', id, keys, null);
        await this.#client(address).call('setUp', { body: input });
        return { info: { id, mode: 'embedded', name: input.company, url: address.url }, address, recoveryKey };
      });
    } catch (error) {
      // Nobody has seen this company yet: half of one must not stay.
      this.discardCompany(id, vault);
      throw error;
    }
  }

  discardCompany(id: WorkspaceId, vault: Vault): void {
    vault.erase(id);
    rmSync(this.#options.profile.backendDir('embedded', id), { recursive: true, force: true, maxRetries: 3 });
  }

  /** What a backup of this company needs, while its backend is hosted here. */
  backedUp(id: WorkspaceId, vault: Vault): BackedUpCompany | null {
    const keys = vault.embeddedKeys(id);
    const recovery = vault.recoverySeal(id);
    if (keys === null || recovery === null) return null;
    const dataDir = this.#options.profile.backendDir('embedded', id);
    return { id, dataDir, databaseKey: keys.databaseKey, recovery };
  }

  /** Where a backup is read to: nothing looks for a company there. */
  restorePlace(id: WorkspaceId): string {
    return `${this.#options.profile.backendDir('embedded', id)}.restoring`;
  }

  /** The restored company takes its place; what was there goes aside for 7 days. Nothing may run on it. */
  putInPlace(id: WorkspaceId, now: number): void {
    const { profile } = this.#options;
    const dir = profile.backendDir('embedded', id);
    if (existsSync(dir)) {
      const aside = join(profile.dir, 'aside', String(now), 'companies', id);
      mkdirSync(dirname(aside), { recursive: true, mode: 0o700 });
      renameSync(dir, aside);
    }
    renameSync(this.restorePlace(id), dir);
  }

  /** A new demo in the place of any older one. */
  async createDemo(vault: Vault, onStep: (step: string) => void): Promise<{ info: WorkspaceInfo; address: Address }> {
    const { profile, demo } = this.#options;
    await this.stop('demo');
    for (const old of profile.demos()) this.#removeDemo(old, vault);
    const id = newId<WorkspaceId>();
    // A demo that can't be opened any more is made anew, so its recovery key is of no use to anybody.
    const { keys } = vault.createEmbeddedKeys(id);
    try {
      return await this.#orStop('demo', async () => {
        onStep('Starting the simulator and the server');
        const address = await this.#startBackend('demo', id, keys, null);
        await demo.furnish(this.#client(address).call, address.url, onStep);
        return { info: { id, mode: 'demo', name: demoCompany, url: address.url }, address };
      });
    } catch (error) {
      this.#removeDemo(id, vault);
      throw error;
    }
  }

  /** Is there a company at this address, or does it wait for its first user? */
  async needsSetUp(address: Address): Promise<boolean> {
    return (await this.#client(address).call('health')).needsSetUp;
  }

  /** Ends what runs behind the workspace of this kind. */
  async stop(mode: WorkspaceInfo['mode']): Promise<void> {
    if (mode === 'team') return;
    await this.#options.backends[mode].stop();
    if (mode === 'demo') await this.#options.demo.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([this.stop('embedded'), this.stop('demo')]);
  }

  #client({ url, launchSecret }: Address): RestClient {
    return this.#options.createRestClient(url, launchSecret);
  }

  #removeDemo(id: WorkspaceId, vault: Vault): void {
    vault.erase(id);
    this.#options.profile.removeDemo(id);
  }

  async #startBackend(mode: Bundled, id: WorkspaceId, keys: EmbeddedKeys, kept: number | null) {
    const { profile, backends, demo, firstPort } = this.#options;
    const backend = backends[mode];
    const dataDir = profile.makeBackendDir(mode, id);
    const wanted = kept ?? (await firstPort());
    const stage =
      mode === 'demo'
        ? { ...(await demo.start(join(dataDir, 'simulator.json'))), publicUrl: urlOf(wanted) }
        : undefined;
    try {
      const port = await backend.start({ ...keys, dataDir, ...stage }, wanted);
      return { url: urlOf(port), launchSecret: backend.launchSecret };
    } catch (error) {
      const isRecoverable = mode === 'embedded' && error instanceof BackendStartError;
      if (isRecoverable && error.code === 'database_key_mismatch') throw new RecoveryKeyNeeded();
      throw error;
    }
  }

  async #orStop<T>(mode: Bundled, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.stop(mode);
      throw error;
    }
  }
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

function portOf(url: string): number | null {
  return URL.canParse(url) && new URL(url).port !== '' ? Number(new URL(url).port) : null;
}
