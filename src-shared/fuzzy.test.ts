import { expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy.ts';

const rank = (query: string, names: string[]) =>
  names.filter((name) => fuzzyScore(query, name) > 0).toSorted((a, b) => fuzzyScore(query, b) - fuzzyScore(query, a));

it('a beginning counts more than a word, a word more than the middle, the middle more than single letters', () => {
  expect(rank('ord', ['border', 'open order', 'oar deep', 'order', 'refund'])).toEqual([
    'order',
    'open order',
    'border',
    'oar deep',
  ]);
});

it('case and accents make no difference, and signs mean nothing special', () => {
  expect(fuzzyScore('ELOD', 'Élodie')).toBeGreaterThan(800);
  expect(fuzzyScore('(', 'a (b')).toBeGreaterThan(0);
  expect(fuzzyScore('xyz', 'order')).toBe(0);
  expect(fuzzyScore('', 'anything')).toBeGreaterThan(0);
});
