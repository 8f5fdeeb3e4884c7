import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaId } from '#shared/ids.ts';
import { openSealed, writeSealed, type OpenFile } from '../media/sealed-file.ts';

/** Where the bytes of files wait until the server has them. Unlike a cache it never lets one go by itself. */
export interface LocalFolder {
  /** Keeps it when `bytes` has ended; nothing is kept when it breaks off. */
  write: (id: MediaId, type: string, bytes: AsyncIterable<Uint8Array>) => Promise<{ size: number }>;
  open: (id: MediaId) => Promise<OpenFile | null>;
  remove: (id: MediaId) => Promise<void>;
  /** Removes everything but these. */
  keepOnly: (ids: ReadonlySet<MediaId>) => Promise<void>;
}

/** Each file sealed under the workspace's media key. */
export class DiskFolder implements LocalFolder {
  readonly #dir: string;
  readonly #key: Uint8Array;

  constructor(dir: string, key: Uint8Array) {
    this.#dir = dir;
    this.#key = key;
  }

  async write(id: MediaId, type: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const part = `${this.#path(id)}.part`;
    try {
      const facts = await writeSealed(part, this.#key, id, type, bytes);
      await rename(part, this.#path(id));
      return facts;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  open(id: MediaId): Promise<OpenFile | null> {
    return openSealed(this.#path(id), this.#key, id);
  }

  async remove(id: MediaId): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  async keepOnly(ids: ReadonlySet<MediaId>): Promise<void> {
    const kept = new Set([...ids].map((id) => `${id}.enc`));
    const found = await readdir(this.#dir).catch(() => []);
    await Promise.all(
      found.filter((name) => !kept.has(name)).map((name) => rm(join(this.#dir, name), { force: true })),
    );
  }

  #path(id: MediaId): string {
    return join(this.#dir, `${id}.enc`);
  }
}

/** For a workspace that keeps nothing on the disk (D6). */
export class MemoryFolder implements LocalFolder {
  readonly #files = new Map<MediaId, { type: string; bytes: Buffer }>();

  async write(id: MediaId, type: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }> {
    const parts: Uint8Array[] = [];
    for await (const part of bytes) parts.push(part);
    const whole = Buffer.concat(parts);
    this.#files.set(id, { type, bytes: whole });
    return { size: whole.length };
  }

  async open(id: MediaId): Promise<OpenFile | null> {
    const file = this.#files.get(id);
    if (file === undefined) return null;
    const { type, bytes } = file;
    return { type, size: bytes.length, read: async (start, end) => bytes.subarray(start, end), close: async () => {} };
  }

  async remove(id: MediaId): Promise<void> {
    this.#files.delete(id);
  }

  async keepOnly(ids: ReadonlySet<MediaId>): Promise<void> {
    for (const id of this.#files.keys()) if (!ids.has(id)) this.#files.delete(id);
  }
}
