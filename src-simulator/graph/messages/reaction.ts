import { invalidParameter } from '../graph-error.ts';
import { type Json, missing, notValid, readText } from './params.ts';

const wamidLimit = 255;
const graphemes = new Intl.Segmenter();

/** `emoji: ""` takes the reaction away. Whether the message it speaks of can be reacted to is found out later. */
export function checkReaction(content: Json): void {
  readText(content, 'message_id', 'reaction', wamidLimit);
  const { emoji } = content;
  if (emoji === undefined || emoji === null) throw missing("reaction['emoji']");
  if (typeof emoji !== 'string') throw invalidParameter("Param reaction['emoji'] must be a string.");
  if (emoji !== '' && !isOneEmoji(emoji)) throw notValid("reaction['emoji']", 'must be a single emoji.');
}

function isOneEmoji(text: string): boolean {
  return /\p{Emoji}/u.test(text) && !/^[\d#*]$/.test(text) && [...graphemes.segment(text)].length === 1;
}
