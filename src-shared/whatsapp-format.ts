// Text with WhatsApp's marks read, as its apps show it: `*bold*`, `_italic_`, `~strike~`, `` `code` ``,
// ```` ```mono``` ````, `> quote`, `- list`, `1. list` and links. Nothing is lost: blocks follow each other without a gap,
// and each piece knows where it stands in the text (`at`, in UTF-16 units).

export type Mark = 'bold' | 'italic' | 'strike' | 'code';

export type Inline =
  | { kind: 'text'; text: string; at: number }
  | { kind: 'link'; text: string; url: string; at: number }
  | { kind: Mark; children: Inline[]; at: number };

/** `start` to `end` of the text are its source: with its marks and the line break behind it. */
export type Block = { start: number; end: number } & (
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'mono'; text: string; at: number }
  | { kind: 'quote'; children: Inline[] }
  /** `markers`: what was typed before each item: `-`, `*`, `3.` */
  | { kind: 'bullets' | 'numbers'; items: Inline[][]; markers: string[] }
);

const marks: Readonly<Record<string, Mark>> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' };
const linkPattern = /(?:https?:\/\/|www\.)[^\s<>]+/giu;
const linkHere = new RegExp(linkPattern.source, 'iuy');
const fence = '```';

export function formatText(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf(fence, from);
    const close = open < 0 ? -1 : text.indexOf(fence, open + fence.length);
    if (close < 0) break;
    addLines(blocks, text.slice(from, open), from);
    const inner = text.slice(open + fence.length, close);
    const words = inner.replace(/^\n/, '').replace(/\n$/, '');
    const end = close + fence.length;
    // The line break behind a fence is its own.
    const next = text[end] === '\n' ? end + 1 : end;
    const at = open + fence.length + (inner.startsWith('\n') ? 1 : 0);
    blocks.push({ kind: 'mono', text: words, at, start: open, end: next });
    from = next;
  }
  addLines(blocks, text.slice(from), from);
  return blocks;
}

/** The words without their marks, on one line: for previews. */
export function toPlain(text: string): string {
  const inline = (parts: readonly Inline[]): string =>
    parts.map((part) => ('text' in part ? part.text : inline(part.children))).join('');
  const words = formatText(text).flatMap((block) => {
    if (block.kind === 'mono') return block.text;
    return 'items' in block ? block.items.map(inline) : inline(block.children);
  });
  return words.join(' ').replace(/\s+/g, ' ');
}

function addLines(blocks: Block[], text: string, base: number): void {
  let from = 0;
  while (from < text.length) {
    const lineBreak = text.indexOf('\n', from);
    const end = lineBreak < 0 ? text.length : lineBreak;
    addLine(blocks, text.slice(from, end), { at: base + from, end: base + end, isBroken: lineBreak >= 0 });
    from = end + 1;
  }
}

/** `isBroken`: a line break follows. */
function addLine(blocks: Block[], line: string, place: { at: number; end: number; isBroken: boolean }): void {
  const { at, isBroken } = place;
  const end = place.end + (isBroken ? 1 : 0);
  const last = blocks.at(-1);
  const [, quoteMark, quote] = /^(> )(.+)$/.exec(line) ?? [];
  const [, marker, item] = /^([-*]|\d{1,2}\.) (.+)$/.exec(line) ?? [];
  if (quoteMark !== undefined && quote !== undefined) {
    blocks.push({ kind: 'quote', children: formatInline(quote, at + quoteMark.length), start: at, end });
  } else if (marker !== undefined && item !== undefined) {
    const kind = marker.endsWith('.') ? 'numbers' : 'bullets';
    const children = formatInline(item, at + marker.length + 1);
    if (last?.kind === kind) {
      last.items.push(children);
      last.markers.push(marker);
      last.end = end;
    } else blocks.push({ kind, items: [children], markers: [marker], start: at, end });
  } else if (last?.kind === 'lines') {
    last.children.push({ kind: 'text', text: '\n', at: at - 1 }, ...formatInline(line, at));
    last.end = end;
  } else blocks.push({ kind: 'lines', children: formatInline(line, at), start: at, end });
}

/** The marks of one line; a mark counts where it encloses words and stands at the edge of one. `at`: where it begins. */
export function formatInline(line: string, at = 0): Inline[] {
  const found: Inline[] = [];
  let plain = 0;
  let position = 0;
  while (position < line.length) {
    const mark = marks[line[position]!];
    const end = mark && !isWord(line[position - 1]) ? closing(line, position) : -1;
    if (mark && end > 0) {
      found.push(...findLinks(line.slice(plain, position), at + plain));
      const inner = line.slice(position + 1, end);
      const innerAt = at + position + 1;
      const children: Inline[] =
        mark === 'code' ? [{ kind: 'text', text: inner, at: innerAt }] : formatInline(inner, innerAt);
      found.push({ kind: mark, children, at: at + position });
      position = plain = end + 1;
    } else {
      // A mark within a link is part of it.
      linkHere.lastIndex = position;
      position += linkHere.exec(line)?.[0].length ?? 1;
    }
  }
  found.push(...findLinks(line.slice(plain), at + plain));
  return found;
}

function closing(line: string, start: number): number {
  const mark = line[start]!;
  if (isSpace(line[start + 1])) return -1;
  for (let end = line.indexOf(mark, start + 2); end > 0; end = line.indexOf(mark, end + 1)) {
    if (!isSpace(line[end - 1]) && !isWord(line[end + 1])) return end;
  }
  return -1;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}

function findLinks(text: string, at: number): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(linkPattern)) {
    const shown = match[0].replace(/[.,;:!?)\]'"]+$/u, '');
    const url = shown.startsWith('www.') ? `https://${shown}` : shown;
    if (!URL.canParse(url)) continue;
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index), at: at + from });
    found.push({ kind: 'link', text: shown, url, at: at + match.index });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from), at: at + from });
  return found;
}
