// The desktop's state machine: keys first, then the workspaces that are open side by side, one of which is shown. What
// happens to a single one lies in workspace-session.ts. Longer than most files because every way to a screen is here.
import type { AppState, WorkspaceInfo } from '#shared/app-state.ts';
import { AppError, toErrorShape } from '#shared/error.ts';
import { newId, type ClientId, type WorkspaceId } from '#shared/ids.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import type { WorkspaceTile } from '#shared/workspaces.ts';
import type { BackedUpCompany, BackupStore } from '../backup/backups.ts';
import type { BackupOnDisk } from '../backup/find-backups.ts';
import { demoPassword, demoPeople, maya } from '../demo/people.ts';
import type { LockStore } from '../lock/app-lock.ts';
import type { SettingsStore, StoredWorkspace } from '../settings/settings-store.ts';
import { openBackupKey } from '../vault/vault.ts';
import type { Credentials, Workspace } from '../workspace/workspace-api.ts';
import { describeFailure } from './failure.ts';
import type { Keys, Locked, Unlocked } from './keys.ts';
import { toServerUrl } from './server-url.ts';
import { Turns } from './turns.ts';
import { WorkspaceSession, type WorkspaceParts } from './workspace-session.ts';

export interface SessionOptions extends WorkspaceParts {
  keys: Keys;
  /** A first run goes straight into the demo. */
  beginWithDemo: boolean;
  /** What the screen shows: of the workspace that is shown, or of the desktop while there is none. */
  onState: (state: AppState) => void;
  /** Somebody is signed in to this workspace, or (null) nobody is any more. */
  onWorkspace: (id: WorkspaceId, workspace: Workspace | null) => void;
  /** Which workspaces there are, how one of them stands, or which is shown. */
  onList: () => void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

export class Session {
  readonly #options: SessionOptions;
  readonly #turns = new Turns();
  /** The screen while no workspace is shown. */
  #screen: AppState = { phase: 'starting', step: 'Opening the keychain' };
  #unlocked: Unlocked | null = null;
  /** In the order in which they were added. */
  readonly #members = new Map<WorkspaceId, WorkspaceSession>();
  #shown: WorkspaceId | null = null;
  /** The company whose recovery key opens what the lost keyring closed. */
  #recoverable: WorkspaceId | null = null;
  #cancelRetry: () => void = () => undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get state(): AppState {
    return this.#member(this.#shown)?.state ?? this.#screen;
  }

  /** Of one workspace; of the screen for one that is not here (any more). */
  stateOf(id: WorkspaceId | null): AppState {
    return this.#member(id)?.state ?? this.state;
  }

  /** null while one is being added, or none is there. */
  get shown(): WorkspaceId | null {
    return this.#shown;
  }

