// Text as one looks for it: without case and accents.

export function foldText(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Most texts are: then every character stays one, in its place. */
const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

export interface TextRange {
  /** In UTF-16 units of the text as it was given; `end` is behind the range. */
  start: number;
  end: number;
}

/** Where `wanted` stands in `text`, without overlaps. `wanted` is folded already; an empty one is nowhere. */
export function findFolded(text: string, wanted: string): TextRange[] {
  if (wanted === '') return [];
  if (isPlain(text)) return rangesOf(text.toLowerCase(), wanted, (start) => start);
  // One entry for each unit of the folded text: which character of the original it came from.
  const origins: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const letters = foldText(character);
    folded += letters;
    for (let unit = 0; unit < letters.length; unit++) origins.push(at);
    at += character.length;
  }
  return rangesOf(folded, wanted, (unit) => origins[unit] ?? 0).map(({ start, end }) => {
    return { start, end: endOfCharacter(text, end - 1) };
  });
}

/** `originOf`: which unit of the text a unit of the folded one came from. */
function rangesOf(folded: string, wanted: string, originOf: (at: number) => number): TextRange[] {
  const found: TextRange[] = [];
  for (let from = folded.indexOf(wanted); from >= 0; from = folded.indexOf(wanted, from + wanted.length)) {
    found.push({ start: originOf(from), end: originOf(from + wanted.length - 1) + 1 });
  }
  return found;
}

/** Behind the character at `at` and the accents that belong to it. */
function endOfCharacter(text: string, at: number): number {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (end < text.length && /^\p{M}/u.test(text.slice(end, end + 2))) end += 1;
  return end;
}
