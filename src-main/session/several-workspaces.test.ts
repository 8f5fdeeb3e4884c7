import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { BackendStartError } from '../backend/supervisor.ts';
import type { WorkspaceEvents } from '../workspace/workspace-api.ts';
import { aMachine, company, idOf, run } from './session.fixtures.ts';

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
