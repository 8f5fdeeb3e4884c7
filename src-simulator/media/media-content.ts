import type { FaultSwitches } from '../faults/faults.ts';
import type { MediaFile, MediaStore } from './media-store.ts';

/** What stands under `image`, `audio`, `video`, `document` or `sticker` in a customer's message. */
export interface MediaContent {
  id: string;
  mime_type: string;
  /** Base64, unlike in look-ups. */
  sha256: string;
  caption?: string;
  filename?: string;
  /** Of audio: recorded with the microphone, shown as a voice note. */
  voice?: boolean;
  /** Of stickers. */
  animated?: boolean;
}

/** The webhook shape of `file`. It has no URL yet: that is for {@link toWebhookMedia}, at the moment of sending. */
export function toMediaContent(
  file: MediaFile,
  options: { caption?: string; filename?: string; voice?: boolean; animated?: boolean } = {},
): MediaContent {
  return {
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...(options.filename === undefined ? {} : { filename: options.filename }),
    mime_type: file.mimeType,
    sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
    id: file.id,
    ...(options.voice === undefined ? {} : { voice: options.voice }),
    ...(options.animated === undefined ? {} : { animated: options.animated }),
  };
}

const mediaTypes: readonly string[] = ['image', 'audio', 'video', 'document', 'sticker'];

/**
 * A customer's message as its webhook tells it. A file that is known gets its five-minute `url` (which is not kept with
 * the message, because it differs with port and time); with the fault `mediaTooLarge` there is an error in place of the
 * file. Anything that is no media comes back as it is.
 */
export function toWebhookMedia(
  parts: { media: MediaStore; faults: FaultSwitches },
  type: string,
  content: unknown,
): { content: unknown; errors?: readonly object[] } {
  if (!mediaTypes.includes(type)) return { content };
  if (parts.faults.current().mediaTooLarge) return { content: undefined, errors: [tooLarge] };
  const base = parts.media.base();
  if (base === null || typeof content !== 'object' || content === null || !('id' in content)) return { content };
  const file = parts.media.find(String(content.id));
  if (!file || 'url' in content) return { content };
  return { content: { ...content, url: parts.media.urlOf(file, base) } };
}

const tooLarge = {
  code: 131052,
  title: 'Media download error',
  message: 'Media download error',
  error_data: { details: 'Media file size too big. Max file size we currently support: 100MB.' },
};
