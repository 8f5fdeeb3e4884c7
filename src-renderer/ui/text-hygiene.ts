// S-28: text from outside can't dress up as something else. Everything here returns plain strings for text nodes.

/** Bidi controls and zero-width characters: invisible in a name, and able to make one look like another. */
const invisible = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** A joiner inside an emoji, or between letters of a joining script, is part of the spelling and can be seen. */
const spelling =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})|(?<=[\p{Script=Arabic}\p{Script=Devanagari}])[\u200C\u200D](?=[\p{Script=Arabic}\p{Script=Devanagari}])/gu;
const marksPerBase = 8;
const tooManyMarks = new RegExp(`(\\p{M}{${marksPerBase}})\\p{M}+`, 'gu');
/** Bodies longer than this are cut until the reader asks for more. */
const bodyLimitBytes = 64 * 1024;

/** A name, handle or filename with every hidden control spelled out: `Anna‹U+202E›`. Combining marks are capped. */
export function visibleName(name: string): string {
  const kept = new Set(Array.from(name.matchAll(spelling), (match) => match.index));
  return cappedMarks(name).replace(invisible, (char, index: number) =>
    kept.has(index) ? char : `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

/** At most eight combining marks on one character, so that text can't climb over its neighbours. */
export function cappedMarks(text: string): string {
  return text.replace(tooManyMarks, '$1');
}

/** The part of a body that is shown at first, and whether there is more. Cut between characters, never inside one. */
export function bodyStart(text: string): { text: string; cut: boolean } {
  const bytes = new TextEncoder().encode(text.slice(0, bodyLimitBytes));
  if (bytes.length <= bodyLimitBytes && text.length <= bodyLimitBytes) return { text, cut: false };
  const start = new TextDecoder().decode(bytes.subarray(0, bodyLimitBytes)).replace(/\uFFFD+$/u, '');
  return { text: start, cut: true };
}
