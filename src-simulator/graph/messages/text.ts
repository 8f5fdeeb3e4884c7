import { invalidParameter } from '../graph-error.ts';
import { isLonger, type Json } from './params.ts';

const textLimit = 4096;

// Text is checked by Graph itself, hence 100 and not the 1310xx of the other kinds.
export function checkText(content: Json): void {
  const text = content['body'];
  if (typeof text !== 'string' || text === '') throw invalidParameter("The parameter text['body'] is required.");
  if (isLonger(text, textLimit)) {
    throw invalidParameter(`Param text['body'] must be at most ${textLimit} characters long.`);
  }
  const preview = content['preview_url'];
  if (preview !== undefined && typeof preview !== 'boolean') {
    throw invalidParameter("Param text['preview_url'] must be a boolean.");
  }
}
