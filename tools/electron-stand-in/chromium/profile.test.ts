import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimProfile, isAlive, prepareProfile } from './profile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'profile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes a new profile as it is', async () => {
  const profile = path.join(folder, 'chromium');
  expect(await prepareProfile(profile)).toBe(profile);
  expect(existsSync(profile)).toBe(true);
});

it('clears what a killed Chromium left behind', async () => {
  const sockets = path.join(folder, 'org.chromium.Chromium.x');
  mkdirSync(sockets);
  symlinkSync(path.join(sockets, 'SingletonSocket'), path.join(folder, 'SingletonSocket'));
  symlinkSync('host-1', path.join(folder, 'SingletonLock'));
  writeFileSync(path.join(folder, 'stand-in.json'), '{"main": 1, "chro');
  expect(await prepareProfile(folder)).toBe(folder);
  expect([existsSync(sockets), existsSync(path.join(folder, 'SingletonLock'))]).toEqual([false, false]);
});

it('ends the Chromium of a main process that has gone', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder]);
  const gone = spawn('true');
  await new Promise((resolve) => gone.on('exit', resolve));
  writeFileSync(path.join(folder, 'stand-in.json'), JSON.stringify({ main: gone.pid, chromium: orphan.pid }));
  const ended = new Promise((resolve) => orphan.on('exit', (_code, signal) => resolve(signal)));
  expect(await prepareProfile(folder, 0)).toBe(folder);
  expect(await ended).toBe('SIGKILL');
});

it('leaves a profile alone whose main process lives, and gives a temporary one', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder]);
  writeFileSync(path.join(folder, 'stand-in.json'), JSON.stringify({ main: process.ppid, chromium: other.pid }));
  const given = await prepareProfile(folder);
  expect(given).not.toBe(folder);
  expect(isAlive(other.pid!)).toBe(true);
  rmSync(given, { recursive: true });
  other.kill();
});

it('counts the number of a process that is no Chromium of this profile as free', async () => {
  claimProfile(folder, process.pid);
  expect(await prepareProfile(folder)).toBe(folder);
});
