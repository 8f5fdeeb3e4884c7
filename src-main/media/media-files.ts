import { writeFile } from 'node:fs/promises';
import { toErrorShape } from '#shared/error.ts';
import type { MediaId } from '#shared/ids.ts';
import type { MediaLook } from '#shared/media-look.ts';
import { fileNameFor } from './file-name.ts';
import type { MediaCache } from './media-cache.ts';
import type { Download } from './media-download.ts';
import { pictureSize } from './picture-size.ts';
import type { OpenFile } from './sealed-file.ts';
import { shownAs } from './shown-types.ts';

/** So much of a picture is read to find its size: what cameras put before it fits in. */
const headBytes = 1024 * 1024;
/** S-27: decoding more pixels than this could take the page's memory. */
const mostPixels = 50_000_000;
/** Sounds up to here are given to the page for their waveform. */
const mostSoundBytes = 4 * 1024 * 1024;
export const mostThumbnailBytes = 128 * 1024;
const webp = 'image/webp';

/** The files of messages of one workspace, as its windows get them: from this computer, else from the backend. */
export class MediaFiles {
  readonly #cache: MediaCache;
  readonly #download: (id: MediaId) => Promise<Download>;
  readonly #coming = new Map<MediaId, Promise<void>>();

  constructor(cache: MediaCache, download: (id: MediaId) => Promise<Download>) {
    this.#cache = cache;
    this.#download = download;
  }

  /** What there is to show. `fetch`: gets it from the backend when it is not on this computer. */
  async look(id: MediaId, fetch: boolean): Promise<MediaLook> {
    try {
      const file = await (fetch ? this.#get(id) : this.#cache.find(id));
      if (file === null) return { state: 'elsewhere' };
      return await using(file, lookAt);
    } catch (error) {
      const { code, message } = toErrorShape(error);
      return { state: 'away', code, message };
    }
  }

  /** For the page's own requests: what it may show and is here already; nothing else, and nothing from the network. */
  async openShown(id: MediaId, as: 'whole' | 'thumbnail'): Promise<OpenFile | null> {
    const small = as === 'thumbnail' ? await this.#cache.find(`${id}.thumbnail`) : null;
    if (small !== null) return small;
    const file = await this.#cache.find(id);
    if (file === null) return null;
    const found = await lookAt(file);
    if (found.state === 'here' && found.shown !== null) return file;
    await file.close();
    return null;
  }

  /** The bytes of a short sound, for its waveform; null when it is too long for one. */
  async sound(id: MediaId): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = await this.#get(id);
    return using(file, async ({ type, size, read }) =>
      shownAs(type) === 'sound' && size <= mostSoundBytes ? new Uint8Array(await read(0, size)) : null,
    );
  }

  /** A smaller picture that the page has drawn (ruling 66). What is no small WebP is not kept. */
  async keepThumbnail(id: MediaId, bytes: Buffer): Promise<void> {
    const size = pictureSize(webp, bytes);
    const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
    if (!isWebp || size === null || size.width * size.height > 1_000_000 || bytes.length > mostThumbnailBytes) return;
    await this.#cache.put(`${id}.thumbnail`, webp, [bytes]);
  }

  /** How loud a sound is, from its beginning to its end, 0 to 100; null when nobody has measured it yet. */
  async waveform(id: MediaId): Promise<number[] | null> {
    const file = await this.#cache.find(`${id}.waveform`);
    return file && using(file, async ({ size, read }) => [...(await read(0, size))]);
  }

  async keepWaveform(id: MediaId, peaks: readonly number[]): Promise<void> {
    await this.#cache.put(`${id}.waveform`, 'application/octet-stream', [Uint8Array.from(peaks)]);
  }

  /** The name under which to save it, and how. Fetches it first when it is not here. */
  async toSave(
    id: MediaId,
    sentName: string | null,
  ): Promise<{ name: string; writeTo: (path: string) => Promise<void> }> {
    const { type } = await using(await this.#get(id), async (file) => file);
    const shown = shownAs(type);
    const fallback = shown === null ? 'File' : { picture: 'Photo', film: 'Video', sound: 'Audio' }[shown];
    return {
      name: fileNameFor(sentName, type, fallback),
      writeTo: async (path) =>
        using(await this.#get(id), async (file) => {
          await writeFile(path, parts(file), { mode: 0o600 });
          // Windows asks before it opens what came from outside. Elsewhere such a name would be a file of its own.
          if (process.platform === 'win32') {
            await writeFile(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n').catch(() => undefined);
          }
        }),
    };
  }

  async #get(id: MediaId): Promise<OpenFile> {
    const known = await this.#cache.find(id);
    if (known !== null) return known;
    await this.#fetchOnce(id);
    const file = await this.#cache.find(id);
    if (file === null) throw new Error('a file that was just kept is gone');
    return file;
  }

  #fetchOnce(id: MediaId): Promise<void> {
    const coming = this.#coming.get(id);
    if (coming !== undefined) return coming;
    const started = this.#download(id)
      .then(({ type, bytes }) => this.#cache.put(id, type, bytes))
      .finally(() => this.#coming.delete(id));
    this.#coming.set(id, started);
    return started;
  }
}

async function lookAt({ type, size, read }: OpenFile): Promise<Extract<MediaLook, { state: 'here' }>> {
  const shown = shownAs(type);
  const picture = shown === 'picture' ? pictureSize(type, await read(0, Math.min(size, headBytes))) : null;
  const isTooMuch = shown === 'picture' && (picture === null || picture.width * picture.height > mostPixels);
  return {
    state: 'here',
    type,
    size,
    shown: isTooMuch ? null : shown,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
  };
}

async function using<T>(file: OpenFile, work: (file: OpenFile) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

const partBytes = 1024 * 1024;

async function* parts({ size, read }: OpenFile): AsyncGenerator<Buffer> {
  for (let start = 0; start < size; start += partBytes) yield await read(start, Math.min(size, start + partBytes));
}
