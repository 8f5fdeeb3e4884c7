import { expect, it } from 'vitest';
import { recentlySearched } from './search.ts';

it('keeps the last searches, each once, without the steps of typing them', () => {
  expect(recentlySearched([], '  ')).toEqual([]);
  expect(recentlySearched(['refund', 'order'], 'order 42 ')).toEqual(['order 42', 'refund']);
  expect(recentlySearched(['a', 'b'], 'b')).toEqual(['b', 'a']);
  expect(
    recentlySearched(
      Array.from({ length: 8 }, (_, number) => `x${number}`),
      'new',
    ),
  ).toHaveLength(8);
});
