import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AppError, ErrorCode } from '#shared/error.ts';
import type { UploadedFile } from '#shared/upload.ts';
import { launchHeader, rest, RestError } from '#shared/wire/rest.ts';
import type { OpenFile } from '../media/sealed-file.ts';
import type { Session } from '../sync/session.ts';

export interface Server {
  url: string;
  launchSecret?: string | undefined;
}

const partBytes = 256 * 1024;

/**
 * Hands one file to the server, under its own id: sent again after a lost answer it is there once. Throws offline and
 * unavailable for what is tried again, anything else for good. `onSent`: bytes that have left so far.
 */
export async function uploadFile(
  server: Server,
  session: Pick<Session, 'accessToken' | 'refresh'>,
  file: UploadedFile,
  open: () => Promise<OpenFile>,
  { onSent, signal }: { onSent: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  const once = async (token: string): Promise<Response> => {
    const bytes = await open();
    try {
      return await post(server, token, file, bytes, onSent, signal);
    } finally {
      await bytes.close();
    }
  };
  let response = await once(await session.accessToken());
  if (response.status === 401) response = await once(await session.refresh());
  if (response.ok && rest.uploadMedia.response.safeParse(await response.json().catch(() => null)).success) return;
  throw await refusal(response);
}

async function post(
  { url, launchSecret }: Server,
  token: string,
  file: UploadedFile,
  bytes: OpenFile,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Response> {
  const boundary = `parley-${randomUUID()}`;
  const target = new URL(rest.uploadMedia.path, url);
  target.searchParams.set('id', file.mediaId);
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  if (launchSecret !== undefined) headers[launchHeader] = launchSecret;
  const body = Readable.toWeb(Readable.from(form(boundary, file, bytes, onSent)));
  try {
    // Bodies that are streams need it said that the answer comes after them; the types of fetch don't know that yet.
    const init = { method: 'POST', headers, body, duplex: 'half', redirect: 'error', signal };
    return await fetch(target, init as RequestInit);
  } catch (cause) {
    if (signal.aborted) throw new AppError('conflict', 'The upload was called off.', { cause });
    throw new AppError('offline', 'The connection broke while the file was going out.', { cause });
  }
}

async function* form(
  boundary: string,
  { filename, mimeType }: UploadedFile,
  { size, read }: OpenFile,
  onSent: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  // Quotes and line breaks would end the name; everything else goes as it is.
  const name = filename.replace(/["\r\n]/g, '_');
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mimeType}\r\n\r\n`;
  yield Buffer.from(head);
  for (let start = 0; start < size; start += partBytes) {
    const end = Math.min(size, start + partBytes);
    // One piece after the other, so that no more than one is in memory.
    // oxlint-disable-next-line no-await-in-loop
    yield await read(start, end);
    onSent(end);
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

async function refusal(response: Response): Promise<AppError> {
  const parsed = RestError.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new AppError('unavailable', 'The answer did not come from a Parley server.');
  const code = ErrorCode.safeParse(parsed.data.code);
  return new AppError(code.success ? code.data : 'unavailable', parsed.data.message);
}
