import { expect, it } from 'vitest';
import { BoundedBytes } from './bounded-bytes.ts';

const file = (size: number): { bytes: Buffer } => ({ bytes: Buffer.alloc(size) });

it('drops the oldest when the bytes or the entries grow above their limit', () => {
  const map = new BoundedBytes(100, 3);
  for (const [key, size] of [
    ['a', 40],
    ['b', 40],
    ['c', 40],
  ] as const)
    map.set(key, file(size));
  expect(['a', 'b', 'c'].map((key) => map.get(key) !== undefined)).toEqual([false, true, true]);
  for (const key of ['d', 'e', 'f']) map.set(key, file(1));
  expect(['b', 'c', 'd', 'e', 'f'].map((key) => map.get(key) !== undefined)).toEqual([false, false, true, true, true]);
  expect(map.total).toBe(3);
});

it('keeps one thing that alone is above the limit, until the next comes', () => {
  const map = new BoundedBytes(10, 3);
  map.set('big', file(50));
  expect(map.get('big')).toBeDefined();
  map.set('small', file(1));
  expect([map.get('big'), map.total]).toEqual([undefined, 1]);
});

it('counts a buffer that several entries share once, until the last of them is gone', () => {
  const map = new BoundedBytes(100, 10);
  const shared = file(60);
  map.set('a', shared);
  map.set('b', { ...shared });
  expect(map.total).toBe(60);
  map.delete('a');
  expect(map.total).toBe(60);
  map.delete('b');
  expect(map.total).toBe(0);
});
