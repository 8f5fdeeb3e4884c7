import { expect, it } from 'vitest';
import { findFolded, foldText } from './fold-text.ts';

const found = (text: string, wanted: string) =>
  findFolded(text, foldText(wanted)).map(({ start, end }) => text.slice(start, end));

it('finds words whatever their case and accents, as they stand in the text', () => {
  expect(found('Größe, GROSSE und größere', 'grö')).toEqual(['Grö', 'GRO', 'grö']);
  expect(found('café cafe CAFE\u0301', 'café')).toEqual(['café', 'cafe', 'CAFE\u0301']);
  expect(found('são São sao', 'sao')).toEqual(['são', 'São', 'sao']);
  expect(found('🦊 fox 🦊', '🦊')).toEqual(['🦊', '🦊']);
  expect(found('aaaa', 'aa')).toEqual(['aa', 'aa']);
  expect(found('anything', '')).toEqual([]);
});
