import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOtherInstance, lockInstance } from './single-instance.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'instance-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const message = { argv: ['electron', '.'], cwd: '/', data: null };

it('takes over the lock of a process that has gone', async () => {
  const gone = spawn('true');
  await new Promise((resolve) => gone.on('exit', resolve));
  writeFileSync(path.join(folder, 'SingletonLock'), String(gone.pid));
  expect(findOtherInstance(folder)).toBeNull();
  const lock = lockInstance(folder, message, () => {});
  expect(readFileSync(path.join(folder, 'SingletonLock'), 'utf8')).toBe(String(process.pid));
  lock?.release();
  expect(() => readFileSync(path.join(folder, 'SingletonLock'))).toThrow('ENOENT');
});

it('finds the living process that holds a profile', () => {
  writeFileSync(path.join(folder, 'SingletonLock'), String(process.ppid));
  expect(findOtherInstance(folder)).toBe(process.ppid);
  writeFileSync(path.join(folder, 'SingletonLock'), 'rubbish');
  expect(findOtherInstance(folder)).toBeNull();
});
