// The desktop's state machine: which screen there is, and every way from one to another. Longer than most files because
// all ways share the one phase; what a step does lies in keys, hosting and workspace.
import { hostname } from 'node:os';
import type { AppState, Notice, WorkspaceInfo } from '#shared/app-state.ts';
import { AppError, toErrorShape } from '#shared/error.ts';
import { newId, type ClientId, type WorkspaceId } from '#shared/ids.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import type { BackedUpCompany, BackupStore } from '../backup/backups.ts';
import type { BackupOnDisk } from '../backup/find-backups.ts';
import { BackendStartError } from '../backend/supervisor.ts';
import { demoPassword, demoPeople, maya } from '../demo/people.ts';
import type { LockStore } from '../lock/app-lock.ts';
import type { SettingsStore, StoredWorkspace } from '../settings/settings-store.ts';
import type { Clock } from '../sync/clock.ts';
import { openBackupKey } from '../vault/vault.ts';
import type { Credentials, Workspace, WorkspaceOptions } from '../workspace/workspace-api.ts';
import { RecoveryKeyNeeded, type Address, type Hosting } from './hosting.ts';
import type { Keys, Locked, Unlocked } from './keys.ts';
import type { Profile } from './profile.ts';
import { toServerUrl } from './server-url.ts';

export interface SessionOptions {
  profile: Profile;
  keys: Keys;
  hosting: Hosting;
  clock: Clock;
  openWorkspace: (options: WorkspaceOptions) => Promise<Workspace>;
  /** The built worker of the store. */
  workerUrl: URL;
  /** A first run goes straight into the demo. */
  beginWithDemo: boolean;
  onState: (state: AppState) => void;
  /** The signed-in workspace, or null when there is none any more. */
  onWorkspace: (workspace: Workspace | null) => void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** The workspace that is open on this desktop, signed in or not. */
interface Opened {
  record: StoredWorkspace;
  address: Address;
  /** null after its files were erased; the next sign-in opens it anew. */
  workspace: Workspace | null;
  signedIn: boolean;
}

export class Session {
  readonly #options: SessionOptions;
  #state: AppState = { phase: 'starting', step: 'Opening the keychain' };
  #unlocked: Unlocked | null = null;
  #opened: Opened | null = null;
  /** The company whose recovery key is asked for: its keyring is lost, or only its database's key is. */
  #recovery: { of: 'keyring' | 'database'; info: WorkspaceInfo } | null = null;
  #cancelRetry: () => void = () => undefined;
  /** One way at a time: a second click waits for the first. */
  #last: Promise<unknown> = Promise.resolve();
  #isBusy = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get state(): AppState {
    return this.#state;
  }

  /** Of this desktop; the defaults until the keychain is open. */
  settings(): Settings {
    return this.#unlocked?.settings.settings() ?? defaultSettings;
  }

  settingsStore(): SettingsStore {
    return this.#getUnlocked().settings;
  }

  /** null until the keychain is open. */
  get lockStore(): LockStore | null {
    return this.#unlocked?.settings ?? null;
  }

  /** null until the keychain is open. */
  get backupStore(): BackupStore | null {
    return this.#unlocked?.settings ?? null;
  }

  /** Throws unauthenticated while nobody is signed in. */
  workspace(): Workspace {
    if (!this.#opened?.signedIn || this.#opened.workspace === null) {
      throw new AppError('unauthenticated', 'Nobody is signed in on this desktop.');
    }
    return this.#opened.workspace;
  }

  start(): Promise<void> {
    return this.#next(() => this.#unlock(firstRetryMs));
  }

