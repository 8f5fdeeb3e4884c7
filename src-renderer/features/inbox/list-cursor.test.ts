import { expect, it, vi } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';

vi.stubGlobal('window', { parley: {} });
const { rowBeside } = await import('./list-cursor.ts');

const ids = Array.from({ length: 4 }, () => newId<ConversationId>());
const [a, b, , d] = ids;

it('goes down and up, and stops at the ends', () => {
  expect(rowBeside(ids, a ?? null, 1)).toBe(b);
  expect(rowBeside(ids, b ?? null, -1)).toBe(a);
  expect(rowBeside(ids, d ?? null, 1)).toBeNull();
});

it('begins at the top going down, and at the bottom going up, when nothing is chosen', () => {
  expect([rowBeside(ids, null, 1), rowBeside(ids, newId(), -1)]).toEqual([a, d]);
});

it('skips what is not wanted', () => {
  expect(rowBeside(ids, a ?? null, 1, (id) => id === d)).toBe(d);
  expect(rowBeside(ids, a ?? null, 1, () => false)).toBeNull();
});
