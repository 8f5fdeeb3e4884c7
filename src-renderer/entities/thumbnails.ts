import type { MediaId } from '#shared/ids.ts';
import { api } from '../api.ts';
import { forgetWithWorkspace } from './workspace-store.ts';

/** Longest side of a small picture, for screens with two pixels in one. */
const longest = 640;
const quality = 0.8;
const done = new Set<MediaId>();
forgetWithWorkspace(() => done.clear());

/** Draws a large picture small, once (ruling 66): the next time it is there faster, and after it left this computer. */
export function keepThumbnail(mediaId: MediaId, image: HTMLImageElement): void {
  const { naturalWidth, naturalHeight } = image;
  const scale = longest / Math.max(naturalWidth, naturalHeight);
  if (scale >= 1 || done.has(mediaId)) return;
  done.add(mediaId);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => void send(mediaId, blob), 'image/webp', quality);
}

async function send(mediaId: MediaId, blob: Blob | null): Promise<void> {
  if (blob === null) return;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  // It is only faster with it.
  await api.media.keepThumbnail({ mediaId, picture: btoa(text) }).catch(() => undefined);
}
