import type { TextRange } from '#shared/fold-text.ts';

export interface Marked extends TextRange {
  as: 'found' | 'name';
}

/** The text in pieces: those within a range with what they are. Of ranges that overlap the first counts. */
export function splitBy(text: string, ranges: readonly Marked[]): { text: string; start: number; as?: Marked['as'] }[] {
  const pieces: { text: string; start: number; as?: Marked['as'] }[] = [];
  let at = 0;
  for (const { start, end, as } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), start: at });
    pieces.push({ text: text.slice(start, end), start, as });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), start: at });
  return pieces;
}
