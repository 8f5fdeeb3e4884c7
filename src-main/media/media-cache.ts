import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, writeSealed, type OpenFile } from './sealed-file.ts';

// Files of messages kept on this computer, so that they are there without a network. Never more than `maxBytes`: what
// was not looked at for the longest time goes first, it can be had again.

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface MediaCache {
  find: (name: string) => Promise<OpenFile | null>;
  /** Keeps a file under a name; one that is there already is replaced. Nothing is kept when `bytes` breaks off. */
  put: (name: string, type: string, bytes: Bytes) => Promise<void>;
  /** Also what was made of it for looking at. */
  remove: (name: string) => Promise<void>;
}

/** A file, and what pages have drawn of it. */
const withLooks = (name: string): string[] => [name, `${name}.thumbnail`, `${name}.waveform`];

interface Kept {
  size: number;
  usedAt: number;
}

/** In a folder, each file sealed under the workspace's media key. */
export class DiskCache implements MediaCache {
  readonly #dir: string;
  readonly #key: Uint8Array;
  readonly #maxBytes: number;
  readonly #now: () => number;
  #index: Promise<Map<string, Kept>> | null = null;
  #parts = 0;

  constructor(options: { dir: string; key: Uint8Array; maxBytes: number; now: () => number }) {
    this.#dir = options.dir;
    this.#key = options.key;
    this.#maxBytes = options.maxBytes;
    this.#now = options.now;
  }

  async find(name: string): Promise<OpenFile | null> {
    const index = await this.#read();
    const kept = index.get(name);
    if (kept === undefined) return null;
    const file = await openSealed(this.#path(name), this.#key, name);
    if (file === null) {
      // Gone, damaged or of other keys: as if it had never been here.
      index.delete(name);
      await rm(this.#path(name), { force: true });
      return null;
    }
    const now = this.#now();
    kept.usedAt = now;
    void utimes(this.#path(name), now / 1000, now / 1000).catch(() => undefined);
    return file;
  }

  async put(name: string, type: string, bytes: Bytes): Promise<void> {
    const index = await this.#read();
    const part = this.#path(`${name}.part-${++this.#parts}`);
    try {
      await writeSealed(part, this.#key, name, type, bytes);
      await rename(part, this.#path(name));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    index.set(name, { size: (await stat(this.#path(name))).size, usedAt: this.#now() });
    await this.#evict(index, name);
  }

  async remove(name: string): Promise<void> {
    const index = await this.#read();
    for (const each of withLooks(name)) if (index.delete(each)) await rm(this.#path(each), { force: true });
  }

  async #evict(index: Map<string, Kept>, fresh: string): Promise<void> {
    let total = [...index.values()].reduce((sum, { size }) => sum + size, 0);
    const oldestFirst = [...index].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [name, { size }] of oldestFirst) {
      if (total <= this.#maxBytes) return;
      if (name === fresh) continue;
      index.delete(name);
      total -= size;
      await rm(this.#path(name), { force: true });
    }
  }

  #read(): Promise<Map<string, Kept>> {
    return (this.#index ??= readIndex(this.#dir));
  }

  #path(name: string): string {
    return join(this.#dir, `${name}.enc`);
  }
}

async function readIndex(dir: string): Promise<Map<string, Kept>> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const index = new Map<string, Kept>();
  for (const file of await readdir(dir)) {
    const path = join(dir, file);
    // What a crash left half written.
    if (!file.endsWith('.enc') || file.includes('.part-')) await rm(path, { force: true, recursive: true });
    else {
      const { size, mtimeMs } = await stat(path);
      index.set(file.slice(0, -'.enc'.length), { size, usedAt: mtimeMs });
    }
  }
  return index;
}

/** For a workspace that keeps nothing on the disk (D6). A map remembers the order in which it was filled. */
export class MemoryCache implements MediaCache {
  readonly #maxBytes: number;
  readonly #files = new Map<string, { type: string; bytes: Buffer }>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  async find(name: string): Promise<OpenFile | null> {
    const file = this.#files.get(name);
    if (file === undefined) return null;
    this.#files.delete(name);
    this.#files.set(name, file);
    const { type, bytes } = file;
    return { type, size: bytes.length, read: async (start, end) => bytes.subarray(start, end), close: async () => {} };
  }

  async put(name: string, type: string, bytes: Bytes): Promise<void> {
    const parts: Uint8Array[] = [];
    for await (const part of bytes) parts.push(part);
    this.#files.delete(name);
    this.#files.set(name, { type, bytes: Buffer.concat(parts) });
    let total = [...this.#files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    for (const [oldest, file] of this.#files) {
      if (total <= this.#maxBytes || oldest === name) return;
      this.#files.delete(oldest);
      total -= file.bytes.length;
    }
  }

  async remove(name: string): Promise<void> {
    for (const each of withLooks(name)) this.#files.delete(each);
  }
}
