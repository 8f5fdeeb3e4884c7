import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => JSON.parse(readFileSync(resolve(root, path), 'utf8'));

it('S-16 Electron is pinned exactly, not below 44, and what is installed is what is pinned', () => {
  const pinned: string = read('package.json').devDependencies.electron;
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number(pinned.split('.')[0])).toBeGreaterThanOrEqual(44);
  expect(read('node_modules/electron/package.json').version).toBe(pinned);
});

it('S-70 every dependency is pinned exactly, and only the listed packages may run install scripts', () => {
  const { dependencies, devDependencies, allowScripts } = read('package.json');
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+$/.test(String(version)),
  );
  expect(loose).toEqual([]);
  expect(allowScripts).toEqual({ node: true, 'better-sqlite3': false, 'electron-winstaller': false });
});
