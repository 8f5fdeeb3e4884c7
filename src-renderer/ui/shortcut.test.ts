import { expect, it } from 'vitest';
import { keyCaps, matches, parsePress } from './shortcut.ts';

const key = (code: string, over: Partial<KeyboardEvent> = {}) => ({
  code,
  key: code.replace('Key', '').toLowerCase(),
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

it('takes letters by physical key, whatever the layout writes', () => {
  expect(matches(parsePress('KeyJ'), key('KeyJ', { key: 'о' }), false)).toBe(true);
});

it('wants exactly the modifiers that are named', () => {
  const palette = parsePress('mod+KeyK');
  expect(matches(palette, key('KeyK', { ctrlKey: true }), false)).toBe(true);
  expect(matches(palette, key('KeyK'), false)).toBe(false);
  expect(matches(palette, key('KeyK', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
});

it('mod is Command on a Mac and Control elsewhere, never the other one', () => {
  const palette = parsePress('mod+KeyK');
  expect(matches(palette, key('KeyK', { metaKey: true }), true)).toBe(true);
  expect(matches(palette, key('KeyK', { ctrlKey: true }), true)).toBe(false);
  expect(matches(palette, key('KeyK', { metaKey: true }), false)).toBe(false);
});

it('finds a character wherever the layout has put it', () => {
  const help = parsePress('char:?');
  expect(matches(help, key('Slash', { key: '?', shiftKey: true }), false)).toBe(true);
  expect(matches(help, key('Minus', { key: '?', shiftKey: true }), false)).toBe(true);
});

it('draws the caps of the system', () => {
  expect(keyCaps('mod+Shift+KeyN', false)).toEqual(['Ctrl', 'Shift', 'N']);
  expect(keyCaps('mod+Comma', true)).toEqual(['⌘', ',']);
  expect(keyCaps('Alt+ArrowDown', false)).toEqual(['Alt', '↓']);
  expect(keyCaps('char:?', false)).toEqual(['?']);
});
