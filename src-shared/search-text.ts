import { foldText } from './fold-text.ts';

// Text as the search index knows it. Writing and asking go through the same functions, so that they agree.

/** Scripts that put no space between words: each character is a word of its own there. */
const scripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'].map((name) => `\\p{Script=${name}}`);
const unspaced = new RegExp(`[${scripts.join('')}]`, 'gu');
const joint = new RegExp(`(?<=[${scripts.join('')}]) (?=[${scripts.join('')}])`, 'gu');
/** Does a new word begin here, whatever stands before it? */
export const beginsAnywhere = new RegExp(`^[${scripts.join('')}]`, 'u');

export function indexedText(text: string): string {
  return foldText(text).replace(unspaced, ' $& ');
}

/** The same as it stands in a text: what to look for to mark it there. */
export function asWritten(indexed: string): string {
  return indexed.replace(joint, '');
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return indexedText(text).match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}

/** A short word for an id that WhatsApp gave: the ids themselves would make up a third of the index. May be another's, too. */
export function idToken(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  return `w${hash.toString(36)}`;
}
