import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// `executeTakeFirst` reads every row and answers the first: what is sorted first must be limited to one.

const backend = join(import.meta.dirname, '../../src-backend');
const sources = readdirSync(backend, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(join(backend, name), 'utf8') }));

/** From each `selectFrom` to its `executeTakeFirst`. */
const firstRowQueries = sources.flatMap(({ name, text }) =>
  [...text.matchAll(/\.selectFrom\((?:(?!\.execute).)*?\.executeTakeFirst/gs)].map(([query]) => ({ name, query })),
);

it('a query for the first row of a sorted table reads one row', () => {
  expect(firstRowQueries.length).toBeGreaterThan(50);
  const unlimited = firstRowQueries.filter(({ query }) => query.includes('.orderBy(') && !query.includes('.limit(1)'));
  expect(unlimited).toEqual([]);
});
