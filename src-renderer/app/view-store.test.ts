import { expect, it, vi } from 'vitest';

vi.stubGlobal('window', { parley: {} });
const { isContactVisible } = await import('./view-store.ts');

it('shows the contact panel where there is room, unless the person decided otherwise', () => {
  expect([1280, 900].map((width) => isContactVisible('auto', width))).toEqual([true, false]);
  expect([1280, 900].map((width) => isContactVisible('shown', width))).toEqual([true, true]);
  expect([1280, 900].map((width) => isContactVisible('hidden', width))).toEqual([false, false]);
});
