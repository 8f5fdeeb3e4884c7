import { createHash } from 'node:crypto';
import type { MediaKind } from '#shared/content.ts';
import type { MediaId } from '#shared/ids.ts';
import { line } from './clip.ts';
import type { Said } from './map-content.ts';
import { MediaPart } from './webhook-content-schema.ts';
import { clean, type MessageItem } from './webhook-schema.ts';
import { plainName } from '../media/plain-name.ts';

// Files that WhatsApp holds for a while. The bytes are fetched later; here only what is said of them.

export function mediaOf(
  kind: MediaKind,
  phoneNumberId: string,
  { id }: MessageItem,
  raw: Record<string, unknown>,
): Said | null {
  const part = MediaPart.safeParse(raw[kind]).data;
  if (part === undefined) return null;
  const media = {
    id: mediaIdOf(phoneNumberId, id),
    mimeType: clean(part.mime_type),
    filename: part.filename === undefined ? null : plainName(part.filename),
    size: null,
    sha256: null,
    state: 'pending' as const,
  };
  return {
    content: { type: 'media', kind, media, caption: line(part.caption), voice: part.voice === true },
    file: { metaMediaId: part.id, url: part.url ?? null, sha256: hexOf(part.sha256) },
  };
}

/** The same for every telling of the same message, so that a file is found again after a replay. */
export function mediaIdOf(phoneNumberId: string, wamid: string): MediaId {
  const hex = createHash('sha256').update(`${phoneNumberId}\n${wamid}`).digest('hex');
  // Version 8, "custom": the one for ids made from something.
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  // Shaped like every other id.
  return id as MediaId;
}

/** Meta writes hashes in base64. */
function hexOf(hash: string | undefined): string | null {
  const bytes = Buffer.from(hash ?? '', 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : null;
}
