import type { MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationId, MediaId } from '#shared/ids.ts';
import type { LocalFile, UploadedFile } from '#shared/upload.ts';
import type { Store } from '../cache/store.ts';
import type { MediaCache } from '../media/media-cache.ts';
import type { OpenFile } from '../media/sealed-file.ts';
import type { Clock } from '../sync/clock.ts';
import type { Session } from '../sync/session.ts';
import type { LocalFolder } from './local-folder.ts';
import { Staging, type FileToStage } from './staging.ts';
import { uploadFile, type Server } from './upload-file.ts';
import { uploadNow } from './upload-now.ts';
import { UploadPump, type UploadPumpOptions } from './upload-pump.ts';

export interface UploadsOptions extends Pick<UploadPumpOptions, 'onRefused' | 'onProgress' | 'random'> {
  store: Store;
  folder: LocalFolder;
  /** Where files are looked for once the server has them. */
  cache: MediaCache;
  server: Server;
  session: Pick<Session, 'accessToken' | 'refresh' | 'isSignedIn'>;
  clock: Clock;
  /** A message may have what it waited for. */
  onReady: () => void;
}

const mostReadBytes = 64 * 1024 * 1024;
const partBytes = 1024 * 1024;

/** The files that people put into messages, from their desktop to the server. Its calls may be taken off the object. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #staging: Staging;
  readonly pump: UploadPump;

  constructor(options: UploadsOptions) {
    this.#options = options;
    const { store, folder, server, session, clock, random, onRefused, onProgress } = options;
    this.#staging = new Staging(store, folder);
    this.pump = new UploadPump({
      store,
      clock,
      random,
      onRefused,
      onProgress,
      isSignedIn: () => session.isSignedIn(),
      upload: (file, how) => uploadFile(server, session, file, () => this.#open(file), how),
      onDone: (file) => this.#handOver(file),
    });
  }

  /** Also for the windows: a file of an unsent message is shown from here. */
  readonly cache: MediaCache = {
    find: async (name) => (await this.#options.folder.open(name as MediaId)) ?? this.#options.cache.find(name),
    put: (name, type, bytes) => this.#options.cache.put(name, type, bytes),
    remove: async (name) => {
      await this.#options.folder.remove(name as MediaId);
      await this.#options.cache.remove(name);
    },
  };

  /** What no draft and no message knows of was left by a crash. */
  async tidy(): Promise<void> {
    const { store } = this.#options;
    // What was chosen for a quick reply that nobody saved.
    for (const { mediaId } of await store.call('filesInDraft', null)) await store.call('discardLocalFile', mediaId);
    const files = await store.call('localFiles');
    await this.#options.folder.keepOnly(new Set(files.map(({ mediaId }) => mediaId)));
  }

  /** Puts files of this computer into a draft, or (null) aside for a quick reply; `refused`: why one of them can't be. */
  readonly take = async (
    conversationId: ConversationId | null,
    paths: readonly string[],
  ): Promise<{ files: LocalFile[]; refused: string[] }> => {
    const files: LocalFile[] = [];
    const refused: string[] = [];
    for (const path of paths) {
      try {
        // In the order in which they were chosen, one in memory at a time.
        // oxlint-disable-next-line no-await-in-loop
        files.push(await this.#staging.takePath(conversationId, path));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.push(error.message);
      }
    }
    return { files, refused };
  };

  readonly begin = async (file: FileToStage): Promise<{ mediaId: MediaId }> => {
    return { mediaId: this.#staging.begin(file) };
  };

  readonly write = ({ mediaId, part }: { mediaId: MediaId; part: Uint8Array }): Promise<void> => {
    return this.#staging.write(mediaId, part);
  };

  readonly finish = ({ mediaId }: { mediaId: MediaId }): Promise<LocalFile> => {
    return this.#staging.finish(mediaId);
  };

  readonly inDraft = ({ conversationId }: { conversationId: ConversationId }): Promise<LocalFile[]> => {
    return this.#options.store.call('filesInDraft', conversationId);
  };

  readonly discard = async ({ mediaId }: { mediaId: MediaId }): Promise<void> => {
    if (await this.#options.store.call('discardLocalFile', mediaId)) await this.#options.folder.remove(mediaId);
  };

  readonly read = async ({ mediaId }: { mediaId: MediaId }): Promise<Uint8Array<ArrayBuffer>> => {
    const file = await this.#options.folder.open(mediaId);
    if (file === null) throw gone();
    try {
      if (file.size > mostReadBytes) throw new AppError('payload_too_large', 'This picture is too large to change.');
      return new Uint8Array(await file.read(0, file.size));
    } finally {
      await file.close();
    }
  };

  /** Of a form that waits for it. */
  readonly uploadNow = (path: string, kind: MediaKind): Promise<UploadedFile> => uploadNow(this.#options, path, kind);

  async #open(file: LocalFile): Promise<OpenFile> {
    const opened = await this.#options.folder.open(file.mediaId);
    if (opened === null) throw gone();
    return opened;
  }

  /** From the unsent files to those that the server has: always at least one of the two has it. */
  async #handOver(file: LocalFile): Promise<void> {
    const { store, folder, cache, onReady } = this.#options;
    const opened = await this.#open(file);
    try {
      await cache.put(file.mediaId, file.mimeType, parts(opened));
    } finally {
      await opened.close();
    }
    await store.call('dropLocalFile', file.mediaId);
    await folder.remove(file.mediaId);
    onReady();
  }
}

async function* parts({ size, read }: OpenFile): AsyncGenerator<Buffer> {
  for (let start = 0; start < size; start += partBytes) yield await read(start, Math.min(size, start + partBytes));
}

const gone = (): AppError =>
  new AppError('not_found', 'The file is no longer on this computer, or it is damaged: attach it again.');
