import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// A file on disk: a head, then chunks, each sealed by itself with AES-256-GCM, so that any part can be read without the
// rest (S-27). A chunk opens only at its own place of its own file, and only the last one as the last: nothing can be
// moved, left out or cut off unnoticed.

export const chunkBytes = 64 * 1024;
const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;
const magic = Buffer.from('PARLEY01');
const keyIdBytes = 36;
const saltBytes = 16;
export const headLength = magic.length + keyIdBytes + saltBytes;

/** Seals the chunks of one file in their order. */
export class Sealer {
  readonly head: Buffer;
  private readonly key: Buffer;
  private index = 0;

  /** `keyId` says later which key opens it; `key` is made into one for this file alone. */
  constructor(keyId: string, key: Buffer) {
    if (keyId.length !== keyIdBytes) throw new Error('The id of a data key is a UUID');
    this.head = Buffer.concat([magic, Buffer.from(keyId, 'latin1'), randomBytes(saltBytes)]);
    this.key = fileKey(key, this.head);
  }

  /** All but the last have `chunkBytes`. */
  seal(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(this.index++, isLast)).setAAD(this.head);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Throws an Error when the head is not one of ours. */
export function keyIdOf(head: Buffer): string {
  if (head.length !== headLength || !head.subarray(0, magic.length).equals(magic)) {
    throw new Error('This is no file that Parley has sealed');
  }
  return head.toString('latin1', magic.length, magic.length + keyIdBytes);
}

/** Opens the chunks of one file in any order. `length`: of the sealed file. */
export class Opener {
  readonly size: number;
  private readonly head: Buffer;
  private readonly key: Buffer;
  private readonly chunks: number;

  constructor(head: Buffer, key: Buffer, length: number) {
    this.head = head;
    this.key = fileKey(key, head);
    this.chunks = Math.max(1, Math.ceil((length - headLength) / sealedChunkBytes));
    this.size = length - headLength - this.chunks * tagBytes;
    if (this.size < 0) throw new Error('The sealed file is cut off');
  }

  /** Where a chunk stands in the sealed file. */
  place(index: number): { position: number; length: number } {
    const position = headLength + index * sealedChunkBytes;
    const rest = this.size - index * chunkBytes;
    return { position, length: Math.min(rest, chunkBytes) + tagBytes };
  }

  /** Throws an Error when any bit of it is not as it was sealed. */
  open(index: number, sealed: Buffer): Buffer {
    const isLast = index === this.chunks - 1;
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce(index, isLast), { authTagLength: tagBytes });
    decipher.setAAD(this.head).setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
  }
}

function fileKey(key: Buffer, head: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, head, 'parley file', 32));
}

/** Never twice under one key: each file has its own, and counts its chunks. */
function nonce(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 8);
  bytes.writeUInt8(isLast ? 1 : 0, 7);
  return bytes;
}
