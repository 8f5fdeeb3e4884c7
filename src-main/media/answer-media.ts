import { readRange } from '#shared/byte-range.ts';
import { MediaId } from '#shared/ids.ts';
import type { MediaFiles } from './media-files.ts';
import { shownAs } from './shown-types.ts';

const path = /^\/media\/([0-9a-f-]{36})$/;
/** The largest piece given at once: a player asks for the next one when it needs it. */
const mostAtOnce = 4 * 1024 * 1024;

/** Is it a file of a message that this request of our own page is for, rather than a file of the app? */
export function isMediaRequest(url: string): boolean {
  return URL.canParse(url) && new URL(url).host === 'app' && new URL(url).pathname.startsWith('/media/');
}

/**
 * Answers `parley://app/media/<id>` with a picture, film or sound, whole or a range; `?thumbnail` with a smaller one if
 * there is one. `sources`: the files of each workspace that is open; the first that has it gives it. Whatever else a stranger sent is not served to pages at all, under no type (S-27).
 */
export async function answerMedia(
  sources: readonly MediaFiles[],
  request: { method: string; url: string; headers: Pick<Headers, 'get'> },
): Promise<Response> {
  const headers: Record<string, string> = {
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  const text = (status: number, body: string): Response =>
    new Response(body, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
  if (request.method !== 'GET') return text(405, 'Only GET');
  // A page, a frame, a script: a file of a message is never one of these.
  const purpose = request.headers.get('sec-fetch-dest');
  if (purpose !== null && !['image', 'audio', 'video', 'empty'].includes(purpose)) return text(403, 'Not for this');
  const url = new URL(request.url);
  const id = MediaId.safeParse(path.exec(url.pathname)?.[1]).data;
  const file =
    id === undefined ? null : await openFirst(sources, id, url.searchParams.has('thumbnail') ? 'thumbnail' : 'whole');
  if (file === null) return text(404, 'Not here');
  try {
    const { type, size } = file;
    if (shownAs(type) === null) return text(404, 'Not here');
    const range = readRange(request.headers.get('range'), size);
    if (range === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
    }
    const own = { ...headers, 'content-type': type, 'content-disposition': 'inline', 'accept-ranges': 'bytes' };
    if (range === null) return new Response(new Uint8Array(await file.read(0, size)), { headers: own });
    const end = Math.min(range.end, range.start + mostAtOnce);
    return new Response(new Uint8Array(await file.read(range.start, end)), {
      status: 206,
      headers: { ...own, 'content-range': `bytes ${range.start}-${end - 1}/${size}` },
    });
  } finally {
    await file.close();
  }
}

async function openFirst(
  [first, ...rest]: readonly MediaFiles[],
  ...wanted: Parameters<MediaFiles['openShown']>
): ReturnType<MediaFiles['openShown']> {
  return first === undefined ? null : ((await first.openShown(...wanted)) ?? openFirst(rest, ...wanted));
}
