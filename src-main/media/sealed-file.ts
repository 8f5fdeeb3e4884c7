import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

// A file of a message on this computer's disk: a head, then chunks, each sealed by itself with AES-256-GCM, so that a
// player can jump into the middle (S-27). Every file has its own key; a chunk opens only at its own place.

const magic = Buffer.from('PMEDIA01');
const saltBytes = 16;
const tagBytes = 16;
const factsBytes = 512;
const chunkBytes = 64 * 1024;
const sealedChunkBytes = chunkBytes + tagBytes;
const headBytes = magic.length + saltBytes;
const bodyAt = headBytes + factsBytes + tagBytes;
/** Nonce of the facts: no chunk ever gets there. */
const factsIndex = 0xffffffff;

/** What is known of a file: its one sniffed type, and its length in bytes. */
export interface FileFacts {
  type: string;
  size: number;
}

export interface OpenFile extends FileFacts {
  /** The bytes from `start` to before `end`. Throws when a bit of them is not as it was sealed. */
  read: (start: number, end: number) => Promise<Buffer>;
  close: () => Promise<void>;
}

/** Writes a new file; `name` is sealed in, so that one can't stand in the place of another. */
export async function writeSealed(
  path: string,
  key: Uint8Array,
  name: string,
  type: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<FileFacts> {
  const salt = randomBytes(saltBytes);
  const cell = new Cell(key, salt, name);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(Buffer.concat([magic, salt]), 0, headBytes, 0);
    let size = 0;
    let index = 0;
    let rest = Buffer.alloc(0);
    const put = async (chunk: Buffer): Promise<void> => {
      const sealed = cell.seal(index, chunk);
      await file.write(sealed, 0, sealed.length, bodyAt + index * sealedChunkBytes);
      index += 1;
    };
    for await (const part of bytes) {
      size += part.length;
      rest = Buffer.concat([rest, part]);
      for (; rest.length >= chunkBytes; rest = rest.subarray(chunkBytes)) await put(rest.subarray(0, chunkBytes));
    }
    if (rest.length > 0) await put(rest);
    // Last of all: a file that was cut short has no facts, and is none.
    const facts = Buffer.alloc(factsBytes, ' ');
    facts.write(JSON.stringify({ type, size } satisfies FileFacts));
    const sealed = cell.seal(factsIndex, facts);
    await file.write(sealed, 0, sealed.length, headBytes);
    return { type, size };
  } finally {
    await file.close();
  }
}

/** null when there is no such file, or it is not one that this key has sealed under this name. */
export async function openSealed(path: string, key: Uint8Array, name: string): Promise<OpenFile | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const head = await readAt(file, 0, bodyAt);
    if (head === null || !head.subarray(0, magic.length).equals(magic)) throw new Error('not a file of ours');
    const cell = new Cell(key, head.subarray(magic.length, headBytes), name);
    // Sealed by this program; the seal proves that it is unchanged.
    const facts = JSON.parse(cell.open(factsIndex, head.subarray(headBytes)).toString()) as FileFacts;
    return { ...facts, read: (start, end) => readRange(file, cell, facts.size, start, end), close: () => file.close() };
  } catch {
    await file.close();
    return null;
  }
}

async function readRange(file: FileHandle, cell: Cell, size: number, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let index = Math.floor(start / chunkBytes); index * chunkBytes < end; index++) {
    const from = index * chunkBytes;
    const length = Math.min(chunkBytes, size - from);
    const sealed = await readAt(file, bodyAt + index * sealedChunkBytes, length + tagBytes);
    if (sealed === null) throw new Error('the cached file is cut off');
    parts.push(cell.open(index, sealed).subarray(Math.max(0, start - from), end - from));
  }
  return Buffer.concat(parts);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : null;
}

/** Seals and opens the pieces of one file. */
class Cell {
  readonly #key: Buffer;
  readonly #name: Buffer;

  constructor(key: Uint8Array, salt: Uint8Array, name: string) {
    this.#key = Buffer.from(hkdfSync('sha256', key, salt, 'parley media file', 32));
    this.#name = Buffer.from(name);
  }

  seal(index: number, chunk: Uint8Array): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(index)).setAAD(this.#name);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }

  open(index: number, sealed: Buffer): Buffer {
    const end = sealed.length - tagBytes;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce(index), { authTagLength: tagBytes });
    decipher.setAAD(this.#name).setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  }
}

/** Never twice under one key: each file has its own and is written once. */
function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 8);
  return bytes;
}
