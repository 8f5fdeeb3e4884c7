import type { MediaRow } from './media.repository.ts';
import { bareType } from '#shared/sniff.ts';

/** What may be shown where it is asked for; everything else is only ever saved (S-27). */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
]);

/** Never text/html or the like: a browser that gets it all the same must not run it (S-56). */
const harmful = /^(text\/html|image\/svg\+xml|application\/xhtml\+xml|(text|application)\/(xml|javascript))$/;

export function headersOf({ mimeType, filename, sha256 }: MediaRow): Record<string, string> {
  const type = bareType(mimeType);
  return {
    'content-type': harmful.test(type) ? 'application/octet-stream' : mimeType,
    'content-disposition': `${shown.has(type) ? 'inline' : 'attachment'}${nameOf(filename)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: etagOf(sha256),
  };
}

export function etagOf(sha256: string | null): string {
  return `"${sha256 ?? ''}"`;
}

/** Does an If-None-Match or If-Range header name this file? */
export function isNamed(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

/** RFC 6266: a plain name for old clients, the real one encoded. */
function nameOf(filename: string | null): string {
  if (filename === null) return '';
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
