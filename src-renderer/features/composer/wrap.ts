export type WhatsAppMark = '*' | '_' | '~';

interface Edited {
  text: string;
  start: number;
  end: number;
}

/** Puts the mark around the selected words, or takes it away again. Spaces at the edges stay outside, line by line. */
export function toggleMark(text: string, selection: { start: number; end: number }, mark: WhatsAppMark): Edited {
  const { start, end } = selection;
  if (start === end) {
    const inside = text[start - 1] === mark && text[start] === mark;
    return inside
      ? { text: text.slice(0, start - 1) + text.slice(start + 1), start: start - 1, end: start - 1 }
      : { text: text.slice(0, start) + mark + mark + text.slice(start), start: start + 1, end: start + 1 };
  }
  const chosen = text.slice(start, end);
  if (text[start - 1] === mark && text[end] === mark) {
    return { text: text.slice(0, start - 1) + chosen + text.slice(end + 1), start: start - 1, end: end - 1 };
  }
  const lines = chosen.split('\n');
  const isMarked = lines.every((line) => line.trim() === '' || isWithin(line.trim(), mark));
  // WhatsApp reads a mark only within its line.
  const changed = lines.map((line) => changeLine(line, mark, isMarked)).join('\n');
  return { text: text.slice(0, start) + changed + text.slice(end), start, end: start + changed.length };
}

const isWithin = (words: string, mark: string): boolean =>
  words.length > 2 && words.startsWith(mark) && words.endsWith(mark);

function changeLine(line: string, mark: string, isMarked: boolean): string {
  const words = line.trim();
  if (words === '') return line;
  const at = line.indexOf(words);
  const changed = isMarked ? words.slice(1, -1) : isWithin(words, mark) ? words : mark + words + mark;
  return line.slice(0, at) + changed + line.slice(at + words.length);
}
