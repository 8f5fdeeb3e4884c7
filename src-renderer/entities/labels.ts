import { foldText } from '#shared/fold-text.ts';
import { Label } from '#shared/library.ts';
import { api } from '../api.ts';
import { mayI } from './directory.ts';
import { itemsOf, useLibrary } from './library.ts';

// Labels are words on conversations; the team's library says how they look.

export type LabelColor = Label['color'];

/** The colour of a tag: the library's, otherwise grey. */
export const useLabelColor = (tag: string): LabelColor => useLibrary((library) => colorOf(tag, library));

export function colorOf(tag: string, library = useLibrary.getState()): LabelColor {
  const wanted = foldText(tag);
  return itemsOf(library, 'label').find(({ content }) => foldText(content.name) === wanted)?.content.color ?? 'grey';
}

/** Every label that is known by name, in order of the alphabet. */
export function knownLabels(): string[] {
  const names = itemsOf(useLibrary.getState(), 'label').map(({ content }) => content.name);
  return names.toSorted((a, b) => a.localeCompare(b));
}

/** Gives a new label a colour of its own, for everyone if one may. */
export async function createLabel(name: string): Promise<void> {
  const colors = Label.shape.color.options.filter((color) => color !== 'grey');
  const used = itemsOf(useLibrary.getState(), 'label').map(({ content }) => content.color);
  const uses = (color: LabelColor): number => used.filter((one) => one === color).length;
  const [color = 'blue'] = colors.toSorted((a, b) => uses(a) - uses(b));
  const content = { kind: 'label', name, color } as const;
  await api.library.save({ itemId: null, expected: 0, shared: mayI('library.share'), content, base: null });
}