  get tiles(): Omit<WorkspaceTile, 'badge'>[] {
    return [...this.#members.values()].map(({ info: { id, mode, name }, standing }) => ({ id, mode, name, standing }));
  }

  /** Those to which somebody is signed in, the shown one first. */
  get signedIn(): { id: WorkspaceId; workspace: Workspace }[] {
    const open = [...this.#members.values()].flatMap(({ id, workspace }) =>
      workspace === null ? [] : [{ id, workspace }],
    );
    return open.toSorted((a, b) => Number(b.id === this.#shown) - Number(a.id === this.#shown));
  }

  get storage(): 'encrypted' | 'memory' {
    return this.#unlocked?.vault.storage === 'memory' ? 'memory' : 'encrypted';
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

  /** Throws unauthenticated while nobody is signed in to it. */
  workspace(id: WorkspaceId | null): Workspace {
    const workspace = this.#member(id)?.workspace ?? null;
    if (workspace === null) throw new AppError('unauthenticated', 'Nobody is signed in on this desktop.');
    return workspace;
  }

  start(): Promise<void> {
    return this.#turns.next(() => this.#unlock(firstRetryMs));
  }

  /** Waits for nothing: the others go on behind it. null: the screen on which one adds another. */
  show(id: WorkspaceId | null): void {
    const member = this.#member(id);
    if (id !== null && member === undefined) throw new AppError('not_found', 'This workspace is not here any more.');
    if (id === null && this.#screen.phase !== 'starting') this.#screen = { phase: 'first_run' };
    this.#shown = id;
    if (id !== null) this.settingsStore().setCurrent(id);
    this.#tell();
    // It is tried again whenever somebody looks at it.
    if (member?.state.phase === 'failed') void member.open();
  }

  tryDemo(): Promise<void> {
    return this.#turns.next(async () => {
      this.#getUnlocked();
      const open = [...this.#members.values()].find(({ info }) => info.mode === 'demo');
      if (open !== undefined) this.show(open.id);
      else await this.#openDemo().catch((error: unknown) => this.#set(describeFailure(error)));
    });
  }

  setUp(input: { company: string; name: string; email: string; password: string }): Promise<{ recoveryKey: string }> {
    return this.#turns.next(async () => {
      const { vault } = this.#getUnlocked();
      if (vault.storage === 'memory') {
        const why = 'Without a keychain the company’s data could not be opened again. Start the keychain first.';
        throw new AppError('keystore_unavailable', why);
      }
      if (this.#own() !== undefined) {
        const why = 'There is a company on this computer already. Choose it in the list of workspaces.';
        throw new AppError('conflict', why);
      }
      const { info, address, recoveryKey } = await this.#options.hosting.createCompany(vault, input);
      const member = this.#add(this.#recordOf(info), true);
      await member.begin(address);
      // From here on the recovery key must reach the person, whatever else goes wrong.
      await member.signIn(input).catch((error: unknown) => member.askToSignIn(toErrorShape(error).message));
      this.show(member.id);
      return { recoveryKey };
    });
  }

  /** A team's server that is in the list already is shown; one workspace for each. */
  connect(input: { url: string }): Promise<void> {
    return this.#turns.next(async () => {
      const address = { url: toServerUrl(input.url) };
      const isThere = ({ mode, url }: WorkspaceInfo): boolean => mode === 'team' && url === address.url;
      const open = [...this.#members.values()].find(({ info }) => isThere(info));
      if (open !== undefined) return this.show(open.id);
      const needsSetUp = await this.#options.hosting.needsSetUp(address);
      const left = this.settingsStore().workspaces().find(isThere);
      const name = new URL(address.url).host;
      const info = left ?? { id: newId<WorkspaceId>(), mode: 'team' as const, name, url: address.url };
      const member = this.#add(this.#recordOf(info), true);
      try {
        await member.begin(address);
      } catch (error) {
        this.#members.delete(member.id);
        throw error;
      }
      await member.resume(needsSetUp);
      return this.show(member.id);
    });
  }

  /** The company on this computer that is open, for its backups. */
  company(): BackedUpCompany | null {
    const member = this.#own();
    if (member?.isHosted !== true) return null;
    return this.#options.hosting.backedUp(member.id, this.#getUnlocked().vault);
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
    this.#own()?.workspace?.assertFresh();
    const { hosting, clock } = this.#options;
    await copy({ type: 'restore', databaseKey, backup: path, dataDir: hosting.restorePlace(id) });
    await this.#turns.next(() => {
      const member = this.#own() ?? this.#add(this.#recordOf(companyInfo(id)), false);
      this.show(member.id);
      return member.openAfter('Restoring the backup', () => {
        hosting.putInPlace(id, clock.now());
        vault.adopt(id, head.recovery, recoveryKey);
        // The restored server knows no sign-in of before.
        this.settingsStore().tokens(id).save(null);
      });
    });
  }

  /** Shown this once; the old one opens nothing but older backups from then on. */
  async renewRecoveryKey(): Promise<{ recoveryKey: string }> {
    const company = this.company();
    if (company === null) throw new AppError('conflict', 'No company on this computer is open.');
    this.workspace(company.id).assertFresh();
    return { recoveryKey: this.#getUnlocked().vault.renewRecoveryKey(company.id) };
  }

  signIn(input: Credentials): Promise<void> {
    return this.#turns.next(async () => {
      const member = this.#member(this.#shown);
      if (member?.state.phase !== 'sign_in') throw new AppError('conflict', 'Nobody is asked to sign in right now.');
      await member.signIn(input);
    });
  }

  async signOut({ workspaceId }: { workspaceId: WorkspaceId }): Promise<void> {
    await this.#member(workspaceId)?.signOut();
  }

  /** Whoever can't unlock Parley may take nothing from it. */
  async signOutOfAll(): Promise<void> {
    const signedOut = [...this.#members.values()].filter(({ isBlank }) => !isBlank).map((member) => member.signOut());
    await Promise.all(signedOut);
  }

  /** Takes it out of the list. Of a team's, everything on this desktop goes; the demo can be gone back to. */
  remove({ workspaceId }: { workspaceId: WorkspaceId }): Promise<void> {
    return this.#turns.next(async () => {
      const member = this.#member(workspaceId);
      if (member === undefined) return;
      if (member.info.mode === 'embedded') {
        throw new AppError(
          'conflict',
          'The company’s data is on this computer and nowhere else. It stays in the list.',
        );
      }
      await this.#drop(member, member.info.mode === 'team');
    });
  }

  switchDemoUser({ email }: { email: string }): Promise<void> {
    return this.#turns.next(async () => {
      const member = this.#member(this.#shown);
      const person = demoPeople.find((each) => each.email === email);
      if (member?.info.mode !== 'demo' || person === undefined) {
        throw new AppError('invalid_input', 'Only the demo’s own people can be chosen.');
      }
      await member.goOnAs(person);
    });
  }

  /** Away from the screen that is shown; whatever belongs to somebody stays in the list. */
  leave(): Promise<void> {
    return this.#turns.next(async () => {
      const wasAsked = this.#recoverable !== null;
      this.#recoverable = null;
      // Without keys there is no first run either; the keychain's own screen has the other ways out.
      if (this.#unlocked === null) return this.#unlock(firstRetryMs, !wasAsked);
      this.#screen = { phase: 'first_run' };
      const member = this.#member(this.#shown);
      if (member?.info.mode === 'demo') return this.#drop(member, false);
      const isNobodys = member?.info.mode === 'team' && member.isBlank;
      this.show(null);
      return isNobodys ? this.#drop(member, false) : undefined;
    });
  }

  dismissNotice({ id }: { id: string }): void {
    const unlocked = this.#unlocked;
    if (unlocked === null) return;
    unlocked.notices = unlocked.notices.filter((notice) => notice.id !== id);
    for (const member of this.#members.values()) member.dismissNotice(id);
    this.#tell();
  }

  readonly keystore = {
    retry: (): Promise<void> => this.#whileLocked(() => this.#unlock(firstRetryMs)),
    continueInMemory: (): Promise<void> => this.#whileLocked(() => this.#take(this.#options.keys.openInMemory())),
    startOver: (): Promise<void> =>
      this.#whileLocked(async () => this.#take(await this.#options.keys.startOver(), firstRetryMs, false)),
    recover: ({ recoveryKey }: { recoveryKey: string }): Promise<void> =>
      this.#turns.next(() => this.#recover(recoveryKey)),
    passphrase: ({ passphrase }: { passphrase: string }): Promise<void> =>
      this.#whileLocked(async () => this.#take(await this.#options.keys.openWith(passphrase))),
    startOverWith: ({ passphrase }: { passphrase: string }): Promise<void> =>
      this.#whileLocked(async () =>
        this.#take(await this.#options.keys.startOverWith(passphrase), firstRetryMs, false),
      ),
  };

  /** Ends everything this desktop runs. The sessions themselves are resumed at the next start. */
  stop(): Promise<void> {
    const { hosting, profile } = this.#options;
    this.#cancelRetry();
    const members = (): WorkspaceSession[] => [...this.#members.values()];
    // Whatever is being started is called off rather than waited for.
    if (this.#turns.isBusy || members().some(({ isBusy }) => isBusy)) {
      void hosting.stopAll().catch((error: unknown) => console.error('session:', error));
    }
    return this.#turns.next(async () => {
      await Promise.all(members().map((member) => member.close()));
      await hosting.stopAll();
      if (this.storage === 'encrypted') return;
      // Their keys were in memory only: nobody will ever read them again.
      for (const { info } of members()) if (info.mode === 'demo') profile.removeDemo(info.id);
    });
  }

  #whileLocked(work: () => Promise<void>): Promise<void> {
    return this.#turns.next(() => (this.#unlocked === null ? work() : Promise.resolve()));
  }

  #member(id: WorkspaceId | null): WorkspaceSession | undefined {
    return id === null ? undefined : this.#members.get(id);
  }

  /** The company on this computer. */
  #own(): WorkspaceSession | undefined {
    return [...this.#members.values()].find(({ info }) => info.mode === 'embedded');
  }

  /** The desktop's own screen; on it while no workspace is shown. */
  #set(screen: AppState): void {
    this.#screen = screen;
    if (this.#shown === null) this.#options.onState(screen);
  }

  #tell(): void {
    this.#options.onState(this.state);
    this.#options.onList();
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
      this.#recoverable = null;
      return this.#begin();
    }
    const { problem, backend, unsent, recoverable } = found;
    if (offerRecovery && recoverable !== null) {
      this.#recoverable = recoverable;
      return this.#set({ phase: 'recovery', workspace: companyInfo(recoverable), error: null });
    }
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
    const member = this.#member(this.#shown);
    if (this.#recoverable !== null) {
      // It is opened as a company nobody knows of any more: the list of workspaces went with the old keys.
      await this.#take(await this.#options.keys.recover(this.#recoverable, recoveryKey), firstRetryMs, false);
    } else if (member?.state.phase === 'recovery') await member.recover(recoveryKey);
    else throw new AppError('conflict', 'No recovery key is asked for right now.');
  }

  /** All that are in the list are opened, the one that was shown last before the others. */
  async #begin(): Promise<void> {
    const { settings } = this.#getUnlocked();
    for (const record of settings.workspaces()) if (!record.isLeft) this.#add(record, false);
    const forgotten = this.#forgottenCompany();
    if (forgotten !== undefined) this.#add(this.#recordOf(companyInfo(forgotten)), false);
    const [first, ...rest] = [...this.#members.values()].toSorted(
      (a, b) => Number(b.id === settings.current()) - Number(a.id === settings.current()),
    );
    if (first !== undefined) {
      this.#screen = { phase: 'first_run' };
      this.show(first.id);
      await first.open();
      for (const member of rest) void member.open();
    } else if (this.#options.beginWithDemo) {
      await this.#openDemo().catch((error: unknown) => this.#set(describeFailure(error)));
    } else this.#set({ phase: 'first_run' });
  }

  /** A company's database that the settings know nothing of: they were lost, or the set-up was cut short. */
  #forgottenCompany(): WorkspaceId | undefined {
    const { settings, vault } = this.#getUnlocked();
    return this.#options.profile
      .companies()
      .find(
        (each) =>
          settings.workspace(each) === undefined && (vault.embeddedKeys(each) !== null || vault.isRecoverable(each)),
      );
  }

  async #openDemo(): Promise<void> {
    const { settings, vault } = this.#getUnlocked();
    const known = settings.workspaces().find(({ mode }) => mode === 'demo');
    if (known !== undefined && vault.embeddedKeys(known.id) !== null) {
      const member = this.#add(known, false);
      this.show(member.id);
      return member.open();
    }
    if (known !== undefined) settings.removeWorkspace(known.id);
    const onStep = (step: string): void => this.#set({ phase: 'starting', step });
    const { info, address } = await this.#options.hosting.createDemo(vault, onStep);
    const member = this.#add(this.#recordOf(info), true);
    // Whoever went on with another workspace meanwhile is not called back.
    if (this.#shown === null) this.show(member.id);
    this.#screen = { phase: 'first_run' };
    await member.begin(address);
    return member.signIn({ email: maya.email, password: demoPassword });
  }

  #recordOf(info: WorkspaceInfo): StoredWorkspace {
    const { clientId = newId<ClientId>(), refreshToken = null } = this.settingsStore().workspace(info.id) ?? {};
    const { id, mode, name, url } = info;
    return { id, mode, name, url, clientId, refreshToken, isLeft: false };
  }

  #add(record: StoredWorkspace, isBlank: boolean): WorkspaceSession {
    const { id } = record;
    const member = new WorkspaceSession(this.#options, this.#getUnlocked(), record, {
      isBlank,
      onChange: () => {
        if (this.#shown === id) this.#options.onState(member.state);
        this.#options.onList();
      },
      onWorkspace: (workspace) => this.#options.onWorkspace(id, workspace),
      onGone: () => {
        this.settingsStore().removeWorkspace(id);
        this.#forget(id);
      },
    });
    this.#members.set(id, member);
    return member;
  }

  /** `forGood`: with everything of it on this desktop. */
  async #drop(member: WorkspaceSession, forGood: boolean): Promise<void> {
    const settings = this.settingsStore();
    this.#forget(member.id);
    if (forGood) await member.erase();
    await member.close();
    const record = settings.workspace(member.id);
    if (forGood) settings.removeWorkspace(member.id);
    else if (record !== undefined) settings.saveWorkspace({ ...record, isLeft: true });
  }

  /** Out of the list; another one is shown in its place, if there is one. */
  #forget(id: WorkspaceId): void {
    this.#members.delete(id);
    const [next] = [...this.#members.values()].filter(({ standing }) => standing === 'ready' || standing === 'offline');
    if (this.#shown === id) this.show(next?.id ?? null);
    else this.#options.onList();
  }
}

function companyInfo(id: WorkspaceId): WorkspaceInfo {
  return { id, mode: 'embedded', name: 'Your company', url: '' };
}
