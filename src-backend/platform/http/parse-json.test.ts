import { expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

it('reads what JSON.parse reads', () => {
  expect(parse('{"a":[1,"zwei",null,true,{"b":-2.5}]}')).toEqual({ a: [1, 'zwei', null, true, { b: -2.5 }] });
});

it('S-53 takes 64 levels and refuses 65, and does not break on 500,000', () => {
  expect(() => parse(nested(64))).not.toThrow();
  expect(() => parse(nested(65))).toThrow(/64 levels/);
  expect(() => parse(nested(500_000))).toThrow(/64 levels/);
});

it('S-53 takes 10,000 keys and refuses one more', () => {
  const wide = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 0])));
  expect(() => parse(wide(10_000))).not.toThrow();
  expect(() => parse(wide(10_001))).toThrow(/10000 keys/);
});

it.each(['{"__proto__":{"role":"admin"}}', '{"a":[{"constructor":1}]}', '{"prototype":1}', '{"\\u005f_proto__":1}'])(
  'S-53 refuses a key that reaches a prototype: %s',
  (text) => {
    expect(() => parse(text)).toThrow(/forbidden key/);
  },
);

it('S-53 keeps integers beyond 2^53 as text, exactly', () => {
  expect(parse('{"id":9007199254740993,"ok":9007199254740991,"f":0.1234567890123456789}')).toEqual({
    id: '9007199254740993',
    ok: 9_007_199_254_740_991,
    f: 0.123_456_789_012_345_68,
  });
});

it.each(['', '{', 'nonsense', '{"a":undefined}'])('calls %j invalid input', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});
