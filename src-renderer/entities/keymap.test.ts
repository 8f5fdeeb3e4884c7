import { expect, it } from 'vitest';
import { conflictsOf, type KeyChoices, rebind, restore, withKeys } from './keymap.ts';

const parley: KeyChoices = { preset: 'parley', own: {} };
const commands = [
  { id: 'resolve', keys: ['KeyE'] },
  { id: 'me', keys: ['KeyI'] },
  { id: 'mine', keys: ['KeyG KeyI'] },
];

it('what a person chose goes before the preset, and no keys are a choice, too', () => {
  const own = { resolve: ['KeyY'], me: [] };
  expect(withKeys(commands, { preset: 'gmail', own }).map(({ keys }) => keys)).toEqual([['KeyY'], [], ['KeyG KeyI']]);
});

it('finds who else hears the keys, also as the beginning of a sequence', () => {
  expect(conflictsOf(commands, 'new', 'KeyE').map(({ id }) => id)).toEqual(['resolve']);
  expect(conflictsOf(commands, 'new', 'KeyG').map(({ id }) => id)).toEqual(['mine']);
  expect(conflictsOf(commands, 'new', 'KeyI KeyX').map(({ id }) => id)).toEqual(['me']);
  expect(conflictsOf(commands, 'resolve', 'KeyE')).toEqual([]);
});

it('keys go to the one who gets them; taking it back gives the old ones again', () => {
  const changed = rebind(parley, commands, 'me', 'KeyE');
  expect(withKeys(commands, changed).map(({ keys }) => keys)).toEqual([[], ['KeyE'], ['KeyG KeyI']]);
  expect(withKeys(commands, restore(changed, 'resolve'))[0]?.keys).toEqual(['KeyE']);
});

it('keys that mean what the place with the focus means are nobody’s alone', () => {
  const places = [
    { id: 'openRow', keys: ['Enter'] },
    { id: 'openMessage', keys: ['Enter'] },
  ];
  expect(conflictsOf(places, 'openRow', 'Enter')).toEqual([]);
});
