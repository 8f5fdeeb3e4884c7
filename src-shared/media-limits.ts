import type { Media, MediaKind } from './content.ts';

const megabyte = 1024 * 1024;

interface Limit {
  maxBytes: number;
  /** null: of any type. */
  types: readonly string[] | null;
}

/** What WhatsApp takes as a file of this kind (Meta's table of media). */
export const mediaLimits: Readonly<Record<MediaKind, Limit>> = {
  image: { maxBytes: 5 * megabyte, types: ['image/jpeg', 'image/png'] },
  video: { maxBytes: 16 * megabyte, types: ['video/mp4', 'video/3gpp'] },
  audio: { maxBytes: 16 * megabyte, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
  document: { maxBytes: 100 * megabyte, types: null },
  // Moving ones; of those that stand still WhatsApp takes 100 KB, which only it can tell.
  sticker: { maxBytes: 500 * 1024, types: ['image/webp'] },
};

/** Why a file can't be sent as this kind, in words for people; null when it can. What is not known is left to WhatsApp. */
export function whyNotSendable(
  kind: MediaKind,
  { mimeType, size }: Pick<Media, 'mimeType' | 'size'>,
  voice = false,
): string | null {
  const { maxBytes, types } = mediaLimits[kind];
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (voice && type !== 'audio/ogg')
    return 'A voice note must be Ogg with Opus: record it again, or send it as a sound';
  if (types !== null && !types.includes(type)) {
    return `WhatsApp takes ${kind} files only as ${types.join(', ')}: send it as a document, or convert it`;
  }
  if (size !== null && size > maxBytes) {
    const limit = maxBytes < megabyte ? `${maxBytes / 1024} KB` : `${maxBytes / megabyte} MB`;
    return `The file is larger than the ${limit} WhatsApp takes as ${kind}`;
  }
  return null;
}
