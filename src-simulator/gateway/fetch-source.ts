import { largestFile } from '../media/media-types.ts';
import { detectTypes } from '../media/sniff.ts';
import { GatewayError } from './api-error.ts';

export interface SourceFile {
  bytes: Buffer;
  /** As told by whoever served it; null when the bytes came in the request. */
  mimeType: string | null;
  filename: string | null;
}

/** Longer than this a server may not take for the whole file, in real milliseconds. */
const fetchMs = 10_000;

/** The file of a message, from a URL or out of base64. Throws {@link GatewayError} 400 when there is none to be had. */
export async function fetchSource(source: string): Promise<SourceFile> {
  if (/^https?:\/\//i.test(source)) return await download(source);
  const isBase64 = source.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(source);
  if (!isBase64) throw new GatewayError(400, ['Owned media must be a url or base64']);
  const bytes = Buffer.from(source, 'base64');
  if (bytes.length > largestFile) throw tooLarge();
  return { bytes, mimeType: null, filename: null };
}

/** What a file is: as the sender or its server says, else as its first bytes tell. */
export function typeOf(file: SourceFile, said: string | undefined): string {
  const told = said ?? file.mimeType;
  if (told !== null && told !== undefined && told !== '' && told !== 'application/octet-stream') return told;
  return detectTypes(file.bytes)[0] ?? 'application/octet-stream';
}

async function download(url: string): Promise<SourceFile> {
  const refuse = (why: string): GatewayError => new GatewayError(400, [`Error: ${why}`]);
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(fetchMs) });
  } catch {
    throw refuse(`The media at ${url} could not be downloaded`);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw refuse(`Request failed with status code ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop cancels the rest of the download.
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > largestFile) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw refuse(`The media at ${url} ended before it was whole`);
  }
  const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const filename = decodeURIComponentSafely(new URL(url).pathname.split('/').at(-1) ?? '');
  return { bytes: Buffer.concat(chunks), mimeType, filename: filename === '' ? null : filename };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tooLarge(): GatewayError {
  return new GatewayError(400, [`Error: A file may have ${largestFile} bytes`]);
}
