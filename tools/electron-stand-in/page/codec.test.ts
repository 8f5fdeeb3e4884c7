import { expect, it } from 'vitest';
import { createCodec } from './codec.ts';

const { encode, decode } = createCodec();
const roundTrip = (value: unknown) => decode(encode(value));

it.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'ünï ☎'],
  ['numbers JSON has no sign for', [Number.NaN, Infinity, -Infinity, -0]],
  ['a bigint', 12345678901234567890n],
  ['a date', new Date(86_400_000)],
  ['a regular expression', /a+/giu],
  ['maps and sets', new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]])],
  ['bytes', new Uint8Array([0, 255, 7])],
  ['other views', new Float64Array([1.5, -2])],
  ['a buffer', new Uint8Array([1, 2, 3]).buffer],
  ['nested objects', { list: [1, { deep: [null, undefined] }], none: undefined }],
  ['a key that would change the prototype', JSON.parse('{"__proto__": {"a": 1}}')],
])('carries %s', (_name, value) => {
  expect(roundTrip(value)).toStrictEqual(value);
});

it('carries only the bytes a view shows, not the buffer behind it', () => {
  const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  expect([...(roundTrip(view) as Uint8Array)]).toEqual([2, 3]);
});

it('makes a plain byte array of a Node buffer', () => {
  const back = roundTrip(Buffer.from([1, 2]));
  expect(back).toStrictEqual(new Uint8Array([1, 2]));
});

it('keeps one object one object, also within itself', () => {
  const shared = { a: 1 };
  const value: Record<string, unknown> = { first: shared, second: shared, map: new Map([['k', shared]]) };
  value.self = value;
  const back = roundTrip(value) as typeof value & { map: Map<string, unknown> };
  expect(back.self).toBe(back);
  expect(back.second).toBe(back.first);
  expect(back.map.get('k')).toBe(back.first);
});

it("keeps an error's kind, message and stack", () => {
  const error = new RangeError('too far');
  const back = roundTrip(error) as Error;
  expect(back).toBeInstanceOf(RangeError);
  expect([back.message, back.stack]).toEqual([error.message, error.stack]);
});

it('makes a plain object of a class instance', () => {
  class Point {
    x = 1;
  }
  expect(roundTrip(new Point())).toStrictEqual({ x: 1 });
});

it.each([
  ['functions', () => 1],
  ['symbols', Symbol('s')],
  ['promises', Promise.resolve()],
  ['weak maps', new WeakMap()],
])("refuses %s in Electron's words", (_name, value) => {
  expect(() => encode({ inside: [value] })).toThrow('An object could not be cloned.');
});

it('works from its source text alone, as the page gets it', () => {
  // oxlint-disable-next-line no-eval
  const remote = (0, eval)(`(${createCodec})()`) as ReturnType<typeof createCodec>;
  expect(remote.decode(encode({ a: [1n] }))).toEqual({ a: [1n] });
});
