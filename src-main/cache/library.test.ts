import { expect, it } from 'vitest';
import { type LibraryItemId, type MutationId, newId, type UserId } from '#shared/ids.ts';
import type { LibraryItem } from '#shared/library.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { overlayLibrary } from './library.ts';
import type { Pending } from './pending.ts';

const me = newId<UserId>();
const label = { kind: 'label', name: 'vip', color: 'teal' } as const;
const item = (version: number, content: LibraryItem['content']): LibraryItem => {
  return { id: itemId, version, ownerId: null, content, updatedBy: me, updatedAt: 1 };
};
const itemId = newId<LibraryItemId>();
const waiting = (save: Partial<MutationOf<'library.save'>>): Pending => ({
  position: 1,
  mutation: {
    id: newId<MutationId>(),
    type: 'library.save',
    itemId,
    expected: 0,
    shared: true,
    content: { ...label, color: 'red' },
    ...save,
  },
  accountId: null,
  state: 'pending',
  attempted: true,
  notBefore: null,
  seq: null,
  error: null,
  createdAt: 2,
  confirmed: false,
  landedAt: null,
});
const shown = (server: LibraryItem, pending: Pending) =>
  overlayLibrary({ items: [server], scheduled: [] }, [pending], me).items[0]?.content;

it('shows a change at once, also when what it began from has a new version by now', () => {
  expect(shown(item(0, label), waiting({ base: label }))).toEqual({ ...label, color: 'red' });
  expect(shown(item(1, label), waiting({ base: label }))).toEqual({ ...label, color: 'red' });
});

it('shows what a colleague changed meanwhile beside one’s own, and a new one as the server has it', () => {
  const renamed = { ...label, name: 'big customer' };
  expect(shown(item(4, renamed), waiting({ expected: 3, base: label }))).toEqual({ ...renamed, color: 'red' });
  expect(shown(item(1, renamed), waiting({}))).toEqual(renamed);
});
