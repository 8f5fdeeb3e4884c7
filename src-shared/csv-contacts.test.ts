import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { guessColumns, readContacts, toTable } from './csv-contacts.ts';
import { decodeCsv, delimiterOf, formatCsv, fromCell, parseCsv } from './csv.ts';

const encode = (text: string) => new TextEncoder().encode(text);
/** As UTF-16 with the low byte first. */
const encode16 = (text: string) =>
  new Uint8Array([...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]));
const tableOf = (text: string) => toTable(parseCsv(text));

it.each([
  ['a,b\n1,2', ','],
  ['a;b\n"1,5;x";2', ';'],
  ['a\tb\n1\t2', '\t'],
  ['sep=|\r\na|b', '|'],
])('finds what parts the cells of %j', (text, delimiter) => {
  expect(delimiterOf(text)).toBe(delimiter);
});

it('reads quotes, line breaks inside of them, and numbers the lines as an editor does', () => {
  expect(parseCsv('name,phone\r\n"Ana ""A"" Souza\nRio",1\r\n\r\nBen,2')).toEqual([
    { line: 1, cells: ['name', 'phone'] },
    { line: 2, cells: ['Ana "A" Souza\nRio', '1'] },
    { line: 5, cells: ['Ben', '2'] },
  ]);
});

it('reads what Windows and Unix programs write', () => {
  const utf16 = encode16('\uFEFFJosé;1');
  expect(decodeCsv(utf16)).toEqual({ text: 'José;1', encoding: 'utf-16le' });
  expect(decodeCsv(encode16('Jose;1'))).toEqual({ text: 'Jose;1', encoding: 'utf-16le' });
  expect(decodeCsv(new Uint8Array([0x4a, 0x6f, 0x73, 0xe9])).text).toBe('José');
  expect(decodeCsv(encode('José')).encoding).toBe('utf-8');
});

it('what is written is read as it was, and nothing in it is a formula', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '=', '+', '@', '-', ' ', 'é', '\t') });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const wanted = rows.filter((cells) => cells.some((one) => one.trim() !== ''));
      const written = formatCsv(rows);
      const read = parseCsv(written, ',');
      expect(read.map(({ cells }) => cells.map(fromCell))).toEqual(wanted);
      for (const { cells } of read) for (const one of cells) expect(one).not.toMatch(/^[=+\-@](?!\d+$)/);
    }),
  );
});

it.each([
  ['First name,Last name,Mobile,Tags,City', ['name', 'name', 'phone', 'tags', 'attribute']],
  ['Telefon;Name', ['phone', 'name']],
  ['Nome\tTelefone\tEtiquetas', ['name', 'phone', 'tags']],
])('guesses what the columns %j say', (header, columns) => {
  expect(guessColumns(tableOf(`${header}\n`))).toEqual(columns);
});

it('finds the phones of a file without headers', () => {
  const table = tableOf('Ana,+5511912345678\nBen,+4917012345678');
  expect([table.rows.length, guessColumns(table)]).toEqual([2, ['name', 'phone']]);
});

it('says of each line that can not be taken why, and takes the others', () => {
  const table = tableOf(
    [
      'Name,Phone,Tags,City',
      'Ana,0170 1234567,"VIP, New",Berlin',
      'Ben,,,',
      'Cleo,call me maybe,,',
      'Dan,4.91701E+11,,',
      'Eve,+49 170 1234567,,',
      "Fay,'+5511912345678,,",
    ].join('\n'),
  );
  const { contacts, errors } = readContacts(table, guessColumns(table), 'DE');
  expect(contacts).toEqual([
    { line: 2, contact: { phone: '491701234567', name: 'Ana', tags: ['VIP', 'New'], attributes: { City: 'Berlin' } } },
    { line: 7, contact: { phone: '5511912345678', name: 'Fay', tags: [], attributes: {} } },
  ]);
  expect(errors).toEqual([
    { line: 3, reason: 'phone_missing', detail: '' },
    { line: 4, reason: 'phone_bad', detail: 'call me maybe' },
    { line: 5, reason: 'phone_rounded', detail: '4.91701E+11' },
    { line: 6, reason: 'twice', detail: '2' },
  ]);
  expect(readContacts(table, guessColumns(table), null).errors[0]).toMatchObject({ line: 2, reason: 'phone_national' });
});
