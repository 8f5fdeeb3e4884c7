import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createExclusively } from './exclusive-file.ts';

it('lets the first one in and keeps its content', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exclusive-'));
  const file = path.join(folder, 'one');
  expect([createExclusively(file, 'first'), createExclusively(file, 'second')]).toEqual([true, false]);
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['first', ['one']]);
  rmSync(folder, { recursive: true });
});

it('throws for anything else than a file that exists', () => {
  expect(() => createExclusively('/nowhere/at/all', 'x')).toThrow('ENOENT');
});
