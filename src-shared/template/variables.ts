/** `POSITIONAL`: `{{1}}`, `{{2}}` …; `NAMED`: `{{first_name}}`. */
export type ParameterFormat = 'POSITIONAL' | 'NAMED';

const variable = /\{\{([^{}]*)\}\}/g;

/** A piece of a template's text: words, or a variable (`name` is what stands between the braces). */
export type Piece = { kind: 'words'; text: string } | { kind: 'variable'; name: string; text: string };

/** The text cut at its variables, nothing lost: all `text`s together are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) });
    pieces.push({ kind: 'variable', name: (match[1] ?? '').trim(), text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) });
  return pieces;
}

/** The names of a text's variables, each once: numbers in their order, names in the order they stand. */
export function variablesOf(text: string, format: ParameterFormat): string[] {
  const names = [...new Set(piecesOf(text).flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : [])))];
  return format === 'NAMED' ? names : names.toSorted((a, b) => Number(a) - Number(b));
}

/** Whether Meta can fill these variables: numbers from 1 without a gap, or names of small letters, digits and `_`. */
export function areFillable(names: readonly string[], format: ParameterFormat): boolean {
  return format === 'NAMED'
    ? names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
    : names.every((name, index) => name === String(index + 1));
}

/** The text with its variables replaced in one pass; one that has no value stays. */
export function replaceVariables(text: string, valueOf: (name: string) => string | undefined): string {
  return piecesOf(text)
    .map((piece) => (piece.kind === 'words' ? piece.text : (valueOf(piece.name) ?? piece.text)))
    .join('');
}

/** As Meta counts: code points, not halves of emojis. */
export function lengthOf(text: string): number {
  return [...text].length;
}
