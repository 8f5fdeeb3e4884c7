import { expect, it } from 'vitest';
import { MultipartError, readBoundary, readMultipart } from './multipart.ts';

const lines = (...all: string[]): Buffer => Buffer.from(all.join('\r\n'), 'latin1');

it('reads what fetch writes: fields, names beyond ASCII, and bytes that look like boundaries', async () => {
  const tricky = Buffer.from('\r\n--\r\n--x\r\n\u0000\u00ff--', 'latin1');
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([tricky], { type: 'image/png' }), 'Grüße "1".png');
  form.set('empty', '');
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
  const boundary = readBoundary(request.headers.get('content-type') ?? '');
  expect(readMultipart(Buffer.from(await request.arrayBuffer()), boundary)).toEqual([
    { name: 'messaging_product', filename: null, contentType: null, bytes: Buffer.from('whatsapp') },
    { name: 'file', filename: 'Grüße "1".png', contentType: 'image/png', bytes: tricky },
    { name: 'empty', filename: null, contentType: null, bytes: Buffer.alloc(0) },
  ]);
});

it('reads what curl writes', () => {
  const body = lines(
    '--------------------------d74496d66958873e',
    'Content-Disposition: form-data; name="file"; filename="a\\"b.jpg"',
    'Content-Type: image/jpeg; charset=binary',
    '',
    'bytes',
    '--------------------------d74496d66958873e--',
    '',
  );
  expect(readMultipart(body, '------------------------d74496d66958873e')).toEqual([
    { name: 'file', filename: 'a"b.jpg', contentType: 'image/jpeg', bytes: Buffer.from('bytes') },
  ]);
});

it('reads a form without parts', () => {
  expect(readMultipart(lines('--x--', ''), 'x')).toEqual([]);
});

const field = ['Content-Disposition: form-data; name="a"', '', 'b'];

it.each([
  ['nothing at all', lines('')],
  ['another boundary', lines('--y', ...field, '--y--')],
  ['a preamble', lines('hello', '--x', ...field, '--x--')],
  ['no end', lines('--x', ...field)],
  ['an end without its dashes', lines('--x', ...field, '--x')],
  ['a boundary that goes on', lines('--xyz', ...field, '--x--')],
  ['no empty line after the headers', lines('--x', 'Content-Disposition: form-data; name="a"', '--x--')],
  ['no disposition', lines('--x', 'Content-Type: text/plain', '', 'b', '--x--')],
  ['no headers', lines('--x', '', 'b', '--x--')],
  ['another disposition', lines('--x', 'Content-Disposition: attachment; name="a"', '', 'b', '--x--')],
  ['no name', lines('--x', 'Content-Disposition: form-data; filename="a"', '', 'b', '--x--')],
  ['an empty name', lines('--x', 'Content-Disposition: form-data; name=""', '', 'b', '--x--')],
  ['a header without a colon', lines('--x', 'Content-Disposition form-data', '', 'b', '--x--')],
  ['bare line feeds', Buffer.from(['--x', ...field, '--x--'].join('\n'))],
  ['headers without end', lines('--x', `X: ${'a'.repeat(9000)}`, '', 'b', '--x--')],
  ['too many parts', lines(...Array.from({ length: 33 }, () => ['--x', ...field]).flat(), '--x--')],
])('refuses a body with %s', (_what, body) => {
  expect(() => readMultipart(body, 'x')).toThrow(MultipartError);
});

it('survives any cut through a good form, and finds no part that was not whole', () => {
  const body = lines('--x', ...field, '--x', 'Content-Disposition: form-data; name="c"', '', 'd', '--x--');
  for (let length = 0; length < body.length; length++) {
    expect(() => readMultipart(body.subarray(0, length), 'x')).toThrow(MultipartError);
  }
  expect(readMultipart(body, 'x').map(({ name }) => name)).toEqual(['a', 'c']);
});

it.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary="a\u0000"'])(
  'refuses %j as no boundary',
  (contentType) => {
    expect(() => readBoundary(contentType)).toThrow(MultipartError);
  },
);

it('takes a boundary in quotes', () => {
  expect(readBoundary('multipart/form-data; charset=utf-8; boundary="a b"; x=y')).toBe('a b');
});
