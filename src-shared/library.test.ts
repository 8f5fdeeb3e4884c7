import { expect, it } from 'vitest';
import { type LibraryContent, mergeContent, type QuickReply } from './library.ts';

const base: QuickReply = { kind: 'quickReply', shortcut: 'hours', title: 'Hours', text: 'Nine to five', media: null };

it('changes of different fields are both kept', () => {
  const merged = mergeContent(base, { ...base, text: 'Ten to six' }, { ...base, title: 'Opening hours' });
  expect(merged).toEqual({ content: { ...base, text: 'Ten to six', title: 'Opening hours' }, conflicts: [] });
});

it('the same field changed by both is a conflict of that field only, unless both made it the same', () => {
  const theirs = { ...base, text: 'Never', title: 'Opening hours' };
  const merged = mergeContent(base, { ...base, text: 'Ten to six', title: 'Opening hours' }, theirs);
  expect(merged).toEqual({ content: { ...theirs, text: 'Ten to six' }, conflicts: ['text'] });
});

it('a thing of another kind has nothing to be merged with', () => {
  const label: LibraryContent = { kind: 'label', name: 'vip', color: 'red' };
  expect(mergeContent(base, base, label).conflicts).toEqual(['kind']);
});
