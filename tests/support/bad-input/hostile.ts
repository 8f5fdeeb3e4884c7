import * as fc from 'fast-check';
import { isRecord, withChange } from './json-schema.ts';

// What goes wrong in the world, and what people do on purpose.

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

/** Texts that have broken programs: control and direction characters, half characters, other people's languages. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\t\r\n',
  '\u0000',
  'a\u0000b',
  '\u202Efdp.exe',
  '\u2066\u2067\u2068\u2069',
  '\uFEFF',
  '\uD800',
  '\uDFFF\uD800',
  '\u{10FFFF}',
  '👩‍👩‍👧‍👦'.repeat(40),
  'e\u0301'.repeat(600),
  'ß'.repeat(513),
  'x'.repeat(70_000),
  '9'.repeat(400),
  '9007199254740993',
  '-1',
  '1e999',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '{{7*7}}',
  '${process.env}',
  "' or 1=1 --",
  '"; drop table message; --',
  '../../../etc/passwd',
  '..\\..\\windows',
  '%00',
  '%zz',
  'a\r\nset-cookie: a=b',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'http://169.254.169.254/latest/meta-data',
  'https://[::1]:9/',
  'http://a b',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '2026-13-45T99:99:99Z',
  '+000000000000000000000000000001',
  '00000000-0000-0000-0000-000000000000',
];

const hostileValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  [],
  [null],
  {},
  { length: 4_294_967_296 },
  { toString: 1, valueOf: 2 },
  { $ne: null },
  { then: 'x' },
  nested(30),
  nested(200),
  Array.from({ length: 3000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index])),
];

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** `ids`: of things that exist, ours and other companies'. */
export const hostileText = (ids: readonly string[]): fc.Arbitrary<string> =>
  ids.length === 0
    ? texts
    : fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: fc.constantFrom(...ids) });

const hostileValue = (ids: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: hostileText(ids) },
    { weight: 3, arbitrary: fc.constantFrom(...hostileValues) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );

export interface Wrong {
  value: unknown;
  /** Where it is wrong, empty for the whole; null where what misses may make another part wrong. */
  path: readonly string[] | null;
}

/** The value with one thing about it changed. */
export function withOneWrong(value: unknown, ids: readonly string[]): fc.Arbitrary<Wrong> {
  const paths = [...pathsOf(value)];
  return fc
    .tuple(
      fc.constantFrom(...paths),
      hostileValue(ids),
      fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap', 'lengthen' as const),
    )
    .map(([path, hostile, how]) => {
      switch (how) {
        case 'remove':
          return { value: path.length === 0 ? null : withChange(value, path, () => undefined), path: null };
        case 'add': {
          const at = withChange(value, path, (old) => (isRecord(old) ? { ...old, unknownField: hostile } : hostile));
          return { value: at, path };
        }
        case 'wrap':
          return { value: withChange(value, path, (old) => [old]), path };
        case 'lengthen':
          return {
            value: withChange(value, path, (old) =>
              typeof old === 'string' ? `${old}${JSON.stringify(hostile)}` : hostile,
            ),
            path,
          };
        default:
          return { value: withChange(value, path, () => hostile), path };
      }
    });
}

function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (typeof value !== 'object' || value === null || path.length > 8) return;
  for (const [key, child] of Object.entries(value)) yield* pathsOf(child, [...path, key]);
}

/** Made once: a million characters for each case took half of the test's time. */
const beyondLimits: readonly string[] = [
  `{"a":${'9'.repeat(500)}}`,
  `${'['.repeat(65)}${']'.repeat(65)}`,
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '['.repeat(100_000),
  JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 0]))),
  `{"a":"${'x'.repeat(500_000)}"}`,
];

/** Bodies that are no JSON, or JSON beyond the limits of S-53. `valid`: what the route takes. */
export function brokenBodies(valid: string): readonly (string | Buffer)[] {
  return [
    '',
    ' ',
    '{',
    valid.slice(0, Math.max(1, valid.length >> 1)),
    `${valid}${valid}`,
    `\uFEFF${valid}`,
    'null',
    'true',
    '[]',
    '"text"',
    '7',
    '-0',
    '1e999',
    '{}',
    '{"a":NaN}',
    '{"a":undefined}',
    "{'a':1}",
    '{"a":1,}',
    '{"a":1,"a":2}',
    '// {}',
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    '{"a":{"prototype":1}}',
    '{"\\u005f_proto__":1}',
    ...beyondLimits,
    '{"a":"\\ud800"}',
    '<xml/>',
    'a=1&b=2',
    Buffer.from([0xff, 0xfe, 0x00, 0x01]),
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28, 0xf0, 0x80]), Buffer.from('"}')]),
    Buffer.concat([Buffer.from(valid.slice(0, -1)), Buffer.from([0x80, 0xff]), Buffer.from(valid.slice(-1))]),
    Buffer.from(valid, 'utf16le'),
  ];
}

export const contentTypes: readonly string[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'application/vnd.api+json',
  'application/json;;;=',
  ';;;',
  'x',
  '',
];

/** Headers, one or two at a time, that somebody filled with anything. */
export function hostileHeaders(ids: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const names = [
    'idempotency-key',
    'prefer',
    'range',
    'if-none-match',
    'if-range',
    'if-match',
    'authorization',
    'x-hub-signature-256',
    'x-correlation-id',
    'x-forwarded-for',
    'x-forwarded-proto',
    'cookie',
    'user-agent',
    'accept',
    'accept-encoding',
    'accept-language',
    'content-encoding',
    'origin',
    'content-language',
    'x-http-method-override',
  ];
  const value = fc.oneof(
    hostileText(ids).map((text) => headerText(text)),
    fc.constantFrom(
      'wait=999999999',
      'wait=-1',
      'wait=NaN',
      'bytes=0-0,5-9',
      'bytes=-0',
      'bytes=99999999999999999999-',
      'bytes=5-1',
      'sha256=',
      'sha256=zz',
      'Bearer ',
      'Bearer a b',
      'Basic OjA=',
      'gzip',
      '*',
      '"',
      'W/"',
      '127.0.0.1, , ::ffff:0',
      'null',
    ),
  );
  return fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 2 });
}

/** What an HTTP client can send in a header at all. */
function headerText(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 2000);
}
