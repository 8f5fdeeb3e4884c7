import type { Clock } from '../engine/clock.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import type { MediaUse } from '../graph/messages/media.ts';
import type { MediaFile, MediaStore } from '../media/media-store.ts';
import { mediaTypes, sizeLimit } from '../media/media-types.ts';
import { detectTypes, findContentFault, isAnimatedWebp } from '../media/sniff.ts';
import type { Failure } from './outbound-message.ts';

/** Gets the files of a message ready to be shown. */
export interface OutboundFiles {
  /** Null when all are fine, or what the 131053 of the `failed` status says. Waits only for files given by link. */
  prepare(files: readonly MediaUse[], phoneNumberId: string): Failure | null | Promise<Failure | null>;
}

/** Longer than this a server may not take for the whole file, in real milliseconds. */
const fetchMs = 10_000;
const cacheMs = 10 * 60_000;
const cacheCapacity = 1000;

export function createOutboundFiles(parts: { clock: Clock; media: MediaStore }): OutboundFiles {
  const fetched = new BoundedMap<string, { id: string; until: number }>(cacheCapacity);

  const fetchOnce = async (use: MediaUse, link: string, phoneNumberId: string): Promise<MediaFile> => {
    const known = fetched.get(link);
    const file = known && known.until > parts.clock.now() ? parts.media.find(known.id) : undefined;
    if (file) return file;
    const { bytes, mimeType } = await download(link, sizeLimit(use.kind, true));
    const added = parts.media.add({ bytes, mimeType, uploadedBy: phoneNumberId });
    fetched.set(link, { id: added.id, until: parts.clock.now() + cacheMs });
    return added;
  };

  const prepareLinks = async (files: readonly MediaUse[], phoneNumberId: string): Promise<Failure | null> => {
    for (const use of files) {
      if (!('link' in use.source)) continue;
      try {
        const file = await fetchOnce(use, use.source.link, phoneNumberId);
        const fault = findFault(use, file);
        if (fault !== null) return { code: 131053, details: fault };
        // The phone shows the copy; `holder` belongs to what is shown, not to what was sent.
        Object.assign(use.holder, { id: file.id });
      } catch (error) {
        return { code: 131053, details: error instanceof Error ? error.message : 'Media download failed' };
      }
    }
    return null;
  };

  return {
    prepare(files, phoneNumberId) {
      for (const use of files) {
        if (!('id' in use.source)) continue;
        const file = parts.media.find(use.source.id);
        const fault = file ? findFault(use, file) : 'Media could not be found.';
        if (fault !== null) return { code: 131053, details: fault };
      }
      return files.some(({ source }) => 'link' in source) ? prepareLinks(files, phoneNumberId) : null;
    },
  };
}

/** What is wrong with a file for the place it is used in; null when nothing is. */
function findFault(use: MediaUse, file: MediaFile): string | null {
  const { kind, path } = use;
  const { bytes } = file;
  const mimeType = file.mimeType.split(';')[0]?.trim() ?? '';
  const isFit = kind === 'document' || mediaTypes.get(mimeType) === kind;
  if (!isFit) return `Unsupported ${kind} mime type ${mimeType} in ${path}.`;
  const limit = sizeLimit(kind, isAnimatedWebp(bytes));
  if (bytes.length > limit) return `${path}: file of ${bytes.length} bytes exceeds the limit of ${limit} bytes.`;
  if (kind !== 'document' && !detectTypes(bytes).includes(mimeType)) {
    return `${path}: downloaded file does not have the mime type ${mimeType}.`;
  }
  if (use.isVoice && mimeType !== 'audio/ogg' && mimeType !== 'audio/opus') {
    return `${path}: voice messages must be OGG files with OPUS mono audio.`;
  }
  return kind === 'document' ? null : findContentFault(bytes, mimeType);
}

/** Fetches what the business named and nothing else: redirects are not followed. */
async function download(link: string, limit: number): Promise<{ bytes: Buffer; mimeType: string }> {
  const stop = AbortSignal.timeout(fetchMs);
  const response = await fetch(link, { redirect: 'manual', signal: stop }).catch((cause: unknown) => {
    throw new Error('Downloading media from weblink failed with network error.', { cause });
  });
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new Error(`Downloading media from weblink failed with http code ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the rest of the download.
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > limit) throw new Error(`Media file size too big. Max file size we currently support: ${limit} bytes.`);
    chunks.push(chunk);
  }
  const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return { bytes: Buffer.concat(chunks), mimeType };
}
