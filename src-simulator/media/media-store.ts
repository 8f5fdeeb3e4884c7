import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../engine/clock.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import { alphanumerics, createRandom } from '../engine/random.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { BoundedBytes } from './bounded-bytes.ts';

/** A file that has a media id: uploaded by a number, or sent by a customer. */
export interface MediaFile {
  id: string;
  mimeType: string;
  bytes: Buffer;
  /** Hex, as look-ups print it; webhooks print it in base64. */
  sha256: string;
  filename: string | null;
  /** phone_number_id; null for a customer's file. */
  uploadedBy: string | null;
  /** phone_number_id a customer's file was sent to; null for uploads and where nobody said. */
  receivedBy: string | null;
  /** Epoch ms at which the id dies. */
  expiresAt: number;
}

/** A finished resumable upload, as templates' samples and profile pictures refer to it. */
export interface HandleFile {
  bytes: Buffer;
  mimeType: string;
  filename: string | null;
}

/** Every media file there is, the oldest dropped when they take too much memory. */
export interface MediaStore {
  add(file: {
    bytes: Buffer;
    mimeType: string;
    filename?: string;
    uploadedBy: string | null;
    receivedBy?: string;
  }): MediaFile;
  /** Undefined once expired, deleted or dropped. */
  find(id: string): MediaFile | undefined;
  remove(id: string): boolean;
  /** Five-minute URL below `base` (`http://host`), the part of lookaside.fbsbx.com. */
  urlOf(file: MediaFile, base: string): string;
  /** The file of a URL's query; undefined when it is forged, over or its file is gone. */
  findByUrl(query: Readonly<Record<string, unknown>>): MediaFile | undefined;
  /** Keeps a finished resumable upload and gives its `4::…` handle. */
  addHandle(file: HandleFile): string;
  findHandle(handle: string): HandleFile | undefined;
  /** Where the server listens; webhooks print URLs below it. Null until it does. */
  base(): string | null;
  serveAt(base: string): void;
}

/** Where {@link MediaStore.urlOf} points to. */
export const attachmentsPath = '/whatsapp_business/attachments/';

const dayMs = 24 * 3_600_000;
const uploadLifeMs = 30 * dayMs;
const customerLifeMs = 7 * dayMs;
const urlLifeSeconds = 5 * 60;

/** Two of the largest files and a week of photos. */
const capacity = { files: 256 * 2 ** 20, handles: 128 * 2 ** 20, entries: 50_000 };

export function createMediaStore(
  seed: string | number,
  parts: { clock: Clock; ids: MetaIds; faults: FaultSwitches },
): MediaStore {
  const { clock, ids, faults } = parts;
  const files = new BoundedBytes<MediaFile>(capacity.files, capacity.entries);
  const handles = new BoundedBytes<HandleFile>(capacity.handles, capacity.entries);
  const secret = createRandom(seed, 'media-urls').text(40, alphanumerics);
  let servedAt: string | null = null;

  const sign = (id: string, expires: string): string =>
    createHmac('sha256', secret).update(`${id}.${expires}`).digest('base64url').slice(0, 27);

  const find = (id: string): MediaFile | undefined => {
    const file = files.get(id);
    if (file && file.expiresAt > clock.now()) return file;
    files.delete(id);
    return undefined;
  };

  return {
    add({ bytes, mimeType, filename, uploadedBy, receivedBy }) {
      const file: MediaFile = {
        id: ids.mediaId(),
        mimeType,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        filename: filename ?? null,
        uploadedBy,
        receivedBy: receivedBy ?? null,
        expiresAt: clock.now() + (uploadedBy === null ? customerLifeMs : uploadLifeMs),
      };
      files.set(file.id, file);
      return file;
    },
    find,
    remove: (id) => files.delete(id),
    urlOf(file, base) {
      const lifeSeconds = faults.current().mediaUrlExpired ? 0 : urlLifeSeconds;
      const expires = String(Math.floor(clock.now() / 1000) + lifeSeconds);
      const query = new URLSearchParams({ mid: file.id, ext: expires, hash: sign(file.id, expires) });
      return `${base}${attachmentsPath}?${query}`;
    },
    findByUrl({ mid, ext, hash }) {
      if (typeof mid !== 'string' || typeof ext !== 'string' || hash !== sign(mid, ext)) return undefined;
      return Number(ext) * 1000 > clock.now() ? find(mid) : undefined;
    },
    addHandle(file) {
      const handle = `4::${Buffer.from(file.mimeType).toString('base64')}:${ids.handle()}`;
      handles.set(handle, file);
      return handle;
    },
    findHandle: (handle) => handles.get(handle),
    base: () => servedAt,
    serveAt(base) {
      servedAt = base;
    },
  };
}
