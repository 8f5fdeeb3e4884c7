import { expect, it } from 'vitest';
import { findIn, formatJson } from './find-in-json.ts';

it('finds words in any case, one after the other, at their own places', () => {
  const text = 'İstanbul WAMID wamid wamiwamid';
  expect(findIn(text, 'Wamid').map((at) => text.slice(at, at + 5))).toEqual(['WAMID', 'wamid', 'wamid']);
  expect(findIn('aaaa', 'aa')).toEqual([0, 2]);
  expect(findIn('anything', '')).toEqual([]);
});

it('shows what is no JSON as it came', () => {
  expect(formatJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(formatJson('<html>')).toBe('<html>');
});
