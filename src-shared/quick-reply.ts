// The texts of quick replies: `{{contact.name}}` stands for a value, `{{ask:Order number}}` for what the writer has to
// fill in, `{{#if contact.name}}…{{else}}…{{/if}}` for words that depend on whether a value is known. What can't be
// filled stays in the text as it is and is a hole: a message with a hole is never sent.

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'value'; path: string; source: string }
  | { kind: 'ask'; label: string; source: string }
  | { kind: 'if'; path: string; then: Piece[]; otherwise: Piece[] };

/** What is wrong with the text's conditions. Everything else is right or a hole. */
export type QuickReplyProblem = { kind: 'unclosed_if' | 'stray_else' | 'stray_end' | 'empty_if'; at: number };

/** The value of a path such as `contact.name`; null when it isn't known. */
export type ValueOf = (path: string) => string | null;

/** What still has to be filled in: the part of the text from `start` to `end`. */
export interface Hole {
  start: number;
  end: number;
  /** What to put there, in the words of the writer: `Order number`, `contact.name`. */
  label: string;
}

const tag = /\{\{([^{}]*)\}\}/g;

type Block = { piece: Extract<Piece, { kind: 'if' }>; at: number; source: string; hasElse: boolean };

export function parseQuickReply(text: string): { pieces: Piece[]; problems: QuickReplyProblem[] } {
  const root: Piece[] = [];
  const problems: QuickReplyProblem[] = [];
  const open: Block[] = [];
  const target = (): Piece[] => {
    const block = open.at(-1);
    if (block === undefined) return root;
    return block.hasElse ? block.piece.otherwise : block.piece.then;
  };
  const addText = (words: string): void => {
    if (words !== '') target().push({ kind: 'text', text: words });
  };
  let from = 0;
  for (const match of text.matchAll(tag)) {
    const at = match.index;
    const source = match[0];
    const inner = (match[1] ?? '').trim();
    addText(text.slice(from, at));
    from = at + source.length;
    const block = open.at(-1);
    if (inner === '#if' || inner.startsWith('#if ')) {
      const path = inner.slice(3).trim();
      if (path === '') problems.push({ kind: 'empty_if', at });
      open.push({ piece: { kind: 'if', path, then: [], otherwise: [] }, at, source, hasElse: false });
    } else if (inner === 'else') {
      if (block === undefined || block.hasElse) {
        problems.push({ kind: 'stray_else', at });
        addText(source);
      } else block.hasElse = true;
    } else if (inner === '/if') {
      if (block === undefined) {
        problems.push({ kind: 'stray_end', at });
        addText(source);
      } else {
        open.pop();
        target().push(block.piece);
      }
    } else if (inner.startsWith('ask:')) {
      target().push({ kind: 'ask', label: inner.slice('ask:'.length).trim(), source });
    } else {
      target().push({ kind: 'value', path: inner, source });
    }
  }
  addText(text.slice(from));
  // One that never ends is no condition: its words stay, with the mark that is wrong.
  while (open.length > 0) {
    const { piece, at, source, hasElse } = open.pop()!;
    problems.push({ kind: 'unclosed_if', at });
    target().push({ kind: 'text', text: source }, ...piece.then);
    if (hasElse) target().push({ kind: 'text', text: '{{else}}' }, ...piece.otherwise);
  }
  return { pieces: root, problems: problems.toSorted((one, other) => one.at - other.at) };
}

/** The text with every known value in it. What isn't known, and what the writer is asked for, stays as a hole. */
export function fillQuickReply(text: string, valueOf: ValueOf): string {
  return write(parseQuickReply(text).pieces, valueOf);
}

function write(pieces: readonly Piece[], valueOf: ValueOf): string {
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'text':
          return piece.text;
        case 'ask':
          return piece.source;
        case 'value':
          return asText(valueOf(piece.path)) ?? piece.source;
        case 'if':
          return write(asText(valueOf(piece.path)) === null ? piece.otherwise : piece.then, valueOf);
      }
    })
    .join('');
}

/** Braces in a value are not ours: a name like `{{ask:PIN}}` must not become a field. */
function asText(value: string | null): string | null {
  const text = value?.replace(/\{(?=\{)|\}(?=\})/g, '').trim() ?? '';
  return text === '' ? null : text;
}

export function holesIn(text: string): Hole[] {
  return [...text.matchAll(tag)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    label: (match[1] ?? '').trim().replace(/^ask:\s*/, ''),
  }));
}

/** The first hole at or behind the place, or else the first of all: where Tab goes. */
export function nextHole(text: string, place: number): Hole | null {
  const holes = holesIn(text);
  return holes.find(({ start }) => start >= place) ?? holes[0] ?? null;
}

/** A text put in at the cursor, over what is selected. What stands around it stays; `cursor` is where writing goes on. */
export function insertAt(
  text: string,
  selection: { start: number; end: number },
  inserted: string,
): { text: string; cursor: { start: number; end: number } } {
  const whole = text.slice(0, selection.start) + inserted + text.slice(selection.end);
  const behind = selection.start + inserted.length;
  const hole = holesIn(inserted)[0];
  const cursor =
    hole === undefined
      ? { start: behind, end: behind }
      : { start: selection.start + hole.start, end: selection.start + hole.end };
  return { text: whole, cursor };
}
