// Tables as programs for spreadsheets write and read them.

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface CsvRow {
  /** Where it begins in the file, from 1. */
  line: number;
  cells: string[];
}

/** The text of a file. Without a mark of its own it is UTF-8 if it can be, else what Windows writes in the west. */
export function decodeCsv(bytes: Uint8Array): { text: string; encoding: CsvEncoding } {
  const encoding = encodingOf(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function encodingOf(bytes: Uint8Array): CsvEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every other byte of Latin text in UTF-16 is 0, which no other encoding has at all.
  const start = bytes.subarray(0, 400);
  const zeros = (odd: number): number => start.filter((byte, index) => byte === 0 && index % 2 === odd).length;
  if (zeros(1) > start.length / 8) return 'utf-16le';
  if (zeros(0) > start.length / 8) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

const delimiters = [',', ';', '\t', '|'] as const;
const looked = 20;

/** What parts the cells: the character that gives the first rows the same number of cells, and the most of them. */
export function delimiterOf(text: string): string {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (said !== undefined) return said;
  const start = text.slice(0, 100_000);
  const rated = delimiters.map((delimiter) => {
    const widths = parseRows(start, delimiter, looked).map(({ cells }) => cells.length);
    const [width = 1] = widths;
    const alike = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    return { delimiter, score: width === 1 ? 0 : alike * 1000 + width };
  });
  return rated.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ',';
}

/** Rows that hold anything. Quotes are read as RFC 4180 says; one that is never closed goes to the end. */
export function parseCsv(text: string, delimiter = delimiterOf(text)): CsvRow[] {
  return parseRows(text, delimiter, Infinity);
}

function parseRows(text: string, delimiter: string, limit: number): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const hint = /^sep=.\r?\n/i.exec(text.slice(at))?.[0];
  if (hint !== undefined) {
    at += hint.length;
    line += 1;
  }
  while (at < text.length && rows.length < limit) {
    const row: CsvRow = { line, cells: [] };
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const close = text.indexOf('"', at);
          const end = close < 0 ? text.length : close;
          cell += text.slice(at, end);
          at = end + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at += 1;
        }
        line += countLines(cell);
      }
      const end = endOfCell(text, at, delimiter);
      cell += text.slice(at, end);
      row.cells.push(cell);
      at = end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
  }
  return rows;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

const countLines = (cell: string): number => cell.match(/\r\n|\r|\n/g)?.length ?? 0;

/** A file that spreadsheets open with the right letters. What strangers wrote is never a formula in it. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(toCell).join(',')).join('\r\n')}\r\n`;
}

function toCell(text: string): string {
  const isFormula = text.trim() !== '' && /^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",;\r\n\t|]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell said before it was made safe. */
export const fromCell = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
