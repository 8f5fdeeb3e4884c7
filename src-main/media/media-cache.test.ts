import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DiskCache, MemoryCache, type MediaCache } from './media-cache.ts';

const key = randomBytes(32);
let dir: string;
let now = 1_000_000;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-media-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (maxBytes = 10_000_000, under: Uint8Array = key) =>
  new DiskCache({ dir, key: under, maxBytes, now: () => (now += 1000) });

async function read(cache: MediaCache, name: string): Promise<string | null> {
  const file = await cache.find(name);
  if (file === null) return null;
  const bytes = await file.read(0, file.size);
  await file.close();
  return bytes.toString('latin1');
}

it('keeps a file over a restart, and no byte of it or of its name is plain on the disk', async () => {
  const secret = 'the passport of Anna Okafor '.repeat(9000);
  await open().put('a1', 'image/jpeg', [Buffer.from(secret)]);
  expect(await read(open(), 'a1')).toBe(secret);
  for (const file of readdirSync(dir)) {
    const bytes = readFileSync(join(dir, file));
    for (const word of ['passport', 'Okafor', 'image/jpeg']) expect(bytes.includes(word)).toBe(false);
  }
});

it('gives any part of a file, over the edges of its pieces', async () => {
  const bytes = randomBytes(300_000);
  const cache = open();
  await cache.put('film', 'video/mp4', [bytes.subarray(0, 10), bytes.subarray(10, 200_001), bytes.subarray(200_001)]);
  const file = await cache.find('film');
  expect(file).toMatchObject({ type: 'video/mp4', size: 300_000 });
  for (const [start, end] of [
    [0, 300_000],
    [0, 1],
    [65_535, 65_537],
    [131_072, 196_608],
    [299_999, 300_000],
  ] as const) {
    expect((await file?.read(start, end))?.equals(bytes.subarray(start, end))).toBe(true);
  }
  await file?.close();
});

it.each([
  ['with another key', () => undefined, randomBytes(32)],
  ['under another name', () => renameSync(join(dir, 'a1.enc'), join(dir, 'b2.enc')), key],
  ['cut off', () => truncateSync(join(dir, 'a1.enc'), 300), key],
  ['that is something else', () => writeFileSync(join(dir, 'a1.enc'), 'GIF89a'.repeat(500)), key],
])('takes a file %s for none, and takes it away', async (_how, harm, under) => {
  await open().put('a1', 'image/png', [Buffer.from('secret')]);
  harm();
  const cache = open(10_000_000, under);
  expect(await cache.find('a1')).toBeNull();
  expect(await cache.find('b2')).toBeNull();
  expect(readdirSync(dir)).toEqual([]);
});

it('a changed bit is an error, never another picture', async () => {
  const cache = open();
  await cache.put('a1', 'image/png', [Buffer.alloc(100_000, 1)]);
  const path = join(dir, 'a1.enc');
  const bytes = readFileSync(path);
  bytes[bytes.length - 30]! ^= 1;
  writeFileSync(path, bytes);
  const file = await cache.find('a1');
  await expect(file?.read(0, 100_000)).rejects.toThrow();
  await file?.close();
});

it('stays below its bound: what was looked at longest ago goes first', async () => {
  const cache = open(35_000);
  for (const name of ['a', 'b', 'c']) await cache.put(name, 'image/png', [Buffer.alloc(10_000)]);
  await (await cache.find('a'))?.close();
  await cache.put('d', 'image/png', [Buffer.alloc(10_000)]);
  expect(readdirSync(dir).toSorted()).toEqual(['a.enc', 'c.enc', 'd.enc']);
  // The order outlives a restart.
  await open(25_000).put('e', 'image/png', [Buffer.alloc(10_000)]);
  expect(readdirSync(dir)).toContain('e.enc');
  expect(readdirSync(dir)).not.toContain('c.enc');
});

it('keeps nothing of a download that broke off, and clears what a crash left', async () => {
  async function* broken() {
    yield Buffer.alloc(200_000);
    throw new Error('the line is dead');
  }
  await expect(open().put('a1', 'image/png', broken())).rejects.toThrow('dead');
  expect(readdirSync(dir)).toEqual([]);
  writeFileSync(join(dir, 'a1.part-1.enc'), 'half');
  expect(await open().find('a1')).toBeNull();
  expect(readdirSync(dir)).toEqual([]);
});

it('in memory it is the same, and nothing is on the disk (D6)', async () => {
  const cache = new MemoryCache(25_000);
  for (const name of ['a', 'b']) await cache.put(name, 'image/png', [Buffer.alloc(10_000, name)]);
  expect(await read(cache, 'a')).toBe('a'.repeat(10_000));
  await cache.put('c', 'image/png', [Buffer.alloc(10_000)]);
  expect(await cache.find('b')).toBeNull();
  expect(await read(cache, 'a')).toBe('a'.repeat(10_000));
  expect(readdirSync(dir)).toEqual([]);
});
