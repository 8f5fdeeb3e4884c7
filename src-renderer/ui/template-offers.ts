import type { LineField } from '#shared/template/field.ts';

/** Something at hand that may be the value of a field. */
export interface ValueOffer {
  kind: 'draft' | 'contact' | 'agent';
  text: string;
}

/** What is at hand for a field with words in it: what was typed before, and the names of the two who talk. */
export function offersFor(
  field: LineField,
  known: { draft: string; contactName: string; agentName: string },
): ValueOffer[] {
  if (field.kind !== 'text') return [];
  const all: ValueOffer[] = [
    { kind: 'draft', text: onOneLine(known.draft) },
    { kind: 'contact', text: firstWord(known.contactName) },
    { kind: 'agent', text: firstWord(known.agentName) },
  ];
  return all.filter(({ text }) => text !== '' && [...text].length <= field.maxLength);
}

/** WhatsApp takes no line breaks, tabs or rows of blanks in a value. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Nobody is called by a number. */
function firstWord(name: string): string {
  const [word = ''] = name.trim().split(/\s+/);
  return /\p{L}/u.test(word) ? word : '';
}
