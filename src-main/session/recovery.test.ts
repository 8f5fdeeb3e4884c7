import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import { aMachine, company, type Machine, run } from './session.fixtures.ts';

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
