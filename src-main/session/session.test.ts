import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { BackendStartError } from '../backend/supervisor.ts';
import type { WorkspaceEvents } from '../workspace/workspace-api.ts';
import { aMachine, company, idOf, run } from './session.fixtures.ts';

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