  tryDemo(): Promise<void> {
    return this.#next(() => {
      this.#getUnlocked();
      const isOpen = this.#opened?.record.mode === 'demo' && this.#opened.signedIn;
      return isOpen ? Promise.resolve() : this.#orFail(() => this.#openDemo());
    });
  }

  setUp(input: { company: string; name: string; email: string; password: string }): Promise<{ recoveryKey: string }> {
    return this.#next(async () => {
      const { vault } = this.#getUnlocked();
      if (vault.storage === 'memory') {
        const why = 'Without a keychain the company’s data could not be opened again. Start the keychain first.';
        throw new AppError('keystore_unavailable', why);
      }
      if (this.#ownCompany() !== undefined) {
        const why = 'There is a company on this computer already. Quit Parley and start it again to open it.';
        throw new AppError('conflict', why);
      }
      await this.#close();
      const { info, address, recoveryKey } = await this.#options.hosting.createCompany(vault, input);
      await this.#use(this.#remember(info), address);
      // From here on the recovery key must reach the person, whatever else goes wrong.
      await this.#signIn(input).catch((error: unknown) => this.#askToSignIn(toErrorShape(error).message));
      return { recoveryKey };
    });
  }

  connect(input: { url: string }): Promise<void> {
    return this.#next(async () => {
      const address = { url: toServerUrl(input.url) };
      const needsSetUp = await this.#options.hosting.needsSetUp(address);
      await this.#close();
      const known = this.settingsStore()
        .workspaces()
        .find(({ mode, url }) => mode === 'team' && url === address.url);
      const name = new URL(address.url).host;
      const record = known ?? { id: newId<WorkspaceId>(), mode: 'team' as const, name, url: address.url };
      await this.#use(this.#remember(record), address);
      await this.#resume(needsSetUp);
    });
  }

  /** The company on this computer that is open, for its backups. */
  company(): BackedUpCompany | null {
    const record = this.#opened?.record;
    if (record?.mode !== 'embedded' || this.#unlocked === null) return null;
    return this.#options.hosting.backedUp(record.id, this.#unlocked.vault);
  }

  /**
   * Puts a backup in the place of the company on this computer, or of none. `copy` reads it into a folder beside; until
   * that is done nothing is touched. Whoever is signed in proves who they are first (ruling 29).
   */
  async restore(
    { head, path }: BackupOnDisk,
    recoveryKey: string,
    copy: (order: BackupOrder) => Promise<unknown>,
  ): Promise<void> {
    const { vault } = this.#getUnlocked();
    const id = head.workspaceId;
    if (vault.storage === 'memory') {
      const why = 'Without a keychain the company’s data could not be opened again. Start the keychain first.';
      throw new AppError('keystore_unavailable', why);
    }
    const here = this.#options.profile.companies().filter((each) => each !== id);
    if (here.length > 0) throw new AppError('conflict', 'Another company is on this computer: restore on one without.');
    const databaseKey = openBackupKey(id, head.recovery, recoveryKey);
    if (this.#opened?.signedIn) this.workspace().assertFresh();
    const { hosting, clock } = this.#options;
    await copy({ type: 'restore', databaseKey, backup: path, dataDir: hosting.restorePlace(id) });
    await this.#next(() =>
      this.#orFail(async () => {
        this.#set({ phase: 'starting', step: 'Restoring the backup' });
        await this.#close();
        hosting.putInPlace(id, clock.now());
        vault.adopt(id, head.recovery, recoveryKey);
        // The restored server knows no sign-in of before.
        this.settingsStore().tokens(id).save(null);
        await this.#open(this.settingsStore().workspace(id) ?? companyInfo(id));
      }),
    );
  }

  /** Shown this once; the old one opens nothing but older backups from then on. */
  async renewRecoveryKey(): Promise<{ recoveryKey: string }> {
    const company = this.company();
    if (company === null) throw new AppError('conflict', 'No company on this computer is open.');
    this.workspace().assertFresh();
    return { recoveryKey: this.#getUnlocked().vault.renewRecoveryKey(company.id) };
  }

  signIn(input: Credentials): Promise<void> {
    return this.#next(async () => {
      if (this.#state.phase !== 'sign_in') throw new AppError('conflict', 'Nobody is asked to sign in right now.');
      await this.#signIn(input);
    });
  }

  signOut(): Promise<void> {
    return this.#next(async () => {
      await this.#endSession();
      this.#askToSignIn(null);
    });
  }

  switchDemoUser({ email }: { email: string }): Promise<void> {
    return this.#next(async () => {
      const person = demoPeople.find((each) => each.email === email);
      if (this.#opened?.record.mode !== 'demo' || person === undefined) {
        throw new AppError('invalid_input', 'Only the demo’s own people can be chosen.');
      }
      await this.#orFail(async () => {
        this.#set({ phase: 'starting', step: `Going on as ${person.name}` });
        await this.#endSession();
        await this.#signIn({ email: person.email, password: demoPassword });
      });
    });
  }

  leave(): Promise<void> {
    return this.#next(async () => {
      await this.#close();
      const wasAsked = this.#recovery !== null;
      this.#recovery = null;
      // Without keys there is no first run either; the keychain's own screen has the other ways out.
      if (this.#unlocked === null) return this.#unlock(firstRetryMs, !wasAsked);
      this.#unlocked.settings.setCurrent(null);
      this.#set({ phase: 'first_run' });
      return undefined;
    });
  }

  dismissNotice({ id }: { id: string }): void {
    const unlocked = this.#unlocked;
    if (unlocked === null) return;
    unlocked.notices = unlocked.notices.filter((notice) => notice.id !== id);
    this.#showReady();
  }

  readonly keystore = {
    retry: (): Promise<void> => this.#whileLocked(() => this.#unlock(firstRetryMs)),
    continueInMemory: (): Promise<void> => this.#whileLocked(() => this.#take(this.#options.keys.openInMemory())),
    startOver: (): Promise<void> =>
      this.#whileLocked(async () => this.#take(await this.#options.keys.startOver(), firstRetryMs, false)),
    recover: ({ recoveryKey }: { recoveryKey: string }): Promise<void> => this.#next(() => this.#recover(recoveryKey)),
    passphrase: ({ passphrase }: { passphrase: string }): Promise<void> =>
      this.#whileLocked(async () => this.#take(await this.#options.keys.openWith(passphrase))),
    startOverWith: ({ passphrase }: { passphrase: string }): Promise<void> =>
      this.#whileLocked(async () =>
        this.#take(await this.#options.keys.startOverWith(passphrase), firstRetryMs, false),
      ),
  };

  /** Ends everything this desktop runs. The session itself is resumed at the next start. */
  stop(): Promise<void> {
    this.#cancelRetry();
    // Whatever is being started is called off rather than waited for.
    if (this.#isBusy) void this.#options.hosting.stop().catch((error: unknown) => console.error('session:', error));
    return this.#next(async () => {
      const record = this.#opened?.record;
      await this.#close();
      // Its keys were in memory only: nobody will ever read it again.
      const isUnreadable = record?.mode === 'demo' && this.#unlocked?.vault.storage === 'memory';
      if (isUnreadable) this.#options.profile.removeDemo(record.id);
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      this.#isBusy = true;
      try {
        return await work();
      } finally {
        this.#isBusy = false;
      }
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  #whileLocked(work: () => Promise<void>): Promise<void> {
    return this.#next(() => (this.#unlocked === null ? work() : Promise.resolve()));
  }

  #set(state: AppState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #getUnlocked(): Unlocked {
    if (this.#unlocked === null) throw new AppError('keystore_unavailable', 'Parley’s keys are not open yet.');
    return this.#unlocked;
  }

  /** S-33. A locked keychain is tried again by itself, after 1, 2, 4 … 30 seconds. */
  async #unlock(retryMs: number, offerRecovery = true): Promise<void> {
    await this.#take(await this.#options.keys.open(), retryMs, offerRecovery);
  }

  async #take(found: Unlocked | Locked, retryMs = firstRetryMs, offerRecovery = true): Promise<void> {
    this.#cancelRetry();
    if ('vault' in found) {
      this.#unlocked = found;
      this.#recovery = null;
      return this.#openCurrent();
    }
    const { problem, backend, unsent, recoverable } = found;
    if (offerRecovery && recoverable !== null) return this.#askForRecoveryKey('keyring', companyInfo(recoverable));
    this.#set({ phase: 'keystore', problem, backend, unsent });
    if (problem === 'locked') {
      const again = Math.min(longestRetryMs, retryMs * 2);
      this.#cancelRetry = this.#options.clock.after(retryMs, () => {
        this.#whileLocked(() => this.#unlock(again)).catch((error: unknown) => console.error('session:', error));
      });
    }
    return undefined;
  }

  async #recover(recoveryKey: string): Promise<void> {
    if (this.#recovery === null) throw new AppError('conflict', 'No recovery key is asked for right now.');
    const { of, info } = this.#recovery;
    if (of === 'keyring') {
      // It is opened as a company nobody knows of any more: the list of workspaces went with the old keys.
      await this.#take(await this.#options.keys.recover(info.id, recoveryKey), firstRetryMs, false);
      return;
    }
    this.#getUnlocked().vault.recover(info.id, recoveryKey);
    this.#recovery = null;
    await this.#orFail(() => this.#open(info));
  }

  #askForRecoveryKey(of: 'keyring' | 'database', info: WorkspaceInfo): void {
    this.#recovery = { of, info };
    this.#set({ phase: 'recovery', workspace: toInfo(info), error: null });
  }

  async #openCurrent(): Promise<void> {
    const { settings } = this.#getUnlocked();
    const id = settings.current();
    // A company that was left is opened again at the next start: there is no other way back to it.
    const info = (id === null ? this.#ownCompany() : settings.workspace(id)) ?? this.#forgottenCompany();
    if (info !== undefined) await this.#orFail(() => this.#open(info));
    else if (this.#options.beginWithDemo) await this.#orFail(() => this.#openDemo());
    else this.#set({ phase: 'first_run' });
  }

  #ownCompany(): WorkspaceInfo | undefined {
    return this.settingsStore()
      .workspaces()
      .find(({ mode }) => mode === 'embedded');
  }

  /** A company's database that the settings know nothing of: they were lost, or the set-up was cut short. */
  #forgottenCompany(): WorkspaceInfo | undefined {
    const { settings, vault } = this.#getUnlocked();
    const id = this.#options.profile
      .companies()
      .find(
        (each) =>
          settings.workspace(each) === undefined && (vault.embeddedKeys(each) !== null || vault.isRecoverable(each)),
      );
    return id === undefined ? undefined : companyInfo(id);
  }

  /** What could not be opened is told on a screen of its own, with a way out. */
  async #orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      console.error('session:', error);
      await this.#close();
      const isExpected = error instanceof AppError || error instanceof BackendStartError;
      const message = isExpected ? error.message : 'Something is wrong in Parley itself. Your data is where it was.';
      this.#set({ phase: 'failed', message, details: isExpected ? detailsOf(error) : String(error) });
    }
  }

  async #openDemo(): Promise<void> {
    await this.#close();
    const { settings, vault } = this.#getUnlocked();
    const known = settings.workspaces().find(({ mode }) => mode === 'demo');
    if (known !== undefined && vault.embeddedKeys(known.id) !== null) return this.#open(known);
    if (known !== undefined) settings.removeWorkspace(known.id);
    const onStep = (step: string): void => this.#set({ phase: 'starting', step });
    const { info, address } = await this.#options.hosting.createDemo(vault, onStep);
    await this.#use(this.#remember(info), address);
    return this.#signIn({ email: maya.email, password: demoPassword });
  }

  async #open(info: WorkspaceInfo): Promise<void> {
    const { hosting } = this.#options;
    const { vault } = this.#getUnlocked();
    this.#set({ phase: 'starting', step: info.mode === 'team' ? 'Opening your messages' : 'Starting the server' });
    let address: Address;
    try {
      address = await hosting.start(info, vault);
    } catch (error) {
      if (error instanceof RecoveryKeyNeeded) return this.#askForRecoveryKey('database', info);
      throw error;
    }
    // The set-up was cut short before anybody was in it.
    if (info.mode === 'embedded' && (await hosting.needsSetUp(address))) {
      await hosting.stop();
      hosting.discardCompany(info.id, vault);
      this.settingsStore().removeWorkspace(info.id);
      return this.#set({ phase: 'first_run' });
    }
    await this.#use(this.#remember({ ...info, url: address.url }), address);
    return this.#resume(false);
  }

  /** Keeps it in the settings as the current workspace. */
  #remember(info: WorkspaceInfo): StoredWorkspace {
    const { settings } = this.#getUnlocked();
    const before = settings.workspace(info.id);
    const { clientId = newId<ClientId>(), refreshToken = null } = before ?? {};
    const record: StoredWorkspace = { ...toInfo(info), clientId, refreshToken };
    settings.saveWorkspace(record);
    settings.setCurrent(record.id);
    return record;
  }

  async #use(record: StoredWorkspace, address: Address): Promise<void> {
    this.#opened = { record, address, workspace: null, signedIn: false };
    await this.#openCopy(this.#opened);
  }

  /** Opens this desktop's copy of the workspace: outbox and cache. */
  async #openCopy(opened: Opened): Promise<Workspace> {
    const { profile, clock, openWorkspace, workerUrl } = this.#options;
    const { vault, settings } = this.#getUnlocked();
    const { record, address } = opened;
    const keys = vault.storage === 'memory' ? null : vault.workspaceKeys(record.id);
    const workspace = await openWorkspace({
      dir: keys === null ? null : profile.copyDir(record.id),
      databaseKey: keys?.database ?? null,
      mediaKey: keys?.media ?? null,
      url: address.url,
      ...(address.launchSecret !== undefined && { launchSecret: address.launchSecret }),
      client: { id: record.clientId, name: hostname().slice(0, 120) || 'Parley' },
      tokens: settings.tokens(record.id),
      workerUrl,
      clock,
      settings: () => settings.settings(),
      eraseKeys: async () => {
        // Of a bundled backend only the copy goes: its own keys are the company's.
        if (record.mode === 'team') vault.erase(record.id);
        else vault.eraseLocalCopy(record.id);
      },
    });
    opened.workspace = workspace;
    workspace.on('notice', (notice) => this.#addNotices([notice]));
    workspace.on('signedOut', ({ reason, message }) => this.#onSignedOut(opened, reason, message));
    workspace.on('directory', ({ tenant }) => this.#onName(opened, tenant.name));
    this.#addNotices(workspace.notices);
    return workspace;
  }

  /** Goes on with the session there is, or asks for one. The demo signs in by itself. */
  async #resume(needsSetUp: boolean): Promise<void> {
    const { workspace, record } = this.#opened ?? {};
    if ((await workspace?.resumeSession()) === 'ready') return this.#ready();
    if (record?.mode === 'demo') return this.#signIn({ email: maya.email, password: demoPassword });
    return this.#askToSignIn(null, needsSetUp);
  }

  async #signIn(credentials: Credentials): Promise<void> {
    const opened = this.#opened;
    if (opened === null) throw new AppError('conflict', 'There is nothing to sign in to right now.');
    const workspace = opened.workspace ?? (await this.#openCopy(opened));
    await workspace.signIn(credentials);
    this.#ready();
  }

  #ready(): void {
    const opened = this.#opened;
    if (opened === null || opened.workspace === null) return;
    opened.signedIn = true;
    this.#options.onWorkspace(opened.workspace);
    this.#set(this.#readyState(opened, opened.workspace));
  }

  #readyState({ record }: Opened, workspace: Workspace): AppState {
    const { phoneUrl } = this.#options.hosting;
    return {
      phase: 'ready',
      workspace: toInfo(record),
      storage: workspace.storage,
      notices: this.#getUnlocked().notices,
      demo: record.mode === 'demo' && phoneUrl !== null ? { phoneUrl, users: [...demoPeople] } : null,
    };
  }

  /** The same screen with what has changed about it. */
  #showReady(): void {
    const opened = this.#opened;
    if (this.#state.phase === 'ready' && opened?.workspace) this.#set(this.#readyState(opened, opened.workspace));
  }

  #addNotices(notices: readonly Notice[]): void {
    const unlocked = this.#getUnlocked();
    unlocked.notices = [...unlocked.notices, ...notices];
    this.#showReady();
  }

  /** The company's name is known once its directory is. */
  #onName(opened: Opened, name: string): void {
    if (this.#opened !== opened || opened.record.name === name) return;
    const stored = this.settingsStore().workspace(opened.record.id) ?? opened.record;
    opened.record = { ...stored, name };
    this.settingsStore().saveWorkspace(opened.record);
    this.#showReady();
  }

  #onSignedOut(opened: Opened, reason: 'expired' | 'revoked', message: string): void {
    if (this.#opened !== opened) return;
    opened.signedIn = false;
    if (reason === 'revoked') opened.workspace = null;
    this.#options.onWorkspace(null);
    this.#askToSignIn(message);
  }

  #askToSignIn(reason: string | null, needsSetUp = false): void {
    if (this.#opened === null) return this.#set({ phase: 'first_run' });
    const { record } = this.#opened;
    const hint = record.mode === 'demo' ? `The demo’s people all have the password “${demoPassword}”.` : null;
    return this.#set({ phase: 'sign_in', workspace: toInfo(record), needsSetUp, reason: reason ?? hint });
  }

  /** Signs out for good: keys and files of the copy are gone afterwards. */
  async #endSession(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    opened.signedIn = false;
    this.#options.onWorkspace(null);
    const workspace = opened.workspace;
    opened.workspace = null;
    await workspace?.signOut();
  }

  async #close(): Promise<void> {
    const workspace = this.#opened?.workspace;
    if (this.#opened?.signedIn) this.#options.onWorkspace(null);
    this.#opened = null;
    await workspace?.close();
    await this.#options.hosting.stop();
  }
}

function companyInfo(id: WorkspaceId): WorkspaceInfo {
  return { id, mode: 'embedded', name: 'Your company', url: '' };
}

/** Nothing but what every window may know. */
function toInfo({ id, mode, name, url }: WorkspaceInfo): WorkspaceInfo {
  return { id, mode, name, url };
}

function detailsOf(error: AppError | BackendStartError): string {
  const details = error instanceof AppError && error.details !== undefined ? ` ${JSON.stringify(error.details)}` : '';
  return `${error.code}${details}`;
}
