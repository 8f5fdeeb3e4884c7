import { expect, it } from 'vitest';
import { readMode } from './palette-mode.ts';

it('the first character says what is looked for', () => {
  expect(readMode('>theme')).toEqual({ mode: 'actions', query: 'theme' });
  expect(readMode('  @ ana ')).toEqual({ mode: 'people', query: 'ana' });
  expect(readMode('#')).toEqual({ mode: 'templates', query: '' });
});

it('without one, everything is looked through as it was typed', () => {
  expect(readMode('a > b')).toEqual({ mode: null, query: 'a > b' });
  expect(readMode('')).toEqual({ mode: null, query: '' });
});
