// One workspace of this desktop, from its record to its signed-in copy, and every way between. Each has its own keys,
// folder, session and state; what happens to one leaves the others as they are. Longer than most files: every
// way ends in the one state.
import { hostname } from 'node:os';
import type { AppState, Notice, WorkspaceInfo } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import type { WorkspaceStanding } from '#shared/workspaces.ts';
import { demoPassword, demoPeople, maya } from '../demo/people.ts';
import type { StoredWorkspace } from '../settings/settings-store.ts';
import type { Clock } from '../sync/clock.ts';
import type { Credentials, Workspace, WorkspaceOptions } from '../workspace/workspace-api.ts';
import { describeFailure } from './failure.ts';
import { RecoveryKeyNeeded, type Address, type Hosting } from './hosting.ts';
import type { Unlocked } from './keys.ts';
import type { Profile } from './profile.ts';
import { Turns } from './turns.ts';

export interface WorkspaceParts {
  profile: Profile;
  hosting: Hosting;
  clock: Clock;
  openWorkspace: (options: WorkspaceOptions) => Promise<Workspace>;
  /** The built worker of the store. */
  workerUrl: URL;
}

export interface WorkspaceListeners {
  /** Its state or its standing is another one. */
  onChange: () => void;
  /** Somebody is signed in, or (null) nobody is any more. */
  onWorkspace: (workspace: Workspace | null) => void;
  /** Its set-up was cut short before anybody was in it: nothing of it is left. */
  onGone: () => void;
}

type State = Exclude<AppState, { phase: 'keystore' | 'first_run' | 'locked' | 'ready' }> | { phase: 'ready' };

export class WorkspaceSession {
  readonly #parts: WorkspaceParts;
  readonly #unlocked: Unlocked;
  readonly #listeners: WorkspaceListeners;
  readonly #turns = new Turns();
  #record: StoredWorkspace;
  #state: State = { phase: 'starting', step: 'Opening your messages' };
  #address: Address | null = null;
  /** Open, signed in or not; null before it is opened, and after its files were erased. */
  #workspace: Workspace | null = null;
  #isSignedIn = false;
  #notices: readonly Notice[] = [];
  #isReachable = true;
  /** Nothing of this person's was ever here, or it was erased. */
  #isBlank: boolean;

  constructor(
    parts: WorkspaceParts,
    unlocked: Unlocked,
    record: StoredWorkspace,
    { isBlank, ...listeners }: WorkspaceListeners & { isBlank: boolean },
  ) {
    this.#parts = parts;
    this.#unlocked = unlocked;
    this.#record = record;
    this.#isBlank = isBlank;
    this.#listeners = listeners;
  }

  get id(): WorkspaceId {
    return this.#record.id;
  }

  get info(): WorkspaceInfo {
    return toInfo(this.#record);
  }

  get isBlank(): boolean {
    return this.#isBlank;
  }

  /** Its server is known and, where it is this desktop's to run, runs. */
  get isHosted(): boolean {
    return this.#address !== null;
  }

  get isBusy(): boolean {
    return this.#turns.isBusy;
  }

  /** null while nobody is signed in. */
  get workspace(): Workspace | null {
    return this.#isSignedIn ? this.#workspace : null;
  }

  /** What its screen shows. */
  get state(): AppState {
    if (this.#state.phase !== 'ready') return this.#state;
    const { phoneUrl } = this.#parts.hosting;
    return {
      phase: 'ready',
      workspace: this.info,
      storage: this.#unlocked.vault.storage === 'memory' ? 'memory' : 'encrypted',
      notices: [...this.#unlocked.notices, ...this.#notices],
      demo: this.#record.mode === 'demo' && phoneUrl !== null ? { phoneUrl, users: [...demoPeople] } : null,
    };
  }

  get standing(): WorkspaceStanding {
    switch (this.#state.phase) {
      case 'starting':
        return 'opening';
      case 'ready':
        return this.#isReachable ? 'ready' : 'offline';
      case 'sign_in':
        return 'signed_out';
      case 'recovery':
      case 'failed':
        return 'closed';
    }
  }

  /** Starts what it needs and goes on with the session there is. What goes wrong is its state. */
  open(): Promise<void> {
    return this.#turns.next(() => this.#orFail(() => this.#open()));
  }

  /** Closes it, and opens it anew once `change` is done, which finds nothing running on it. */
  openAfter(step: string, change: () => void): Promise<void> {
    return this.#turns.next(() =>
      this.#orFail(async () => {
        this.#set({ phase: 'starting', step });
        await this.#close();
        change();
        await this.#open();
      }),
    );
  }

