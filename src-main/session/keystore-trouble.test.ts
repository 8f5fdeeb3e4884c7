import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aMachine, company, run } from './session.fixtures.ts';

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
