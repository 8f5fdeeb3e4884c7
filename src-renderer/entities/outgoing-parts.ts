import { maxCaptionLength, maxTextLength } from '#shared/content.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { kindOf, mediaContent, type DraftFile } from './draft-files.ts';

/** What goes out for a draft: its text under the first file where WhatsApp has room for it there, else on its own. */
export function outgoingParts(text: string, files: readonly DraftFile[]): OutgoingContent[] {
  const words = text.trim() === '' ? null : text;
  const [first, ...others] = files;
  if (first === undefined) return words === null ? [] : splitText(words, maxTextLength).map(toText);
  const kind = first.kind ?? kindOf(first.mime);
  const isCaption = words !== null && words.length <= maxCaptionLength && kind !== 'audio' && kind !== 'sticker';
  return [
    mediaContent(first, isCaption ? words : null),
    ...others.map((file) => mediaContent(file, null)),
    ...(isCaption || words === null ? [] : splitText(words, maxTextLength).map(toText)),
  ];
}

const toText = (text: string): OutgoingContent => ({ type: 'text', text });

/** A text in pieces of at most `limit`: cut at an empty line, a line, a sentence or a word, in this order. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = cutAt(rest, limit);
    const piece = rest.slice(0, end).trimEnd();
    if (piece !== '') pieces.push(piece);
    rest = rest.slice(end).trimStart();
  }
  if (rest.trim() !== '') pieces.push(rest);
  return pieces;
}

function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit + 1);
  for (const pattern of [/\n\s*\n/g, /\n/g, /[.!?…]\s/g, /\s/g]) {
    const last = [...head.matchAll(pattern)].findLast(({ index }) => index > 0 && index < limit);
    // A cut near the beginning would make a piece of a few words.
    if (last !== undefined && last.index >= limit / 2) return Math.min(limit, last.index + last[0].length);
  }
  // A pair of surrogates stays together.
  const before = text.charCodeAt(limit - 1);
  return before >= 0xd800 && before < 0xdc00 ? limit - 1 : limit;
}
