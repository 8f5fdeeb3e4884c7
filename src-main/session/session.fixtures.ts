import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import type { AppState } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import { newId, type UserId, type WorkspaceId } from '#shared/ids.ts';
import { BackendStartError, type BackendSecrets } from '../backend/supervisor.ts';
import type { RestClient } from '../sync/rest-client.ts';
import { fakeKeystore, type FakeKeystore } from '../vault/keystore.fixtures.ts';
import type { Workspace, WorkspaceEvents, WorkspaceOptions } from '../workspace/workspace-api.ts';
import { Hosting } from './hosting.ts';
import { Keys } from './keys.ts';
import { Profile } from './profile.ts';
import { Session } from './session.ts';

// electron-store imports 'electron', which outside Electron is the path of its program; this keeps it from looking for
// that program on the network.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/nowhere';
});

const root = mkdtempSync(join(tmpdir(), 'parley-session-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let profiles = 0;

export interface Machine {
  dir: string;
  keystore: FakeKeystore;
  /** The databases on this computer, by folder: the key they were made with, and whether a company is in them. */
  databases: Map<string, { key: string; hasCompany: boolean }>;
}

export function aMachine(): Machine {
  return { dir: join(root, String(profiles++)), keystore: fakeKeystore(), databases: new Map() };
}

/** A run of the desktop on a machine; everything but keys, settings and the session itself is played. */
export function run(machine: Machine, { beginWithDemo = false } = {}) {
  const profile = new Profile(machine.dir);
  const states: AppState[] = [];
  const timers: { delayMs: number; callback: () => void }[] = [];
  const log: string[] = [];
  const faults: {
    furnishHangs: boolean;
    backend: BackendStartError | null;
    furnish: Error | null;
    health: Error | null;
    /** The last proof of who is there is old. */
    stale: boolean;
  } = {
    backend: null,
    furnish: null,
    furnishHangs: false,
    health: null,
    stale: false,
  };
  const clock = {
    now: () => 1_000_000,
    after: (delayMs: number, callback: () => void) => {
      const timer = { delayMs, callback };
      timers.push(timer);
      return () => void timers.splice(0, timers.length, ...timers.filter((each) => each !== timer));
    },
  };

  let endFurnishing: (error: Error) => void = () => undefined;
  /** By address; the folder of each that runs. */
  const running = new Map<string, string>();
  const aBackend = () => {
    let address = '';
    return {
      launchSecret: 'launch secret',
      start: async ({ databaseKey, dataDir }: BackendSecrets, port: number) => {
        if (faults.backend) throw faults.backend;
        const known = machine.databases.get(dataDir);
        if (known !== undefined && known.key !== databaseKey) {
          throw new BackendStartError('database_key_mismatch', 'The key does not fit.');
        }
        if (known === undefined) machine.databases.set(dataDir, { key: databaseKey, hasCompany: false });
        mkdirSync(dataDir, { recursive: true });
        writeFileSync(join(dataDir, 'parley.db'), 'x');
        address = `http://127.0.0.1:${port}`;
        running.set(address, dataDir);
        log.push(`backend on ${port}`);
        return port;
      },
      stop: async () => {
        if (running.delete(address)) log.push('backend stopped');
        endFurnishing(new AppError('offline', 'The server cannot be reached.'));
      },
    };
  };
  const fillDatabase = (url: string): void => {
    const database = machine.databases.get(running.get(url) ?? '');
    if (database) database.hasCompany = true;
  };
  const demo = {
    phoneUrl: 'http://127.0.0.1:4100/',
    start: async () => ({ graphUrl: 'http://127.0.0.1:4100' }),
    furnish: async (_call: unknown, url: string, onStep: (step: string) => void) => {
      if (faults.furnish) throw faults.furnish;
      // Stopping the backend under it ends it, as it does in earnest.
      if (faults.furnishHangs) await new Promise((_resolve, reject) => (endFurnishing = reject));
      onStep('Creating the company');
      fillDatabase(url);
    },
    resume: async () => void log.push('demo resumed'),
    stop: async () => undefined,
  };
  const createRestClient = (url: string): RestClient => ({
    call: async (name: string) => {
      if (faults.health) throw faults.health;
      if (name === 'setUp') fillDatabase(url);
      // Only these two routes are used here.
      return { needsSetUp: machine.databases.get(running.get(url) ?? '')?.hasCompany === false } as never;
    },
  });

  const opened: {
    options: WorkspaceOptions;
    emit: <N extends keyof WorkspaceEvents>(name: N, payload: WorkspaceEvents[N]) => void;
  }[] = [];
  const openWorkspace = async (options: WorkspaceOptions): Promise<Workspace> => {
    const listeners = new Map<string, (payload: never) => void>();
    opened.push({ options, emit: (name, payload) => listeners.get(name)?.(payload as never) });
    const part: Partial<Workspace> = {
      storage: options.dir === null ? 'memory' : 'encrypted',
      notices: [],
      on: (name, listener) => {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
      resumeSession: async () => (options.tokens.load() === null ? 'sign_in' : 'ready'),
      signIn: async ({ email, password }) => {
        if (password === 'wrong') throw new AppError('unauthenticated', 'Wrong');
        options.tokens.save(`token of ${email}`);
        log.push(`signed in ${email}`);
        return { userId: newId<UserId>() };
      },
      signOut: async () => {
        options.tokens.save(null);
        await options.eraseKeys();
        log.push('signed out');
      },
      assertFresh: () => {
        if (faults.stale) throw new AppError('forbidden', 'Old', { details: { reason: 'step_up_required' } });
      },
      close: async () => void log.push('closed'),
    };
    // Only what the session uses of a workspace.
    return part as Workspace;
  };

  const workspaces: (Workspace | null)[] = [];
  const session = new Session({
    profile,
    keys: new Keys(profile, machine.keystore, clock),
    hosting: new Hosting({
      profile,
      backends: { embedded: aBackend(), demo: aBackend() },
      demo,
      firstPort: async () => 5050 + running.size,
      createRestClient,
    }),
    clock,
    openWorkspace,
    workerUrl: new URL('file:///worker.js'),
    beginWithDemo,
    onState: (state) => states.push(state),
    onWorkspace: (_id, workspace) => workspaces.push(workspace),
    onList: () => undefined,
  });
  const phases = (): string[] => states.map(({ phase }) => phase);
  return { session, states, phases, timers, log, faults, opened, workspaces, profile };
}

export const idOf = (state: AppState): WorkspaceId => {
  if (!('workspace' in state)) throw new Error(`no workspace is shown, but ${state.phase}`);
  return state.workspace.id;
};

export const company = { company: 'Acme', name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' };
