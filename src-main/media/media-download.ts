import { AppError, ErrorCode } from '#shared/error.ts';
import type { MediaId } from '#shared/ids.ts';
import { launchHeader, rest, RestError } from '#shared/wire/rest.ts';
import type { Session } from '../sync/session.ts';

/** More than WhatsApp ever passes on. */
const mostBytes = 110 * 1024 * 1024;
const timeoutMs = 10 * 60_000;

export interface Download {
  /** The one type the backend found by the bytes themselves. */
  type: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** The bytes of a file from the backend. Throws offline; conflict while it is on its way from WhatsApp; not_found. */
export async function downloadMedia(
  server: { url: string; launchSecret?: string | undefined },
  session: Pick<Session, 'accessToken' | 'refresh'>,
  id: MediaId,
): Promise<Download> {
  let response = await ask(server, await session.accessToken(), id);
  if (response.status === 401) response = await ask(server, await session.refresh(), id);
  if (response.status !== 200 || response.body === null) throw await refusal(response);
  const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return { type: type === '' ? 'application/octet-stream' : type, bytes: limited(response.body) };
}

async function ask(
  { url, launchSecret }: { url: string; launchSecret?: string | undefined },
  token: string,
  id: MediaId,
): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (launchSecret !== undefined) headers[launchHeader] = launchSecret;
  const target = new URL(rest.getMedia.path.replace(':id', id), url);
  try {
    return await fetch(target, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new AppError('offline', 'The file is not on this computer yet and the server cannot be reached.', { cause });
  }
}

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      if (size > mostBytes) throw new AppError('payload_too_large', 'The file is larger than WhatsApp allows.');
      yield part;
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('offline', 'The connection broke while the file was coming. Try again.', { cause });
  }
}

async function refusal(response: Response): Promise<AppError> {
  const parsed = RestError.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new AppError('unavailable', 'The answer did not come from a Parley server.');
  const code = ErrorCode.safeParse(parsed.data.code);
  return new AppError(code.success ? code.data : 'unavailable', parsed.data.message);
}
