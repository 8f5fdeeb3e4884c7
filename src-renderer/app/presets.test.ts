import { expect, it, vi } from 'vitest';
import { conflictsOf, withKeys } from '../entities/keymap.ts';

vi.stubGlobal('window', { parley: {} });
const { listCommands } = await import('./commands.ts');

it.each(['parley', 'gmail', 'chatwoot'] as const)('no two commands of the preset %s clash', (preset) => {
  const all = withKeys(listCommands(), { preset, own: {} });
  const clashes = all.flatMap(({ id, keys }) =>
    keys.flatMap((key) => conflictsOf(all, id, key).map((other) => `${id} and ${other.id}: ${key}`)),
  );
  expect(clashes).toEqual([]);
});
