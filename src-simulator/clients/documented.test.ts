import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

it.each(['kapso', 'great-detail'])('README.md lists the calls of %s that are tested, and no others', (library) => {
  const tested = [...read(`${library}.test.ts`).matchAll(/^  '([^']+)': \[/gm)].map(([, name]) => name);
  const rows = [...read('README.md').matchAll(/^\| (\S+) +\| (.+?) +\| (?:passed|refused \(\d+\)) +\|$/gm)];
  const listed = rows.filter(([, of]) => of === library).map(([, , name]) => name);
  // The last row of each is its verifier of webhooks.
  expect(listed.slice(0, -1)).toEqual(tested);
});
