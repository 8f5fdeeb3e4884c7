import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where sealed files lie. Names are made by us: two parts of letters, digits and dashes. */
export interface BlobFolder {
  /** A new file that nobody sees until it is kept. */
  create(): Promise<BlobWriter>;
  /** Null when there is none of that name. */
  open(name: string): Promise<BlobReader | null>;
  /** Everything that is older than `before` (epoch ms), also what was never kept. */
  listOlderThan(before: number): AsyncIterable<string>;
  remove(name: string): Promise<void>;
}

export interface BlobWriter {
  append(bytes: Buffer): Promise<void>;
  /** Safe on disk under this name when it resolves. One that is there already stays, and counts as new. */
  keep(name: string, now: number): Promise<void>;
  discard(): Promise<void>;
}

export interface BlobReader {
  readonly length: number;
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

const unfinished = 'unfinished';

/** Files in a folder that only this user of the system can open. */
export class DiskFolder implements BlobFolder {
  constructor(private readonly folder: string) {}

  async create(): Promise<BlobWriter> {
    const path = join(this.folder, unfinished, randomUUID());
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    return {
      append: async (bytes) => {
        await file.appendFile(bytes);
      },
      keep: async (name, now) => {
        await file.sync();
        await file.close();
        await this.rename(path, name, now);
      },
      discard: async () => {
        await file.close();
        await unlink(path);
      },
    };
  }

  async open(name: string): Promise<BlobReader | null> {
    let file: FileHandle;
    try {
      file = await open(this.pathOf(name), 'r');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const { size } = await file.stat();
    return {
      length: size,
      read: async (position, length) => {
        const bytes = Buffer.alloc(length);
        const { bytesRead } = await file.read(bytes, 0, length, position);
        return bytes.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  }

  async *listOlderThan(before: number): AsyncIterable<string> {
    for (const folder of await namesIn(this.folder)) {
      for (const file of await namesIn(join(this.folder, folder))) {
        const { mtimeMs } = await stat(join(this.folder, folder, file)).catch(() => ({ mtimeMs: before }));
        if (mtimeMs < before) yield `${folder}/${file}`;
      }
    }
  }

  async remove(name: string): Promise<void> {
    await unlink(this.pathOf(name)).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  private async rename(from: string, name: string, now: number): Promise<void> {
    const path = this.pathOf(name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      // The same bytes are there: whoever clears up must see that they are wanted again.
      await utimes(path, now / 1000, now / 1000);
      return await unlink(from);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await rename(from, path);
    if (process.platform === 'win32') return;
    // Windows can't open folders; its file systems journal the rename.
    const folder = await open(dirname(path), 'r');
    await folder.sync();
    await folder.close();
  }

  private pathOf(name: string): string {
    if (!/^[\w-]+\/[\w-]+$/.test(name)) throw new Error('This is no name of a kept file');
    return join(this.folder, name);
  }
}

/** Beside a database that lives in memory. */
export class MemoryFolder implements BlobFolder {
  private readonly files = new Map<string, { bytes: Buffer; keptAt: number }>();

  create(): Promise<BlobWriter> {
    const parts: Buffer[] = [];
    return Promise.resolve({
      append: (bytes) => {
        parts.push(bytes);
        return Promise.resolve();
      },
      keep: (name, now) => {
        const bytes = this.files.get(name)?.bytes ?? Buffer.concat(parts);
        this.files.set(name, { bytes, keptAt: now });
        return Promise.resolve();
      },
      discard: () => Promise.resolve(),
    });
  }

  open(name: string): Promise<BlobReader | null> {
    const bytes = this.files.get(name)?.bytes;
    if (bytes === undefined) return Promise.resolve(null);
    return Promise.resolve({
      length: bytes.length,
      read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
      close: () => Promise.resolve(),
    });
  }

  async *listOlderThan(before: number): AsyncIterable<string> {
    for (const [name, { keptAt }] of [...this.files]) if (keptAt < before) yield name;
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
