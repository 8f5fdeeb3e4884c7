import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { AppState } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import { newId, type UserId, type WorkspaceId } from '#shared/ids.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
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

interface Machine {
  dir: string;
  keystore: FakeKeystore;
  /** The databases on this computer, by folder: the key they were made with, and whether a company is in them. */
  databases: Map<string, { key: string; hasCompany: boolean }>;
}

function aMachine(): Machine {
  return { dir: join(root, String(profiles++)), keystore: fakeKeystore(), databases: new Map() };
}

/** A run of the desktop on a machine; everything but keys, settings and the session itself is played. */
function run(machine: Machine, { beginWithDemo = false } = {}) {
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

const idOf = (state: AppState): WorkspaceId => {
  if (!('workspace' in state)) throw new Error(`no workspace is shown, but ${state.phase}`);
  return state.workspace.id;
};

const company = { company: 'Acme', name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' };

it('starts with the first run on a new computer', async () => {
  const { session } = run(aMachine());
  expect(session.state.phase).toBe('starting');
  await session.start();
  expect(session.state).toEqual({ phase: 'first_run' });
  expect(() => session.workspace(session.shown)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
});

it('ruling 63 goes through the set-up of the demo and ends signed in as Maya', async () => {
  const { session, states, log, workspaces } = run(aMachine());
  await session.start();
  await session.tryDemo();
  expect(log).toEqual(['backend on 5050', 'signed in maya@marlow.example']);
  expect(states.at(-1)).toMatchObject({
    phase: 'ready',
    storage: 'encrypted',
    workspace: { mode: 'demo', url: 'http://127.0.0.1:5050' },
    demo: {
      phoneUrl: 'http://127.0.0.1:4100/',
      users: expect.arrayContaining([expect.objectContaining({ role: 'viewer' })]),
    },
  });
  expect(states.flatMap((state) => (state.phase === 'starting' ? [state.step] : []))).toContain('Creating the company');
  expect(workspaces.at(-1)).toBe(session.workspace(session.shown));
});

it('begins with the demo by itself when asked to, and goes on with it at the next start', async () => {
  const machine = aMachine();
  const first = run(machine, { beginWithDemo: true });
  await first.session.start();
  expect(first.session.state.phase).toBe('ready');
  await first.session.stop();
  const second = run(machine, { beginWithDemo: true });
  await second.session.start();
  expect(second.log).toEqual(['backend on 5050', 'demo resumed']);
  expect(second.session.state.phase).toBe('ready');
  expect(second.opened[0]?.options.client.id).toBe(first.opened[0]?.options.client.id);
});

it('clears away a demo that could not be furnished, and says why', async () => {
  const { session, faults, profile } = run(aMachine());
  await session.start();
  faults.furnish = new AppError('upstream', 'The simulator did not answer.');
  await session.tryDemo();
  expect(session.state).toMatchObject({
    phase: 'failed',
    message: 'The simulator did not answer.',
    details: 'upstream',
  });
  expect(profile.demos()).toEqual([]);
  await session.leave();
  expect(session.state.phase).toBe('first_run');
  faults.furnish = null;
  await session.tryDemo();
  expect(session.state.phase).toBe('ready');
});

it('switches among the demo’s people and only those', async () => {
  const { session, log, workspaces } = run(aMachine());
  await session.start();
  await session.tryDemo();
  await session.switchDemoUser({ email: 'ben@marlow.example' });
  expect(log.slice(-2)).toEqual(['signed out', 'signed in ben@marlow.example']);
  expect(workspaces.map((workspace) => workspace !== null)).toEqual([true, false, true]);
  await expect(session.switchDemoUser({ email: 'eve@evil.example' })).rejects.toMatchObject({ code: 'invalid_input' });
});

it('ruling 42 sets up a company and shows its recovery key once; the next start goes on with it', async () => {
  const machine = aMachine();
  const { session, opened } = run(machine);
  await session.start();
  const { recoveryKey } = await session.setUp(company);
  expect(recoveryKey).toMatch(/^([0-9A-Z]{6}-){5}[0-9A-Z]{6}$/);
  expect(session.state).toMatchObject({ phase: 'ready', workspace: { mode: 'embedded', name: 'Acme' }, demo: null });
  expect(opened[0]?.options.launchSecret).toBe('launch secret');
  await session.stop();
  const again = run(machine);
  await again.session.start();
  expect(again.session.state.phase).toBe('ready');
  expect(machine.databases.size).toBe(1);
});

it('refuses a set-up that can’t work before anything is made', async () => {
  const { session, profile, log } = run(aMachine());
  await session.start();
  await expect(session.setUp({ ...company, email: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(session.setUp({ ...company, password: 'short' })).rejects.toMatchObject({ code: 'invalid_input' });
  expect([profile.companies(), log]).toEqual([[], []]);
  await session.setUp(company);
  await session.leave();
  await expect(session.setUp(company)).rejects.toMatchObject({ code: 'conflict' });
});

it('opens a company that was left again at the next start', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.setUp(company);
  await first.session.leave();
  expect(first.session.state.phase).toBe('first_run');
  const second = run(machine);
  await second.session.start();
  expect(second.session.state.phase).toBe('ready');
});

it('connects to a team’s server, signs in, and asks again after signing out', async () => {
  const { session, log, opened } = run(aMachine());
  await session.start();
  await session.connect({ url: 'parley.example.com' });
  expect(session.state).toMatchObject({
    phase: 'sign_in',
    needsSetUp: false,
    workspace: { mode: 'team', url: 'https://parley.example.com' },
  });
  await expect(session.signIn({ email: 'a@b.example', password: 'wrong' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  expect(session.state.phase).toBe('sign_in');
  await session.signIn({ email: 'a@b.example', password: 'right' });
  expect(session.state.phase).toBe('ready');
  expect(opened[0]?.options).not.toHaveProperty('launchSecret');
  await session.signOut({ workspaceId: idOf(session.state) });
  expect(session.state.phase).toBe('sign_in');
  await session.signIn({ email: 'a@b.example', password: 'right' });
  expect(log).toEqual(['signed in a@b.example', 'signed out', 'signed in a@b.example']);
  await expect(session.signIn({ email: 'a@b.example', password: 'right' })).rejects.toMatchObject({ code: 'conflict' });
});

it('stays where it is when nobody answers at the address', async () => {
  const { session, faults } = run(aMachine());
  await session.start();
  faults.health = new AppError('offline', 'Nobody answers.');
  await expect(session.connect({ url: 'https://parley.example.com' })).rejects.toMatchObject({ code: 'offline' });
  expect(session.state.phase).toBe('first_run');
});

it('asks for the password when the session expired, keeping the files; opens anew when it was revoked', async () => {
  const { session, opened, workspaces } = run(aMachine());
  await session.start();
  await session.connect({ url: 'https://parley.example.com' });
  await session.signIn({ email: 'a@b.example', password: 'right' });
  opened[0]?.emit('signedOut', { reason: 'expired', message: 'Please sign in again.' });
  expect(session.state).toMatchObject({ phase: 'sign_in', reason: 'Please sign in again.' });
  expect(workspaces.at(-1)).toBeNull();
  await session.signIn({ email: 'a@b.example', password: 'right' });
  expect(opened).toHaveLength(1);
  opened[0]?.emit('signedOut', { reason: 'revoked', message: 'This desktop was signed out by an admin.' });
  await session.signIn({ email: 'a@b.example', password: 'right' });
  expect(opened).toHaveLength(2);
});

it('takes the company’s name from its directory, and shows and drops notices', async () => {
  const { session, opened } = run(aMachine());
  await session.start();
  await session.connect({ url: 'https://parley.example.com' });
  await session.signIn({ email: 'a@b.example', password: 'right' });
  // Only the name is read.
  opened[0]?.emit('directory', { tenant: { name: 'Acme' } } as WorkspaceEvents['directory']);
  opened[0]?.emit('notice', { id: 'n1', kind: 'cache_rebuilt', text: 'Rebuilt.' });
  expect(session.state).toMatchObject({ workspace: { name: 'Acme' }, notices: [{ id: 'n1' }] });
  session.dismissNotice({ id: 'n1' });
  expect(session.state).toMatchObject({ phase: 'ready', notices: [] });
});

it('tells when the bundled backend can’t start, with a way out', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.setUp(company);
  await first.session.stop();
  const { session, faults } = run(machine);
  faults.backend = new BackendStartError('database_newer', 'The data was written by a newer Parley: update this one.');
  await session.start();
  expect(session.state).toEqual({
    phase: 'failed',
    message: 'The data was written by a newer Parley: update this one.',
    details: 'database_newer',
  });
  await session.leave();
  expect(session.state.phase).toBe('first_run');
});

it('discards a company whose set-up was cut short before anybody was in it', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.setUp(company);
  for (const database of machine.databases.values()) database.hasCompany = false;
  await first.session.stop();
  const second = run(machine);
  await second.session.start();
  expect([second.session.state.phase, second.profile.companies()]).toEqual(['first_run', []]);
});

it('S-33 without a keychain goes on in memory only when told to, and leaves nothing behind', async () => {
  const machine = aMachine();
  machine.keystore.condition = 'none';
  const { session, profile } = run(machine);
  await session.start();
  expect(session.state).toMatchObject({ phase: 'keystore', problem: 'unavailable' });
  await expect(session.tryDemo()).rejects.toMatchObject({ code: 'keystore_unavailable' });
  await session.keystore.continueInMemory();
  expect(session.state.phase).toBe('first_run');
  await expect(session.setUp(company)).rejects.toMatchObject({ code: 'keystore_unavailable' });
  await session.tryDemo();
  expect(session.state).toMatchObject({ phase: 'ready', storage: 'memory', notices: [{ kind: 'memory_only' }] });
  await session.stop();
  expect([existsSync(join(machine.dir, 'keys.json')), existsSync(join(machine.dir, 'settings.json'))]).toEqual([
    false,
    false,
  ]);
  expect(profile.demos()).toEqual([]);
});

it('S-34 without a keychain a passphrase protects the keys: asked for at each start, no other opens them', async () => {
  const machine = aMachine();
  machine.keystore.condition = 'none';
  const first = run(machine);
  await first.session.start();
  await first.session.keystore.passphrase({ passphrase: 'four quiet words here' });
  expect(first.session.state.phase).toBe('first_run');
  await first.session.setUp(company);
  expect(first.opened[0]?.options.dir).not.toBe(null);
  await first.session.stop();
  const second = run(machine);
  await second.session.start();
  expect(second.session.state).toMatchObject({ phase: 'keystore', problem: 'passphrase' });
  const wrong = second.session.keystore.passphrase({ passphrase: 'four other words here' });
  await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(second.session.state).toMatchObject({ phase: 'keystore', problem: 'passphrase' });
  await second.session.keystore.passphrase({ passphrase: 'four quiet words here' });
  expect(second.session.state.phase).toBe('ready');
  const bytes = readFileSync(join(machine.dir, 'keys.json'), 'utf8');
  expect(bytes).not.toContain('quiet');
});

it('S-34 a forgotten passphrase is replaced: the copies go aside, the company opens with its recovery key', async () => {
  const machine = aMachine();
  machine.keystore.condition = 'none';
  const first = run(machine);
  await first.session.start();
  await first.session.keystore.passphrase({ passphrase: 'four quiet words here' });
  const { recoveryKey } = await first.session.setUp(company);
  await first.session.stop();
  const second = run(machine);
  await second.session.start();
  await second.session.keystore.startOverWith({ passphrase: 'quite another passphrase' });
  expect(second.session.state).toMatchObject({ phase: 'recovery' });
  await second.session.keystore.recover({ recoveryKey });
  expect(second.session.state.phase).toBe('sign_in');
  expect(existsSync(join(machine.dir, 'aside'))).toBe(true);
});

it('S-34 a passphrase opens nothing that a keychain wrapped', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.setUp(company);
  await first.session.stop();
  machine.keystore.condition = 'none';
  const second = run(machine);
  await second.session.start();
  const before = readFileSync(join(machine.dir, 'keys.json'), 'utf8');
  await second.session.keystore.passphrase({ passphrase: 'four quiet words here' });
  expect(second.session.state).toMatchObject({ phase: 'keystore', problem: 'unavailable' });
  expect(readFileSync(join(machine.dir, 'keys.json'), 'utf8')).toBe(before);
});

it('S-33 tries a locked keychain again after 1, 2, 4 … 30 seconds and makes no new keys', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.stop();
  machine.keystore.condition = 'locked';
  const { session, timers } = run(machine);
  await session.start();
  const waits: number[] = [];
  for (let i = 0; i < 7; i++) {
    const timer = timers.pop();
    waits.push(timer?.delayMs ?? 0);
    timer?.callback();
    await session.keystore.recover({ recoveryKey: '' }).catch(() => undefined);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(session.state).toMatchObject({ phase: 'keystore', problem: 'locked' });
  machine.keystore.condition = 'open';
  await session.keystore.retry();
  expect([session.state.phase, timers]).toEqual(['first_run', []]);
});

it('S-33 on another computer offers to start over, saying what is lost; the team’s messages come again', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.connect({ url: 'https://parley.example.com' });
  await first.session.signIn({ email: 'a@b.example', password: 'right' });
  const id = first.session.state.phase === 'ready' ? first.session.state.workspace.id : '';
  await first.session.stop();
  mkdirSync(join(machine.dir, 'workspaces', id), { recursive: true });
  writeFileSync(join(machine.dir, 'workspaces', id, 'unsent'), '3');
  machine.keystore.machine = 'another laptop';
  const { session } = run(machine);
  await session.start();
  expect(session.state).toEqual({ phase: 'keystore', problem: 'mismatch', backend: 'gnome_libsecret', unsent: 3 });
  await session.keystore.startOver();
  expect(session.state.phase).toBe('first_run');
  expect(existsSync(join(machine.dir, 'workspaces', id))).toBe(false);
  await session.connect({ url: 'https://parley.example.com' });
  await session.signIn({ email: 'a@b.example', password: 'right' });
  expect(session.state).toMatchObject({ phase: 'ready', notices: [{ kind: 'keys_replaced' }] });
});

it('ruling 42 opens a company with its recovery key after the keyring was lost, and with no other', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  const { recoveryKey } = await first.session.setUp(company);
  await first.session.stop();
  machine.keystore.machine = 'new keyring';
  const { session } = run(machine);
  await session.start();
  expect(session.state).toMatchObject({ phase: 'recovery', error: null });
  const wrong = recoveryKey.replace(/^./, (char) => (char === 'A' ? 'B' : 'A'));
  await expect(session.keystore.recover({ recoveryKey: wrong })).rejects.toMatchObject({ code: 'recovery_key_wrong' });
  expect(session.state.phase).toBe('recovery');
  await session.keystore.recover({ recoveryKey: recoveryKey.toLowerCase() });
  expect(session.state).toMatchObject({ phase: 'sign_in', needsSetUp: false, workspace: { mode: 'embedded' } });
  await session.signIn(company);
  expect(session.state.phase).toBe('ready');
  expect(machine.databases.size).toBe(1);
});

/** Quits, loses the keyring and starts again; `outbox` is the file of the company's unsent messages and its key. */
async function losingTheKeyring() {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.connect({ url: 'https://parley.example.com' });
  await first.session.signIn({ email: 'a@b.example', password: 'right' });
  const { recoveryKey } = await first.session.setUp(company);
  const [team, own] = first.opened.map(({ options }) => options);
  await first.session.stop();
  for (const copy of [team, own]) {
    mkdirSync(copy?.dir ?? '', { recursive: true });
    writeFileSync(join(copy?.dir ?? '', 'outbox.db'), 'unsent');
  }
  machine.keystore.machine = 'new keyring';
  const again = run(machine);
  await again.session.start();
  return { ...again, recoveryKey, team, own };
}

it('ruling 42 the recovery key opens the outbox that was there, under the key it has; a team’s copy goes aside', async () => {
  const { session, opened, recoveryKey, team, own } = await losingTheKeyring();
  expect(session.state.phase).toBe('recovery');
  await session.keystore.recover({ recoveryKey });
  await session.signIn(company);
  expect([opened[0]?.options.dir, opened[0]?.options.databaseKey]).toEqual([own?.dir, own?.databaseKey]);
  expect(existsSync(join(own?.dir ?? '', 'outbox.db'))).toBe(true);
  expect(existsSync(team?.dir ?? '')).toBe(false);
});

it('ruling 42 the outbox also waits for the recovery key when the person started over without it', async () => {
  const { session, opened, recoveryKey, own } = await losingTheKeyring();
  await session.leave();
  await session.keystore.startOver();
  expect(session.state.phase).toBe('recovery');
  await session.keystore.recover({ recoveryKey });
  expect([opened[0]?.options.dir, opened[0]?.options.databaseKey]).toEqual([own?.dir, own?.databaseKey]);
  expect(existsSync(join(own?.dir ?? '', 'outbox.db'))).toBe(true);
});

it('ruling 42 without the recovery key the person can still start over; the database stays where it is', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.setUp(company);
  await first.session.stop();
  machine.keystore.machine = 'new keyring';
  const { session, profile } = run(machine);
  await session.start();
  await session.leave();
  expect(session.state).toMatchObject({ phase: 'keystore', problem: 'mismatch' });
  await session.keystore.startOver();
  expect(session.state.phase).toBe('recovery');
  await session.leave();
  expect(session.state.phase).toBe('first_run');
  expect(profile.companies()).toHaveLength(1);
});

it('ruling 42 asks for the recovery key when the database was made with another key', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  const { recoveryKey } = await first.session.setUp(company);
  await first.session.stop();
  const [[dir, database]] = [...machine.databases.entries()] as [[string, { key: string; hasCompany: boolean }]];
  machine.databases.set(dir, { key: 'another key', hasCompany: true });
  const { session } = run(machine);
  await session.start();
  expect(session.state).toMatchObject({ phase: 'recovery', workspace: { name: 'Acme' } });
  machine.databases.set(dir, database);
  await session.keystore.recover({ recoveryKey });
  expect(session.state).toMatchObject({ phase: 'ready', workspace: { name: 'Acme' } });
});

/** A backup of the company that is open, as its process would have written it. */
function aBackup({ session }: ReturnType<typeof run>) {
  const { id, recovery, databaseKey, dataDir } = session.company() ?? { recovery: { salt: '', sealed: '' } };
  if (id === undefined || databaseKey === undefined) throw new Error('no company is open');
  return {
    path: '/usb',
    head: { v: 1 as const, workspaceId: id, createdAt: 1, recovery },
    bytes: 1,
    databaseKey,
    dataDir,
  };
}

/** Reads it into a place of its own, as the process of the backup would. */
function copyInto(machine: Machine) {
  return async (order: BackupOrder): Promise<void> => {
    mkdirSync(order.dataDir, { recursive: true });
    writeFileSync(join(order.dataDir, 'parley.db'), 'restored');
    machine.databases.set(order.dataDir.replace('.restoring', ''), { key: order.databaseKey, hasCompany: true });
  };
}

it('R-7e brings a company back on another computer, with the recovery key and no other', async () => {
  const lost = run(aMachine());
  await lost.session.start();
  const { recoveryKey } = await lost.session.setUp(company);
  const backup = aBackup(lost);
  const machine = aMachine();
  const { session, profile, opened } = run(machine);
  await session.start();
  const copy = copyInto(machine);
  const wrong = recoveryKey.replace(/^./, (char) => (char === 'A' ? 'B' : 'A'));
  await expect(session.restore(backup, wrong, copy)).rejects.toMatchObject({ code: 'recovery_key_wrong' });
  expect([profile.companies(), session.state.phase]).toEqual([[], 'first_run']);
  await session.restore(backup, recoveryKey, copy);
  expect(session.state).toMatchObject({ phase: 'sign_in', workspace: { mode: 'embedded' } });
  expect(session.company()?.databaseKey).toBe(backup.databaseKey);
  await session.signIn(company);
  expect(session.state.phase).toBe('ready');
  expect(opened).toHaveLength(1);
});

it('R-7e in use, a restore wants a fresh proof and keeps what was there aside; another company is refused', async () => {
  const machine = aMachine();
  const here = run(machine);
  const { session, faults } = here;
  await session.start();
  const { recoveryKey } = await session.setUp(company);
  const backup = aBackup(here);
  const copy = copyInto(machine);
  faults.stale = true;
  await expect(session.restore(backup, recoveryKey, copy)).rejects.toMatchObject({
    details: { reason: 'step_up_required' },
  });
  await expect(session.renewRecoveryKey()).rejects.toMatchObject({ details: { reason: 'step_up_required' } });
  faults.stale = false;
  const broken = async (): Promise<never> => Promise.reject(new AppError('conflict', 'The backup is damaged.'));
  await expect(session.restore(backup, recoveryKey, broken)).rejects.toMatchObject({ code: 'conflict' });
  expect(session.state.phase).toBe('ready');
  await session.restore(backup, recoveryKey, copy);
  // The session belonged to the state that was left: whoever comes signs in.
  expect(session.state.phase).toBe('sign_in');
  const aside = join(machine.dir, 'aside', '1000000', 'companies', backup.head.workspaceId, 'parley.db');
  expect(readFileSync(aside, 'utf8')).toBe('x');
  const other = run(aMachine());
  await other.session.start();
  const elsewhere = await other.session.setUp(company);
  await expect(session.restore(aBackup(other), elsewhere.recoveryKey, copy)).rejects.toMatchObject({
    code: 'conflict',
  });
});

it('makes a demo anew whose keys were lost', async () => {
  const machine = aMachine();
  const first = run(machine);
  await first.session.start();
  await first.session.tryDemo();
  await first.session.stop();
  machine.keystore.machine = 'new keyring';
  const { session, profile } = run(machine);
  await session.start();
  expect(session.state).toMatchObject({ phase: 'keystore', problem: 'mismatch' });
  await session.keystore.startOver();
  await session.tryDemo();
  expect(session.state.phase).toBe('ready');
  expect(profile.demos()).toHaveLength(1);
});

it('calls off a start that is under way when the desktop quits', async () => {
  const { session, profile, faults, log } = run(aMachine());
  await session.start();
  faults.furnishHangs = true;
  const trying = session.tryDemo();
  await new Promise((resolve) => setImmediate(resolve));
  await session.stop();
  await trying;
  expect([log, profile.demos()]).toEqual([['backend on 5050', 'backend stopped'], []]);
});

/** A desktop with a team’s server and a company of its own, the company shown. */
async function withTwo(machine = aMachine()) {
  const desk = run(machine);
  const { session } = desk;
  await session.start();
  await session.connect({ url: 'https://parley.example.com' });
  await session.signIn({ email: 'a@b.example', password: 'right' });
  const team = idOf(session.state);
  session.show(null);
  await session.setUp(company);
  const own = idOf(session.state);
  return { ...desk, machine, team, own };
}

it('ruling 44: several workspaces are open at once; the one that is shown changes at once and without closing any', async () => {
  const { session, team, own, log } = await withTwo();
  expect(session.tiles.map(({ id, mode, standing }) => [id, mode, standing])).toEqual([
    [team, 'team', 'ready'],
    [own, 'embedded', 'ready'],
  ]);
  const [mine, theirs] = [session.workspace(own), session.workspace(team)];
  session.show(team);
  expect(session.state).toMatchObject({ phase: 'ready', workspace: { id: team } });
  session.show(own);
  expect([session.workspace(own), session.workspace(team)]).toEqual([mine, theirs]);
  expect(session.signedIn.map(({ id }) => id)).toEqual([own, team]);
  expect(log).not.toContain('closed');
  // The same server again is the same workspace.
  await session.connect({ url: 'parley.example.com' });
  expect([session.shown, session.tiles.length]).toEqual([team, 2]);
});

it('opens all of them at the next start, the one shown last first; a left one stays left', async () => {
  const { session, machine, team, own } = await withTwo();
  session.show(team);
  session.show(null);
  await session.tryDemo();
  expect(session.tiles.map(({ standing }) => standing)).toEqual(['ready', 'ready', 'ready']);
  await session.leave();
  expect(session.shown).toBe(team);
  await session.stop();
  const again = run(machine);
  await again.session.start();
  expect(again.session.state).toMatchObject({ phase: 'ready', workspace: { id: team } });
  await vi.waitFor(() => expect(again.session.tiles.every(({ standing }) => standing === 'ready')).toBe(true));
  expect(again.session.tiles.map(({ id }) => id)).toEqual([team, own]);
  // The demo is where it was.
  await again.session.tryDemo();
  expect(again.log).toContain('demo resumed');
  // Seven sets of keys, each written to the disk: slow where the disk is.
}, 20_000);

it('S-35 signing out of one erases what is its own and leaves the other as it is', async () => {
  const { session, opened, team, own, machine } = await withTwo();
  const other = session.workspace(own);
  await session.signOut({ workspaceId: team });
  expect(session.tiles.map(({ standing }) => standing)).toEqual(['signed_out', 'ready']);
  expect([session.shown, session.workspace(own)]).toEqual([own, other]);
  expect(() => session.workspace(team)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  const keys = JSON.parse(readFileSync(join(machine.dir, 'keys.json'), 'utf8')) as { workspaces: object };
  expect(Object.keys(keys.workspaces)).toEqual([own]);
  expect(opened.map(({ options }) => options.tokens.load() !== null)).toEqual([false, true]);
});

it('a session that ends, or a server that cannot be reached, shows on its tile only', async () => {
  const { session, states, opened, team } = await withTwo();
  const before = states.length;
  opened[0]?.emit('connection', { backend: { state: 'down', reason: '', since: 0 } } as WorkspaceEvents['connection']);
  expect(session.tiles.map(({ standing }) => standing)).toEqual(['offline', 'ready']);
  opened[0]?.emit('signedOut', { reason: 'expired', message: 'Please sign in again.' });
  expect(session.tiles.map(({ standing }) => standing)).toEqual(['signed_out', 'ready']);
  expect(states.length).toBe(before);
  session.show(team);
  expect(session.state).toMatchObject({ phase: 'sign_in', reason: 'Please sign in again.' });
});

it('takes a team’s server off the list with all that is here of it, and never the company of this computer', async () => {
  const { session, team, own, profile } = await withTwo();
  session.show(team);
  mkdirSync(profile.copyDir(team), { recursive: true });
  await session.remove({ workspaceId: team });
  expect([session.shown, session.tiles.map(({ id }) => id)]).toEqual([own, [own]]);
  expect(existsSync(profile.copyDir(team))).toBe(false);
  await expect(session.remove({ workspaceId: own })).rejects.toMatchObject({ code: 'conflict' });
  await session.connect({ url: 'https://parley.example.com' });
  expect(session.state).toMatchObject({ phase: 'sign_in' });
  // Nobody was ever in it: leaving its screen leaves nothing behind.
  await session.leave();
  expect([session.state.phase, session.tiles.map(({ id }) => id)]).toEqual(['first_run', [own]]);
});

it('S-34 whoever forgot the PIN is signed out of every workspace', async () => {
  const { session } = await withTwo();
  await session.signOutOfAll();
  expect(session.tiles.map(({ standing }) => standing)).toEqual(['signed_out', 'signed_out']);
});

it('one that cannot be opened is tried again when somebody looks at it', async () => {
  const { session, machine, own, team } = await withTwo();
  session.show(team);
  await session.stop();
  const again = run(machine);
  again.faults.backend = new BackendStartError('internal', 'The backend ended.');
  await again.session.start();
  await vi.waitFor(() => expect(again.session.tiles.map(({ standing }) => standing)).toEqual(['ready', 'closed']));
  again.faults.backend = null;
  again.session.show(own);
  await vi.waitFor(() => expect(again.session.state).toMatchObject({ phase: 'ready', workspace: { id: own } }));
});
