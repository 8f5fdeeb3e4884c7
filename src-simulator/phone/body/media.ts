import type { MediaStore } from '../../media/media-store.ts';
import type { MediaRef } from '../wire-body.ts';
import { textAt } from './json.ts';

/** A file of a message (`{id}` or `{link}`) as the page finds it. */
export function toMediaRef(media: MediaStore, content: unknown, fallbackType: string): MediaRef {
  const id = textAt(content, 'id');
  const link = textAt(content, 'link');
  const file = id === '' ? undefined : media.find(id);
  return {
    src: file ? mediaPath(id) : null,
    mimeType: file?.mimeType ?? (textAt(content, 'mime_type') || fallbackType),
    filename: textAt(content, 'filename') || file?.filename || nameOf(link),
    sizeBytes: file?.bytes.length ?? null,
    host: file || !URL.canParse(link) ? null : new URL(link).host,
  };
}

/** Where the page gets the bytes of a media id. */
function mediaPath(id: string): string {
  return `./_phone/media/${encodeURIComponent(id)}`;
}

function nameOf(link: string): string | null {
  if (!URL.canParse(link)) return null;
  return new URL(link).pathname.split('/').at(-1) || null;
}
