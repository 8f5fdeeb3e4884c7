/** Text with WhatsApp's marks read: what {@link formatText} makes of it and rich-text.tsx draws. */
export type Mark = 'bold' | 'italic' | 'strike' | 'code';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: Mark; children: Inline[] };

export type Block =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'mono'; text: string }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'bullets' | 'numbers'; items: Inline[][] };

const marks: Readonly<Record<string, Mark>> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' };
const linkPattern = /(?:https?:\/\/|www\.)[^\s<>]+/giu;
const linkHere = new RegExp(linkPattern.source, 'iuy');

/** Reads `*bold*`, `_italic_`, `~strike~`, `` `code` ``, ```` ```mono``` ````, `> quote`, `- list`, `1. list` and links. */
export function formatText(text: string): Block[] {
  const blocks: Block[] = [];
  for (const [index, part] of text.split('```').entries()) {
    // Every second part stands between two fences; without a closing one the fence is plain text.
    const isFenced = index % 2 === 1;
    const isClosed = isFenced && index < text.split('```').length - 1;
    if (isClosed) blocks.push({ kind: 'mono', text: part.replace(/^\n|\n$/g, '') });
    else if (isFenced) addLines(blocks, `\`\`\`${part}`);
    else addLines(blocks, index === 0 ? part : part.replace(/^\n/, ''));
  }
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

function addLines(blocks: Block[], text: string): void {
  if (text === '') return;
  for (const line of text.split('\n')) {
    const [, quote] = /^> (.+)$/.exec(line) ?? [];
    const [, bullet] = /^[-*] (.+)$/.exec(line) ?? [];
    const [, number] = /^\d{1,2}\. (.+)$/.exec(line) ?? [];
    const last = blocks.at(-1);
    if (quote !== undefined) blocks.push({ kind: 'quote', children: formatInline(quote) });
    else if (bullet !== undefined || number !== undefined) {
      const kind = bullet === undefined ? 'numbers' : 'bullets';
      const item = formatInline(bullet ?? number ?? '');
      if (last?.kind === kind) last.items.push(item);
      else blocks.push({ kind, items: [item] });
    } else if (last?.kind === 'lines') last.children.push({ kind: 'text', text: '\n' }, ...formatInline(line));
    else blocks.push({ kind: 'lines', children: formatInline(line) });
  }
}

/** The marks of one line; a mark counts where it encloses words and stands at the edge of one. */
export function formatInline(line: string): Inline[] {
  const found: Inline[] = [];
  let plain = 0;
  let position = 0;
  while (position < line.length) {
    const mark = marks[line[position]!];
    const end = mark && !isWord(line[position - 1]) ? closing(line, position) : -1;
    if (mark && end > 0) {
      found.push(...findLinks(line.slice(plain, position)));
      const inner = line.slice(position + 1, end);
      found.push({ kind: mark, children: mark === 'code' ? [{ kind: 'text', text: inner }] : formatInline(inner) });
      position = plain = end + 1;
    } else {
      // A mark within a link is part of it.
      linkHere.lastIndex = position;
      position += linkHere.exec(line)?.[0].length ?? 1;
    }
  }
  found.push(...findLinks(line.slice(plain)));
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

function findLinks(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(linkPattern)) {
    const shown = match[0].replace(/[.,;:!?)\]'"]+$/u, '');
    const url = shown.startsWith('www.') ? `https://${shown}` : shown;
    if (!URL.canParse(url)) continue;
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push({ kind: 'link', text: shown, url });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}
