import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/error.ts';
import { newId, type ConversationId, type MediaId } from '#shared/ids.ts';
import { headBytes, typeOf, unknownType } from '#shared/sniff.ts';
import { maxUploadBytes, type LocalFile } from '#shared/upload.ts';
import type { Store } from '../cache/store.ts';
import { ByteFeed } from './byte-feed.ts';
import type { LocalFolder } from './local-folder.ts';
import { outgoingName } from './outgoing-name.ts';

/** A file as it is handed in: what it is said to be, and in whose draft it is put (null: a quick reply's). */
export interface FileToStage {
  conversationId: ConversationId | null;
  filename: string;
  /** What the system says it is, '' when it says nothing. */
  declared: string;
  size: number;
}

interface Open {
  file: FileToStage;
  feed: ByteFeed;
  received: number;
  /** The beginning, until there is enough of it to tell the type by. */
  head: Uint8Array[];
  written: Promise<{ size: number; type: string }> | null;
}

/** Takes files in: from the page piece by piece, or from a path. What is in is on the disk, sealed. */
export class Staging {
  readonly #store: Store;
  readonly #folder: LocalFolder;
  readonly #open = new Map<MediaId, Open>();

  constructor(store: Store, folder: LocalFolder) {
    this.#store = store;
    this.#folder = folder;
  }

  begin(file: FileToStage): MediaId {
    checkSize(file.size, file.filename);
    const id = newId<MediaId>();
    this.#open.set(id, { file, feed: new ByteFeed(), received: 0, head: [], written: null });
    return id;
  }

  async write(id: MediaId, part: Uint8Array): Promise<void> {
    const open = this.#get(id);
    open.received += part.length;
    if (open.received > open.file.size) {
      this.#breakOff(id);
      throw new AppError('invalid_input', 'The file has changed while it was read: attach it again.');
    }
    if (open.written !== null) return open.feed.push(part);
    open.head.push(part);
    if (open.received >= Math.min(headBytes, open.file.size)) this.#startWriting(id, open);
  }

  async finish(id: MediaId): Promise<LocalFile> {
    const open = this.#get(id);
    if (open.received !== open.file.size || open.written === null) {
      this.#breakOff(id);
      throw new AppError('invalid_input', 'The file could not be read to its end: attach it again.');
    }
    open.feed.end();
    this.#open.delete(id);
    const { size, type } = await open.written;
    const { conversationId, filename } = open.file;
    const file = { mediaId: id, conversationId, filename: outgoingName(filename, type), mimeType: type, size };
    await this.#store.call('addLocalFile', file);
    return file;
  }

  /** From a path that the person has chosen in the system's own dialog. */
  async takePath(conversationId: ConversationId | null, path: string): Promise<LocalFile> {
    const filename = basename(path);
    const { size } = await stat(path).catch((cause: unknown) => {
      throw new AppError('not_found', `“${filename}” could not be read: is it still there?`, { cause });
    });
    const id = this.begin({ conversationId, filename, declared: '', size });
    // One part after the other: the folder takes them in that order.
    for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      // A file's stream has no other parts than these.
      await this.write(id, part as Buffer);
    }
    return this.finish(id);
  }

  #startWriting(id: MediaId, open: Open): void {
    const head = Buffer.concat(open.head);
    const type = typeOf(head.subarray(0, headBytes), open.file.declared) || unknownType;
    open.head = [];
    open.written = this.#folder.write(id, type, open.feed).then(({ size }) => ({ size, type }));
    // `finish` hears of a failure; until then nobody waits for it.
    open.written.catch(() => undefined);
    void open.feed.push(head);
  }

  #breakOff(id: MediaId): void {
    this.#open.get(id)?.feed.breakOff(new Error('given up'));
    this.#open.delete(id);
  }

  #get(id: MediaId): Open {
    const open = this.#open.get(id);
    if (open === undefined) throw new AppError('not_found', 'This file is not being attached any more.');
    return open;
  }
}

function checkSize(size: number, filename: string): void {
  if (size === 0) throw new AppError('invalid_input', `“${filename}” is empty.`);
  if (size <= maxUploadBytes) return;
  throw new AppError(
    'payload_too_large',
    `“${filename}” is larger than the 100 MB WhatsApp takes. Send a link to it instead.`,
  );
}
