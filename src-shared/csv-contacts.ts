import { AttributeName, ContactTag, type NewContact } from './contact.ts';
import { type CsvRow, fromCell } from './csv.ts';
import { foldText } from './fold-text.ts';
import { canonicalPhone, toRecipientDigits } from './phone.ts';

/** What a column of a file says of a contact. Several may be the name: they are joined. */
export type CsvColumn = 'phone' | 'name' | 'tags' | 'attribute' | 'ignore';

export interface CsvTable {
  /** What the columns are called; empty where the file does not say. */
  headers: string[];
  rows: CsvRow[];
}

/** Why a line can't be taken. `detail`: what stands there, or the line that has the same phone. */
export interface CsvError {
  line: number;
  reason:
    | 'phone_missing'
    | 'phone_bad'
    | 'phone_national'
    | 'phone_rounded'
    | 'twice'
    | 'name_long'
    | 'tags'
    | 'value_long';
  detail: string;
}

export interface ReadContacts {
  contacts: { line: number; contact: NewContact }[];
  errors: CsvError[];
}

const names: readonly [CsvColumn, RegExp][] = [
  ['phone', /phone|mobile|mobil|telefon|handy|whatsapp|wa.?id|celular|telefone|tel\b|numero|nummer|هاتف|جوال|رقم/],
  ['tags', /^(tags?|labels?|groups?|gruppen?|etiquetas?|schlagwort.*|وسوم)$/],
  [
    'name',
    /^((first|last|full|given|family|sur|vor|nach)?[ _-]?name|nome|nombre|sobrenome|apellidos?|kontakt|contact|الاسم|اسم)$/,
  ],
];

const looksLikePhone = (text: string): boolean =>
  /^'?\+?[\p{Nd}\s()./-]+$/u.test(text.trim()) && /(\p{Nd}.*){7,}/u.test(text);

/** The first row names the columns, unless a phone stands in it already. */
export function toTable(rows: readonly CsvRow[]): CsvTable {
  const width = Math.max(0, ...rows.slice(0, 100).map(({ cells }) => cells.length));
  const [first, ...others] = rows;
  const isNamed = first !== undefined && !first.cells.some(looksLikePhone);
  return {
    headers: Array.from({ length: width }, (_, index) => (isNamed ? (first.cells[index] ?? '').trim() : '')),
    rows: isNamed ? others : [...rows],
  };
}

/** What the columns probably say, by their names, and for the phone by what stands in them. */
export function guessColumns({ headers, rows }: CsvTable): CsvColumn[] {
  const sample = rows.slice(0, 50);
  const phones = headers.map((_, index) => sample.filter(({ cells }) => looksLikePhone(cells[index] ?? '')).length);
  const guesses = headers.map((header): CsvColumn => {
    const folded = foldText(header).trim();
    const known = names.find(([, pattern]) => pattern.test(folded))?.[0];
    return known ?? (folded === '' || !AttributeName.safeParse(header).success ? 'ignore' : 'attribute');
  });
  // One phone: of several that are called so, the one that holds the most.
  const called = guesses.flatMap((guess, index) => (guess === 'phone' ? [index] : []));
  const among = called.length > 0 ? called : headers.map((_, index) => index);
  const best = among.toSorted((a, b) => (phones[b] ?? 0) - (phones[a] ?? 0))[0];
  const isSure = best !== undefined && (called.length > 0 || (phones[best] ?? 0) > 0);
  const columns = guesses.map((guess, index): CsvColumn => {
    if (isSure && index === best) return 'phone';
    return guess === 'phone' ? 'ignore' : guess;
  });
  if (!columns.includes('name') && headers.every((header) => header === '')) {
    const free = columns.indexOf('ignore');
    if (free >= 0) columns[free] = 'name';
  }
  return columns;
}

/** Reads every line. `country`: of the number that will write to them, for phones without their country. */
export function readContacts(table: CsvTable, columns: readonly CsvColumn[], country: string | null): ReadContacts {
  const read: ReadContacts = { contacts: [], errors: [] };
  const lines = new Map<string, number>();
  for (const { line, cells } of table.rows) {
    const of = (wanted: CsvColumn): string[] =>
      columns.flatMap((column, index) => (column === wanted ? [fromCell(cells[index] ?? '').trim()] : []));
    const phone = phoneOf(of('phone').find((text) => text !== '') ?? '', country);
    const fail = (reason: CsvError['reason'], detail: string): void => void read.errors.push({ line, reason, detail });
    if ('reason' in phone) {
      fail(phone.reason, phone.detail);
      continue;
    }
    const same = canonicalPhone(phone.digits);
    const before = lines.get(same);
    const name = of('name')
      .filter((text) => text !== '')
      .join(' ');
    const tags = [
      ...new Set(
        of('tags')
          .flatMap((text) => text.split(/[,;|]/))
          .map((tag) => tag.trim()),
      ),
    ].filter(Boolean);
    const attributes = attributesOf(table, columns, cells);
    const long = Object.values(attributes).find((value) => value.length > 2000);
    if (before !== undefined) fail('twice', String(before));
    else if (name.length > 512) fail('name_long', name.slice(0, 40));
    else if (tags.length > 50 || !tags.every((tag) => ContactTag.safeParse(tag).success))
      fail('tags', tags.join(', ').slice(0, 40));
    else if (long !== undefined) fail('value_long', long.slice(0, 40));
    else {
      lines.set(same, line);
      read.contacts.push({ line, contact: { phone: phone.digits, name, tags, attributes } });
    }
  }
  return read;
}

function attributesOf(
  { headers }: CsvTable,
  columns: readonly CsvColumn[],
  cells: readonly string[],
): Record<string, string> {
  const all = columns.flatMap((column, index) => {
    const value = fromCell(cells[index] ?? '').trim();
    return column === 'attribute' && value !== '' ? [[headers[index] ?? '', value] as const] : [];
  });
  return Object.fromEntries(all);
}

function phoneOf(text: string, country: string | null): { digits: string } | Pick<CsvError, 'reason' | 'detail'> {
  const detail = text.slice(0, 40);
  if (text === '') return { reason: 'phone_missing', detail };
  // A spreadsheet has rounded it: the last digits are gone.
  if (/\d[.,]\d+E\+?\d+$/i.test(text)) return { reason: 'phone_rounded', detail };
  const typed = text.replace(/^(tel|whatsapp):/i, '').replace(/^00/, '+');
  if (/\p{L}/u.test(typed) || (typed.match(/\p{Nd}/gu)?.length ?? 0) > 15) return { reason: 'phone_bad', detail };
  try {
    const digits = toRecipientDigits(typed, country);
    return digits.startsWith('0') ? { reason: 'phone_national', detail } : { digits };
  } catch {
    return { reason: 'phone_bad', detail };
  }
}
