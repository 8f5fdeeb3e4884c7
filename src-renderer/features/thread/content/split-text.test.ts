import { expect, it } from 'vitest';
import { splitBy } from './split-text.ts';

it('cuts a text where something is marked, and loses nothing of it', () => {
  const text = '@Ben look at the box';
  const pieces = splitBy(text, [
    { start: 14, end: 17, as: 'found' },
    { start: 0, end: 4, as: 'name' },
    { start: 2, end: 6, as: 'found' },
  ]);
  expect(pieces.map(({ text: part }) => part).join('')).toBe(text.replace('the', 'the'));
  expect(pieces.filter(({ as }) => as !== undefined).map(({ text: part, as }) => [part, as])).toEqual([
    ['@Ben', 'name'],
    [text.slice(14, 17), 'found'],
  ]);
  expect(splitBy('', [])).toEqual([]);
});
