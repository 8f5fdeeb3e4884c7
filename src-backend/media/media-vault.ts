import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { type BlobFolder, type BlobReader, DiskFolder, MemoryFolder } from './blob-folder.ts';
import { chunkBytes, headLength, keyIdOf, Opener, Sealer } from './sealed-file.ts';
import { headBytes } from '#shared/sniff.ts';

/** A file that has come in whole and is kept only if somebody says so. */
export interface Received {
  size: number;
  /** Hex. */
  sha256: string;
  /** Its first bytes, for a look at what it is. */
  head: Buffer;
  /** Answers the name under which it is found again. */
  keep: () => Promise<string>;
  discard: () => Promise<void>;
}

export interface OpenFile {
  size: number;
  /** The bytes from `start` to before `end`. Call once, or `close`; a stream that is not read must be destroyed. */
  read: (start: number, end: number) => Readable;
  close: () => Promise<void>;
}

/** More bytes came than were allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * The bytes of all files, encrypted with the data key of their company (S-27). The same bytes lie there once per company;
 * the name they lie under tells nobody without the key what they are.
 */
@Injectable()
export class MediaVault {
  private readonly folder: BlobFolder;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
  ) {
    this.folder = config.mediaFolder === null ? new MemoryFolder() : new DiskFolder(config.mediaFolder);
  }

  /** Takes in a file as it comes, sealed from the first byte. Throws TooLargeError, and whatever `source` throws. */
  async receive(tenantId: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Received> {
    const { id, key } = await this.encryption.fileKey(tenantId);
    const sealer = new Sealer(id, key);
    const hash = createHash('sha256');
    const writer = await this.folder.create();
    let size = 0;
    let head = Buffer.alloc(0);
    let waiting = Buffer.alloc(0);
    try {
      await writer.append(sealer.head);
      for await (const bytes of source) {
        size += bytes.length;
        if (size > maxBytes) throw new TooLargeError(`More than ${maxBytes} bytes came`);
        hash.update(bytes);
        if (head.length < headBytes) head = Buffer.concat([head, bytes]).subarray(0, headBytes);
        waiting = Buffer.concat([waiting, bytes]);
        // The last chunk is sealed as such: one is always held back.
        while (waiting.length > chunkBytes) {
          await writer.append(sealer.seal(waiting.subarray(0, chunkBytes), false));
          waiting = waiting.subarray(chunkBytes);
        }
      }
      await writer.append(sealer.seal(waiting, true));
    } catch (error) {
      await writer.discard();
      throw error;
    }
    const sha256 = hash.digest('hex');
    const name = `${tenantId}/${createHmac('sha256', key).update(`name of ${sha256}`).digest('hex')}`;
    return {
      size,
      sha256,
      head,
      keep: async () => {
        await writer.keep(name, this.clock.now());
        return name;
      },
      discard: () => writer.discard(),
    };
  }

  /** Null when the file is not there. Throws when it can't be opened: damaged, or its key is gone. */
  async open(tenantId: string, name: string): Promise<OpenFile | null> {
    const reader = await this.folder.open(name);
    if (reader === null) return null;
    try {
      const head = await reader.read(0, headLength);
      const { key } = await this.encryption.fileKey(tenantId, keyIdOf(head));
      const opener = new Opener(head, key, reader.length);
      return {
        size: opener.size,
        read: (start, end) => {
          const stream = Readable.from(part(reader, opener, start, end), { objectMode: false });
          stream.once('close', () => void reader.close());
          return stream;
        },
        close: () => reader.close(),
      };
    } catch (error) {
      await reader.close();
      throw error;
    }
  }

  listOlderThan(before: number): AsyncIterable<string> {
    return this.folder.listOlderThan(before);
  }

  async remove(name: string): Promise<void> {
    await this.folder.remove(name);
  }
}

async function* part(reader: BlobReader, opener: Opener, start: number, end: number): AsyncGenerator<Buffer> {
  for (let index = Math.floor(start / chunkBytes); index * chunkBytes < end; index++) {
    const { position, length } = opener.place(index);
    const plain = opener.open(index, await reader.read(position, length));
    const offset = index * chunkBytes;
    yield plain.subarray(Math.max(0, start - offset), Math.min(plain.length, end - offset));
  }
}
