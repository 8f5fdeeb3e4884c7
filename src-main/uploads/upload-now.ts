import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { judgeAttachment } from '#shared/attachment.ts';
import type { MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { newId, type MediaId } from '#shared/ids.ts';
import { headBytes, typeOf, unknownType } from '#shared/sniff.ts';
import type { UploadedFile } from '#shared/upload.ts';
import type { MediaCache } from '../media/media-cache.ts';
import type { Session } from '../sync/session.ts';
import { outgoingName } from './outgoing-name.ts';
import { uploadFile, type Server } from './upload-file.ts';

/** What goes into no message but into a form; WhatsApp takes no larger samples. */
const mostBytes = 16 * 1024 * 1024;

interface UploadNowOptions {
  server: Server;
  session: Pick<Session, 'accessToken' | 'refresh'>;
  /** So that a window can show it. */
  cache: MediaCache;
}

/**
 * Hands a chosen file to the server while the person waits: nothing of it is kept for later. Throws offline, and
 * invalid_input for what WhatsApp would not take as this kind.
 */
export async function uploadNow(
  { server, session, cache }: UploadNowOptions,
  path: string,
  kind: MediaKind,
): Promise<UploadedFile> {
  const name = basename(path);
  const gone = (cause: unknown) =>
    new AppError('not_found', `“${name}” could not be read: is it still there?`, { cause });
  const { size } = await stat(path).catch((cause: unknown) => {
    throw gone(cause);
  });
  if (size === 0) throw new AppError('invalid_input', `“${name}” is empty.`);
  if (size > mostBytes)
    throw new AppError('payload_too_large', `“${name}” is larger than 16 MB: choose a smaller one.`);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw gone(cause);
  });
  const mimeType = typeOf(bytes.subarray(0, headBytes), '') || unknownType;
  const file = { mediaId: newId<MediaId>(), filename: outgoingName(name, mimeType), mimeType, size: bytes.length };
  const { problem } = judgeAttachment(file, kind);
  if (problem !== null) throw new AppError('invalid_input', problem);
  const open = async () => ({
    type: mimeType,
    size: bytes.length,
    read: async (start: number, end: number) => bytes.subarray(start, end),
    close: async () => {},
  });
  await uploadFile(server, session, file, open, { onSent: () => undefined, signal: new AbortController().signal });
  await cache.put(file.mediaId, mimeType, whole(bytes));
  return file;
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