  /** Opens this desktop's copy of what was just made or found at this address. */
  begin(address: Address): Promise<void> {
    return this.#turns.next(async () => {
      this.#keepRecord({ url: address.url });
      this.#address = address;
      await this.#openCopy(address);
    });
  }

  /** Goes on with the session there is, or asks for one. The demo signs in by itself. */
  resume(needsSetUp = false): Promise<void> {
    return this.#turns.next(() => this.#resume(needsSetUp));
  }

  signIn(input: Credentials): Promise<void> {
    return this.#turns.next(() => this.#signIn(input));
  }

  askToSignIn(reason: string | null, needsSetUp = false): void {
    const hint = this.#record.mode === 'demo' ? `The demo’s people all have the password “${demoPassword}”.` : null;
    this.#set({ phase: 'sign_in', workspace: this.info, needsSetUp, reason: reason ?? hint });
  }

  /** Its keys and files on this desktop are gone afterwards. */
  signOut(): Promise<void> {
    return this.#turns.next(async () => {
      await this.#endSession();
      this.askToSignIn(null);
    });
  }

  /** The demo, as another of its people. */
  goOnAs(person: { name: string; email: string }): Promise<void> {
    return this.#turns.next(() =>
      this.#orFail(async () => {
        this.#set({ phase: 'starting', step: `Going on as ${person.name}` });
        await this.#endSession();
        await this.#signIn({ email: person.email, password: demoPassword });
      }),
    );
  }

  recover(recoveryKey: string): Promise<void> {
    return this.#turns.next(async () => {
      this.#unlocked.vault.recover(this.id, recoveryKey);
      await this.#orFail(() => this.#open());
    });
  }

  dismissNotice(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }

  /** As {@link signOut}, and also when it could not be opened. */
  erase(): Promise<void> {
    return this.#turns.next(async () => {
      await this.#endSession();
      this.#unlocked.vault.erase(this.id);
      this.#parts.profile.removeCopy(this.id);
    });
  }

  /** The session is resumed at the next `open`. */
  close(): Promise<void> {
    return this.#turns.next(() => this.#close());
  }

  async #open(): Promise<void> {
    const { hosting } = this.#parts;
    const { vault } = this.#unlocked;
    const { mode } = this.#record;
    this.#set({ phase: 'starting', step: mode === 'team' ? 'Opening your messages' : 'Starting the server' });
    try {
      this.#address = await hosting.start(this.#record, vault);
    } catch (error) {
      if (!(error instanceof RecoveryKeyNeeded)) throw error;
      return this.#set({ phase: 'recovery', workspace: this.info, error: null });
    }
    // The set-up was cut short before anybody was in it.
    if (mode === 'embedded' && (await hosting.needsSetUp(this.#address))) {
      await hosting.stop(mode);
      hosting.discardCompany(this.id, vault);
      return this.#listeners.onGone();
    }
    this.#keepRecord({ url: this.#address.url });
    await this.#openCopy(this.#address);
    return this.#resume(false);
  }

  async #resume(needsSetUp: boolean): Promise<void> {
    if ((await this.#workspace?.resumeSession()) === 'ready') return this.#ready();
    if (this.#record.mode === 'demo') return this.#signIn({ email: maya.email, password: demoPassword });
    return this.askToSignIn(null, needsSetUp);
  }

  async #signIn(credentials: Credentials): Promise<void> {
    if (this.#address === null) throw new AppError('conflict', 'There is nothing to sign in to right now.');
    const workspace = this.#workspace ?? (await this.#openCopy(this.#address));
    await workspace.signIn(credentials);
    this.#ready();
  }

  #ready(): void {
    this.#isBlank = false;
    this.#isSignedIn = true;
    this.#state = { phase: 'ready' };
    this.#listeners.onWorkspace(this.#workspace);
    this.#listeners.onChange();
  }

  /** Opens this desktop's copy of the workspace: outbox and cache. */
  async #openCopy(address: Address): Promise<Workspace> {
    const { profile, clock, openWorkspace, workerUrl } = this.#parts;
    const { vault, settings } = this.#unlocked;
    const { id, clientId, mode } = this.#record;
    const keys = vault.storage === 'memory' ? null : vault.workspaceKeys(id);
    const workspace = await openWorkspace({
      dir: keys === null ? null : profile.copyDir(id),
      databaseKey: keys?.database ?? null,
      mediaKey: keys?.media ?? null,
      url: address.url,
      ...(address.launchSecret !== undefined && { launchSecret: address.launchSecret }),
      client: { id: clientId, name: hostname().slice(0, 120) || 'Parley' },
      tokens: settings.tokens(id),
      workerUrl,
      clock,
      settings: () => settings.settings(),
      eraseKeys: async () => {
        // Of a bundled backend only the copy goes: its own keys are the company's.
        if (mode === 'team') vault.erase(id);
        else vault.eraseLocalCopy(id);
      },
    });
    this.#workspace = workspace;
    this.#isReachable = true;
    workspace.on('notice', (notice) => this.#addNotices([notice]));
    workspace.on('signedOut', ({ reason, message }) => this.#onSignedOut(workspace, reason, message));
    workspace.on('directory', ({ tenant }) => this.#onName(tenant.name));
    workspace.on('connection', ({ backend }) => this.#onReachable(backend.state !== 'down'));
    this.#addNotices(workspace.notices);
    return workspace;
  }

  #set(state: Exclude<State, { phase: 'ready' }>): void {
    this.#state = state;
    this.#listeners.onChange();
  }

  #keepRecord(patch: Partial<WorkspaceInfo>): void {
    const { settings } = this.#unlocked;
    // The stored one may have a newer token.
    this.#record = { ...this.#record, ...settings.workspace(this.id), ...patch, isLeft: false };
    settings.saveWorkspace(this.#record);
  }

  #addNotices(notices: readonly Notice[]): void {
    if (notices.length === 0) return;
    this.#notices = [...this.#notices, ...notices];
    this.#listeners.onChange();
  }

  /** The company's name is known once its directory is. */
  #onName(name: string): void {
    if (this.#record.name === name) return;
    this.#keepRecord({ name });
    this.#listeners.onChange();
  }

  #onReachable(isReachable: boolean): void {
    if (this.#isReachable === isReachable) return;
    this.#isReachable = isReachable;
    this.#listeners.onChange();
  }

  #onSignedOut(workspace: Workspace, reason: 'expired' | 'revoked', message: string): void {
    if (this.#workspace !== workspace) return;
    if (reason === 'revoked') {
      this.#workspace = null;
      this.#isBlank = true;
    }
    this.#tellSignedOut();
    this.askToSignIn(message);
  }

  async #endSession(): Promise<void> {
    const workspace = this.#workspace;
    this.#workspace = null;
    this.#isBlank = true;
    this.#tellSignedOut();
    await workspace?.signOut();
  }

  #tellSignedOut(): void {
    if (!this.#isSignedIn) return;
    this.#isSignedIn = false;
    this.#listeners.onWorkspace(null);
  }

  async #close(): Promise<void> {
    const workspace = this.#workspace;
    this.#workspace = null;
    this.#address = null;
    this.#tellSignedOut();
    await workspace?.close();
    await this.#parts.hosting.stop(this.#record.mode);
  }

  /** What could not be opened is told on its screen and its tile, with a way out. */
  async #orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.#close();
      this.#set(describeFailure(error));
    }
  }
}

/** Nothing but what every window may know. */
function toInfo({ id, mode, name, url }: WorkspaceInfo): WorkspaceInfo {
  return { id, mode, name, url };
}
