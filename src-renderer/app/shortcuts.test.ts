import { expect, it, vi } from 'vitest';
import type { Command } from './commands.ts';
import type { Keystroke } from './shortcuts.ts';

vi.stubGlobal('window', { parley: {} });
const { ShortcutMatcher } = await import('./shortcuts.ts');
const { listCommands } = await import('./commands.ts');

const press = (code: string, over: Partial<Keystroke> = {}): Keystroke => ({
  code,
  key: code.replace('Key', '').toLowerCase(),
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  timeStamp: 0,
  ...over,
});
const aCommand = (id: string, keys: string[], over: Partial<Command> = {}): Command => ({
  id,
  group: 'anywhere',
  label: id,
  keys,
  whileTyping: false,
  isAvailable: () => true,
  run: () => undefined,
  ...over,
});
const find = (commands: Command[], event: Keystroke, place: 'page' | 'field' | 'layer' = 'page') =>
  new ShortcutMatcher().find(commands, event, place, false)?.id ?? null;

it('leaves single letters to the text while one types', () => {
  const resolve = aCommand('resolve', ['KeyE'], { whileTyping: true });
  expect(find([resolve], press('KeyE'))).toBe('resolve');
  expect(find([resolve], press('KeyE'), 'field')).toBeNull();
});

it('hears the palette also while one types', () => {
  const palette = aCommand('palette', ['mod+KeyK'], { whileTyping: true });
  expect(find([palette], press('KeyK', { ctrlKey: true }), 'field')).toBe('palette');
});

it('passes over a command that is not available', () => {
  const commands = [aCommand('a', ['KeyE'], { isAvailable: () => false }), aCommand('b', ['KeyE'])];
  expect(find(commands, press('KeyE'))).toBe('b');
});

it('hears one key after the other, within a second', () => {
  const commands = [aCommand('mine', ['KeyG KeyI']), aCommand('me', ['KeyI'])];
  const matcher = new ShortcutMatcher();
  const hear = (code: string, timeStamp: number) =>
    matcher.find(commands, press(code, { timeStamp }), 'page', false)?.id;
  expect([hear('KeyG', 0), hear('KeyI', 900)]).toEqual([undefined, 'mine']);
  expect([hear('KeyG', 5000), hear('KeyI', 6100)]).toEqual([undefined, 'me']);
});

it('uses no Alt with a letter: menus and accents own those', () => {
  const keys = listCommands().flatMap((command) => command.keys);
  expect(keys.filter((key) => /Alt\+(?:Shift\+)?Key/.test(key))).toEqual([]);
});
